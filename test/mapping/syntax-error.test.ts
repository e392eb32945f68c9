import { describe, expect, it } from 'vitest';
import { explainTemplateFailure } from '../../emulator/mapping/explain-failure.ts';
import { renderMapping } from '../../emulator/mapping/render.ts';
import { compileTemplate } from '../../emulator/mapping/template.ts';

describe('compileTemplate', () => {
  it.each<[string, number, number, RegExp]>([
    ['a\n  #if($x)\nb', 2, 3, /#if without its #end/],
    ['#set($x = )', 1, 11, /where a value should stand/],
    ['#set($x == 1)', 1, 9, /the "=" of #set/],
    ['#set($x = null)', 1, 11, /null/],
    ['#set($x = #5)', 1, 11, /"#5" where a value/],
    ['#foreach($i in [1..#12345678901])#end', 1, 20, /"#12345678901" where a value/],
    ['#if(#-1.5)#end', 1, 5, /"#-1.5" where a value/],
    ['{\n#if($x\n\n', 2, 7, /the template ends/],
    ['x #end', 1, 3, /#end without an #if/],
    ['${name', 1, 7, /the "}"/],
    ['costs $', 1, 7, /ends in the middle/],
    ['#if($a == "b)c#end', 1, 11, /has no end/],
    ['#foreach(i in $list)#end', 1, 10, /word "i"/],
    ['\n#set($x = "a #if(true) b")', 2, 14, /#if without its #end/],
  ])('refuses %j at line %i, column %i', (text, line, column, message) => {
    expect(() => compileTemplate(text)).toThrow(
      expect.objectContaining({ line, column, message: expect.stringMatching(message) }),
    );
  });

  it('refuses what is nested too deeply', () => {
    expect(() => compileTemplate(`#set($x = ${'('.repeat(5000)}1${')'.repeat(5000)})`)).toThrow(/levels/);
    expect(() => compileTemplate('#if(true)'.repeat(5000))).toThrow(/levels/);
  });
});

describe('explainTemplateFailure', () => {
  const source = { file: '/p/t.vtl', line: 1, column: 1 };

  it('shows the line with a caret for a template that can’t be parsed', () => {
    const text = 'ok\n  #set($x == 1)';
    const explanation = explainTemplateFailure(
      { text, source, inline: false },
      failureOf(() => compileTemplate(text)),
    );
    expect(explanation).toMatchObject({
      code: 'mapping-template-syntax',
      fault: 'user',
      source: { line: 2, column: 11 },
    });
    expect(explanation?.detail).toBe('2 |   #set($x == 1)\n  |           ^');
  });

  it('shows the values of the expression that failed', () => {
    const text = "#set($i = 3)$input.path('$.list').get($i)";
    const input = {
      body: '{"list":[1]}',
      params: { path: {}, querystring: {}, header: {} },
      context: {},
      stageVariables: {},
    };
    const error = failureOf(() => renderMapping(compileTemplate(text), input));
    const explanation = explainTemplateFailure({ text, source, inline: true }, error);
    expect(explanation).toMatchObject({ code: 'mapping-template-failed', source });
    expect(explanation?.detail).toContain("$input.path('$.list') is [1]\n$i is 3");
  });

  it('leaves other errors alone', () => {
    expect(explainTemplateFailure({ text: '', source, inline: true }, new Error('x'))).toBeUndefined();
  });
});

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
