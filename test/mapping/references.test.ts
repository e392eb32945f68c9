import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';

const variables = (): Record<string, unknown> => ({
  name: 'World',
  n: 7,
  f: 2.5,
  big: 12345678901,
  yes: true,
  no: false,
  nothing: null,
  list: ['x', 'y', 'z'],
  map: { b: 'two', a: 1, '1': 'first', inner: { deep: [1, 2] } },
});
const render = (template: string): string => renderTemplate(template, variables());

describe('references', () => {
  it('prints nothing for what is not there or null, with and without "!"', () => {
    expect(render('[$missing][$!missing][${nothing}][$map.missing.deeper][$name.foo()]')).toBe('[][][][][]');
  });

  it('takes what is not there for true, and for equal to "" and $null', () => {
    expect(render('#if($missing)Y#end#if($missing == "")Y#end#if($missing == $null)Y#end#if(!$missing)N#end')).toBe(
      'YYY',
    );
  });

  it('reads members, indexes and methods in a chain', () => {
    expect(
      render('$map.inner.deep[1] $map["b"] $list[-1] ${map.inner.deep.size()} $name.substring(1, 3).length()'),
    ).toBe('2 two z 2 2');
  });

  it('keeps the order of a map and writes it as Java does', () => {
    expect(renderTemplate('$map', { map: { b: 1, a: [1, { c: null }] } })).toBe('{b=1, a=[1, {c=null}]}');
  });

  it('sets variables, members and items, and nothing for a value of null', () => {
    expect(render('#set($x = 1)#set($x = 1 / 0)$x#set($map.new = "v")$map.new#set($list[0] = "q")$list')).toBe(
      '1v[q, y, z]',
    );
  });

  it('interpolates double quotes only', () => {
    expect(render(`#set($a = "<$name>")#set($b = '<$name>')$a$b`)).toBe('<World><$name>');
    expect(render('#set($a = "say ""hi""")$a')).toBe('say "hi"');
  });
});

describe('arithmetic', () => {
  it.each([
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['7 % 3', '1'],
    ['7.0 / 2', '3.5'],
    ['100.0 / 50', '2.0'],
    ['2147483647 + 1', '2147483648'],
    ['9223372036854775807 + 1', '9223372036854775808'],
    ['1000000.0 * 10', '1.0E7'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['"a" + 1', 'a1'],
    ['$n + 1 * 2', '9'],
    ['($n + 1) * 2', '16'],
    ['$big + 1', '12345678902'],
  ])('%s is %s', (expression, expected) => {
    expect(render(`#set($x = ${expression})$x`)).toBe(expected);
  });
});

describe('conditions', () => {
  it.each([
    ['$n == 7.0', true],
    ['$yes == "true"', true],
    ['$list == ["x", "y", "z"]', true],
    ['$n > 3 && !($n >= 10)', true],
    ['$n gt 3 and not $no', true],
    ['"a" < "b"', false],
    ['"text"', false],
    ['1', false],
    ['$no', false],
    ['$name', true],
  ])('%s is %s', (condition, expected) => {
    expect(render(`#if(${condition})true#{else}false#end`)).toBe(String(expected));
  });
});

describe('#foreach', () => {
  it('counts, and gives back what its variables were', () => {
    expect(
      render(
        '#set($i = 0)#foreach($i in $list)$foreach.index$foreach.count$i#if($foreach.hasNext),#end#end$i$foreach.index',
      ),
    ).toBe('01x,12y,23z0');
  });

  it('goes through the values of a map, ranges and nothing', () => {
    expect(render('#foreach($v in $map.inner)$v#end#foreach($i in [3..1])$i#end#foreach($i in $missing)x#end')).toBe(
      '[1, 2]321',
    );
  });

  it('ends after 1,000 rounds', () => {
    expect(render('#foreach($i in [1..5000])#set($last = $i)#end$last')).toBe('1000');
  });

  it('is left by #break, the whole template by #stop', () => {
    expect(render('#foreach($i in $list)$i#break#end.#stop.')).toBe('x.');
  });

  it('knows the loop around it', () => {
    expect(render('#foreach($a in [1,2])#foreach($b in [1,2])$foreach.parent.count$foreach.count #end#end')).toBe(
      '11 12 21 22 ',
    );
  });

  it('fails when its list is changed meanwhile, as Java does', () => {
    expect(() => render('#foreach($x in $list)#set($d = $list.add("q"))#end')).toThrow(/ConcurrentModification/);
  });
});

describe('#define', () => {
  it('is rendered each time it is printed, and at most twice inside itself', () => {
    expect(render('#define($block)<$n>#end#set($n = 1)$block#set($n = 2)$block')).toBe('<1><2>');
    expect(render('#define($self)a$self#end$self')).toBe('aa$self');
  });
});
