import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';

describe('methods of Java', () => {
  it.each([
    ['$s.length() $s.trim().length() $s.isEmpty()', '7 5 false'],
    ['$s.toUpperCase()$s.indexOf("l")$s.lastIndexOf("l")', ' HELLO 34'],
    ['$csv.split(",").size() $csv.split(",")[1] $csv.split(",", 2)[1]', '3 b b,c,,'],
    ['$s.replaceAll("l+", "<$0>") $s.replaceAll("(h)(e)", "$2$1") $s.replace("l", "L")', ' he<ll>o   ehllo   heLLo '],
    ['$s.matches(".*ell.*") $csv.matches("a")', 'true false'],
    ['$csv.format("%05d|%-4s|%.2f|%x", 42, "ab", 2.345, 255)', '00042|ab  |2.35|ff'],
    [
      '$list.contains("b") $list.indexOf("c") $list.subList(0, 2) $list.remove(0) $list.remove("c") $list',
      'true 2 [a, b] a true [b]',
    ],
    ['$list.add("d") $list.addAll(["e"]) $list.size() $list.set(0, "A") $list.get(0)', 'true true 5 a A'],
    ['$map.keySet() $map.values() $map.entrySet() $map.containsKey("a")', '[a, b] [1, 2] [a=1, b=2] true'],
    ['$map.put("a", 9) $map.put("c", 3) $map.getOrDefault("z", "none") $map.size()', '1  none 3'],
    ['#foreach($e in $map.entrySet())$e.key=$e.value;#end', 'a=1;b=2;'],
    ['$n.parseInt("12") $n.intValue() $f.intValue() $n.equals(7) $n.toString().length()', '12 7 2 true 1'],
    ['$s.class.name $map.class', 'java.lang.String class java.util.LinkedHashMap'],
  ])('%s prints %s', (template, expected) => {
    const variables = { s: ' hello ', csv: 'a,b,c,,', list: ['a', 'b', 'c'], map: { a: 1, b: 2 }, n: 7, f: 2.5 };
    expect(renderTemplate(template, variables)).toBe(expected);
  });

  it('fails where Java throws, and says which value was wrong', () => {
    expect(() => renderTemplate('a\n $list.get(5)', { list: [1] })).toThrow(
      expect.objectContaining({
        line: 2,
        column: 8,
        expression: '$list.get(5)',
        values: [{ expression: '$list', value: '[1]' }],
      }),
    );
    expect(() => renderTemplate('$s.substring(3, 1)', { s: 'abc' })).toThrow(/StringIndexOutOfBounds/);
  });
});
