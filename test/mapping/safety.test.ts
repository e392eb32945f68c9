import { describe, expect, it } from 'vitest';
import { renderMappingTemplate, renderTemplate } from '../../emulator/mapping/public.ts';

const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'then',
];

function render(template: string, body = '{}'): { text: string; context: object } {
  const params = { path: {}, querystring: {}, header: {} };
  return renderMappingTemplate({
    template,
    phase: 'request',
    body,
    params,
    context: { requestOverride: { header: {} } },
    stageVariables: {},
  });
}

describe('what a template can’t do', () => {
  it.each(NAMES)('reach the member %s of JavaScript', (name) => {
    const owners = ['$s', '$n', '$list', '$map', '$map.keySet()', '$s.class', '$list.iterator()', '$foreach'];
    const template = owners.map((owner) => `${owner}.${name.replace(/^__/, 'x__')}${owner}["${name}"]`).join('');
    const text = renderTemplate(`#foreach($x in [1])${template}#end`, { s: 'a', n: 1, list: [1], map: { a: 1 } });
    expect(text).not.toMatch(/function|native code|\[object/);
  });

  it.each(NAMES)('reach %s through $input, $util, $context, $stageVariables and the body', (name) => {
    const owners = [
      '$input',
      '$util',
      '$context',
      '$context.requestOverride',
      '$stageVariables',
      '$input.params()',
      "$input.path('$')",
    ];
    const { text } = render(owners.map((owner) => `${owner}["${name}"]${owner}.get("${name}")`).join(''));
    expect(text).toBe('');
  });

  it('pollute a prototype', () => {
    const { context } = render(
      '#set($context.requestOverride.header["__proto__"] = {"polluted": "yes"})$context.requestOverride.put("constructor", 1)',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(context)).toBe(Object.prototype);
    render(
      "$input.path('$').put('__proto__', {'polluted': 1})$input.json('$')",
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['a text that doubles', '#set($s = "x")#foreach($i in [1..1000])#set($s = "$s$s")#end'],
    [
      'a list that doubles',
      '#set($l = [1])#foreach($i in [1..1000])#set($d = $l.addAll($l.subList(0, $l.size())))#end',
    ],
    ['a list inside itself', '#set($l = [1])#set($m = [$l])#set($d = $l.add($m))$l'],
    ['a map inside itself', '#set($l = {})#set($m = {"a": $l})#set($d = $l.put("m", $m))$l.hashCode()'],
    ['a tree of lists', '#set($l = [1])#foreach($i in [1..100])#set($l = [$l, $l])#end$l'],
    ['a huge range', '#set($r = [1..2000000000])'],
    [
      'loops in loops',
      '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#set($x = 1)#end#end#end',
    ],
    ['a long repeat', '#set($t = "x")$t.repeat(2000000000)'],
    ['a wide format', '#set($t = "x")$t.format("%999999999d", 1)'],
    [
      'a pattern without end',
      '#set($t = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")$t.matches("(a+)+c")',
    ],
    ['a scan of scans', `#foreach($i in [1..1000])#set($x = $input.path('$..*..*..*..*..*'))#end`],
  ])('go on without end: %s', (_, template) => {
    expect(() => render(template, `{"a":${'['.repeat(30)}${']'.repeat(30)}}`)).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/TemplateRenderError|TemplateSyntaxError/) }),
    );
  });

  it('take long to parse: a text without an end is refused at once', () => {
    expect(() => renderTemplate(`#set($x = "${'a'.repeat(200_000)}`, {})).toThrow(/has no end/);
  });

  it('read what JavaScript would call own: a body with such keys is a body', () => {
    expect(render("$input.path('$').__proto__ $input.json('$')", '{"__proto__":1,"constructor":2}').text).toContain(
      '{"__proto__":1,"constructor":2}',
    );
  });
});
