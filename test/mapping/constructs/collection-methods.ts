import { type Example, fails, prints, type Table } from './example.ts';

function call(construct: string, template: string, result: string, says: string, velocity?: string): Example {
  const row = { construct, template, expect: prints(result), says };
  return velocity === undefined ? row : { ...row, velocity };
}

export const LIST_METHODS: Table = {
  title: 'Methods of lists',
  intro:
    'A list has the methods of java.util.ArrayList. A call prints what it gives: put it into `#set($d = …)` to keep that out of the text.',
  given: { variables: { list: ['a', 'b', 'c'] } },
  examples: [
    call('`size` `isEmpty` `get`', '$list.size() $list.isEmpty() $list.get(0)', '3 false a', 'Size and items.'),
    call('`contains` `indexOf`', '$list.contains("b") $list.indexOf("c") $list.indexOf("z")', 'true 2 -1', 'Finding.'),
    call(
      '`add` `addAll`',
      '$list.add("d") $list.addAll(["e", "f"]) $list',
      'true true [a, b, c, d, e, f]',
      'At the end. Both give `true`.',
    ),
    call('`add(index, …)`', '[$list.add(0, "z")] $list', '[] [z, a, b, c]', 'In the middle; gives nothing.'),
    call('`set`', '$list.set(0, "A") $list', 'a [A, b, c]', 'Replaces, and gives the old item.'),
    call(
      '`remove`',
      '$list.remove(0) $list.remove("c") $list',
      'a true [b]',
      'By index gives the item, by value whether it was there.',
    ),
    call('`subList`', '$list.subList(1, 3)', '[b, c]', 'A part.'),
    call(
      'not Java’s',
      '[$list.length()] [$list.join(",")] [$list.push("d")]',
      '[] [] []',
      'Methods of JavaScript do not exist.',
      'prints `[$list.length()] [$list.join(",")] [$list.push("d")]`',
    ),
    {
      construct: '`get` out of bounds',
      template: '$list.get(9)',
      expect: fails('IndexOutOfBoundsException'),
      says: 'Fails the request. `$list[9]` does as well: see `size()`.',
    },
  ],
};

export const MAP_METHODS: Table = {
  title: 'Methods of maps',
  intro: 'A map has the methods of java.util.LinkedHashMap: it keeps the order of its keys.',
  given: { variables: { map: { a: 1, b: 2 } } },
  examples: [
    call(
      '`get` `getOrDefault`',
      '$map.get("a") [$map.get("z")] $map.getOrDefault("z", "none")',
      '1 [] none',
      'Values.',
      'prints `1 [$map.get("z")] none`',
    ),
    call(
      '`size` `containsKey` `containsValue`',
      '$map.size() $map.containsKey("a") $map.containsValue(2)',
      '2 true true',
      'Tests.',
    ),
    call(
      '`put`',
      '[$map.put("c", 3)] $map.put("a", 9) $map',
      '[] 1 {a=9, b=2, c=3}',
      'Gives the value before: nothing for a new key, the old one else.',
      'prints `[$map.put("c", 3)] 1 {a=9, b=2, c=3}`',
    ),
    call('`remove`', '$map.remove("a") $map', '1 {b=2}', 'Gives the value that was there.'),
    call('`putAll`', '$map.putAll({"c": 3})$map', '{a=1, b=2, c=3}', 'Gives nothing.'),
    call('`keySet` `values`', '$map.keySet() $map.values()', '[a, b] [1, 2]', 'Views of the map, in its order.'),
    call('`entrySet`', '#foreach($e in $map.entrySet())$e.key=$e.value #end', 'a=1 b=2 ', 'Names and values together.'),
    call(
      'a key named as a method',
      '#set($map.size = "x")$map.size $map.size()',
      'x 3',
      'With parentheses it is the method, without the key.',
    ),
    call(
      'number keys',
      '#set($m = {1: "one"})$m.get(1) [$m.get("1")]',
      'one []',
      'A number is another key than its text.',
      'prints `one [$m.get("1")]`',
    ),
  ],
};
