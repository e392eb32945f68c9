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

  it.each([
    ['in a filter', "$input.path('$[?(@ =~ /(a+)+/)]')"],
    ['in a loop', '#foreach($text in $input.path("$"))#set($x = $text.matches("(a+)+"))#end'],
  ])('spend its time on patterns that each end within their limit: %s', (_, template) => {
    const texts = Array.from({ length: 3000 }, () => `${'a'.repeat(15)}!`);
    expect(() => render(template, JSON.stringify(texts))).toThrow(
      expect.objectContaining({ reason: expect.stringMatching(/more than (2 seconds|50 ms)/) }),
    );
  });

  it('take long to parse: a text without an end is refused at once', () => {
    expect(() => renderTemplate(`#set($x = "${'a'.repeat(200_000)}`, {})).toThrow(/has no end/);
  });

  it.each([
    ['backslashes', '\\'.repeat(300_000)],
    ['backslashes in a comment', `#*${'\\'.repeat(300_000)}*#`],
    ['backslashes in a text block', `#[[${'\\'.repeat(300_000)}]]#`],
    ['hashes', '#'.repeat(299_999)],
    ['dollars', '$'.repeat(300_000)],
    ['a sum', `#set($x = 0${' + 1'.repeat(70_000)})`],
    ['a chain of calls', `$a${'.get(0)'.repeat(30_000)}`],
    ['brackets', '$a['.repeat(100_000)],
    ['parentheses', `#if${'('.repeat(300_000)}`],
  ])('take the server down when it is parsed: %s', (_, template) => {
    try {
      render(template);
    } catch (error) {
      expect(error).toMatchObject({ name: expect.stringMatching(/^Template(Syntax|Render)Error$/) });
    }
  });

  it('search without end', () => {
    const template =
      '#set($s = "a")#foreach($i in [1..20])#set($s = "$s$s")#end#set($h = $s.substring(0, 200000))#set($p = "${h}b$h")' +
      '$s.indexOf($p) $s.lastIndexOf($p) $s.contains($p) $s.replace($p, "").length()';
    expect(render(template).text).toBe('-1 -1 false 1048576');
    expect(render('#set($s = "a")$s.indexOf(2000000) $s.indexOf(-5) $s.lastIndexOf(97) $s.indexOf(97, 1)').text).toBe(
      '-1 -1 0 -1',
    );
  });

  it('leave something in $context that can’t be taken over', () => {
    const inside = render(
      '#set($m = {})#set($m.a = $m)#set($m.b = [$m, $m])#set($context.x = $m)#set($context.y = $context)',
    ).context as Record<string, Record<string, unknown[]>>;
    expect(inside.x?.a).toBe(inside.x);
    expect(inside.x?.b?.[1]).toBe(inside.x);
    expect(inside.y).toBe(inside);
    const tree = render('#set($l = [1])#foreach($i in [1..100])#set($l = [$l, $l])#end#set($context.x = $l)').context;
    expect(tree).toHaveProperty('x.0.1.0.1');
    const chain = render('#set($l = [1])#foreach($i in [1..1000])#set($l = [$l])#end#set($context.x = $l)').context;
    expect(JSON.stringify(chain)).toContain('[null]');
  });

  it('go on without end in what $context is read for afterwards', () => {
    const loops = '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end';
    expect(() => render(`#define($d)${loops}#end#set($context.x = $d)`)).toThrow(/10 MB|steps|seconds/);
  });

  it('leave a render that is over', () => {
    expect(() => render('#define($d)a#stop#end#set($context.x = [$d])')).toThrow(/#define block with #stop/);
  });

  it('show an object of JavaScript in a message', () => {
    const twice = '$context.requestOverride.header.put([1], "a")'.repeat(2);
    expect(() => render(twice)).toThrow(/header\.\[1\] is set a second time/);
  });

  it('override a parameter with anything but text', () => {
    const { context } = render(
      '#set($h = $context.requestOverride.header)#set($h.a = {"toString": 1})#set($h.b = [1, {"c": 2.0}])#set($h.c = 1)' +
        '#define($d)text#end#set($h.d = $d)#set($h.e = 1.0)',
    );
    expect(context).toEqual({
      requestOverride: { header: { a: '{toString=1}', b: [1, '{c=2.0}'], c: 1, d: 'text', e: '1.0' } },
    });
  });

  it('read what JavaScript would call own: a body with such keys is a body', () => {
    expect(render("$input.path('$').__proto__ $input.json('$')", '{"__proto__":1,"constructor":2}').text).toContain(
      '{"__proto__":1,"constructor":2}',
    );
  });
});
