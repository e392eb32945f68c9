import {
  ARRAY_METHODS,
  COLLECTION_METHODS,
  ENTRY_METHODS,
  ITERATOR_METHODS,
  LIST_METHODS,
  MAP_METHODS,
} from '../../../emulator/mapping/java/methods/container.ts';
import {
  BIG_METHODS,
  BOOLEAN_METHODS,
  CHARACTER_METHODS,
  DOUBLE_METHODS,
  INTEGER_METHODS,
  LONG_METHODS,
} from '../../../emulator/mapping/java/methods/number.ts';
import { TEXT_METHODS } from '../../../emulator/mapping/java/methods/text.ts';
import { NAMES, quoted, type Random } from './random.ts';
import { randomPath } from './random-path.ts';
import { randomPattern, randomText } from './random-pattern.ts';
import { EXTREME_TEMPLATES, REAL_TEMPLATES } from './real-templates.ts';

const MARKS = [
  '$',
  '#',
  '\\',
  '"',
  "'",
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '.',
  '!',
  '..',
  '##',
  '#end',
  '\u0000',
  '𝒳',
  '\n',
];

/** What each template begins with, now and then: a variable of each class, which the methods are called on. */
const PRELUDE =
  "#set($s = 'a,b;c')#set($t = $input.body)#set($n = 5)#set($d = 1.5)#set($g = 12345678901)#set($q = true)" +
  "#set($z = 99999999999999999999)#set($l = [1, 'a', $s])#set($m = {'a': 1, 'b': [1, 2]})#set($h = $s.charAt(0))" +
  '#set($r = $s.split(","))#set($e = $m.entrySet().iterator().next())#set($o = $l.iterator())#set($v = $m.values())';

/** Each variable of the prelude with its methods. */
const OWNERS = [
  { names: ['$s', '$t', '$input.body'], methods: TEXT_METHODS },
  { names: ['$n'], methods: INTEGER_METHODS },
  { names: ['$g'], methods: LONG_METHODS },
  { names: ['$d'], methods: DOUBLE_METHODS },
  { names: ['$z'], methods: BIG_METHODS },
  { names: ['$q'], methods: BOOLEAN_METHODS },
  { names: ['$h'], methods: CHARACTER_METHODS },
  { names: ['$l', "$input.path('$.a')"], methods: LIST_METHODS },
  { names: ['$r'], methods: ARRAY_METHODS },
  { names: ['$v', '$m.keySet()', '$context.entrySet()'], methods: COLLECTION_METHODS },
  { names: ['$m', "$input.path('$')", '$context', '$context.requestOverride.header'], methods: MAP_METHODS },
  { names: ['$stageVariables', '$input.params()', "$input.params().get('path')", '$foreach'], methods: MAP_METHODS },
  { names: ['$e'], methods: ENTRY_METHODS },
  { names: ['$o'], methods: ITERATOR_METHODS },
].map(({ names, methods }) => ({
  names,
  calls: [...methods].flatMap(([name, overloads]) => overloads.map(({ takes }) => ({ name, takes }))),
}));

const VARIABLES = [
  '$s',
  '$t',
  '$n',
  '$d',
  '$g',
  '$z',
  '$q',
  '$h',
  '$l',
  '$m',
  '$r',
  '$v',
  '$e',
  '$o',
  '$x',
  '$y',
  '$i',
];
const HOSTS = ['$input', '$util', '$context', '$stageVariables', '$foreach', '$missing', '$velocityCount'];
const TEXTS = [
  'a',
  '{"k": ',
  '}',
  ',',
  '\n',
  ' ',
  '  \n',
  '$ ',
  '# ',
  '\\',
  '$5 ',
  '#x ',
  'é☃',
  '\\#if',
  '\\\\$x',
  '\\$s',
  '100%',
];
const OPERATORS = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||', 'and', 'or', 'eq', 'gt'];
const INTEGERS = [
  '0',
  '1',
  '-1',
  '2',
  '7',
  '32',
  '1000',
  '2147483647',
  '-2147483648',
  '$n',
  '$s.length()',
  '$foreach.index',
];
const UTIL = ['escapeJavaScript', 'parseJson', 'urlEncode', 'urlDecode', 'base64Encode', 'base64Decode'];
const SMALL = ['#break', '#stop', '## c\n', '#* c *#', '#** c *#', '#[[ $x #if ]]#', '#break($foreach)', '#break($m)'];
const BREAKERS = [
  ...['##', '#[[', ']]#', '#end', '#m(', '$\\!x', '${x', '#set(', '#if', '"', '#parse("a")', '#include("a")'],
  ...['#evaluate("$x")', '#macro(m)a#end', '#literal()a#end', '#@m()a#end', '$!{', '#{else}', '#elseif(true)', '$x.y('],
];

/** A mapping template, right or nearly right. */
export function randomTemplate(random: Random): string {
  if (random.oneIn(1000)) return random.make(EXTREME_TEMPLATES.map((make) => () => make(1 + random.below(300))));
  if (random.oneIn(10)) return random.mutate(random.pick(REAL_TEMPLATES), MARKS);
  return (random.oneIn(8) ? '' : PRELUDE) + random.mutate(block(random, 3), MARKS);
}

function block(random: Random, depth: number): string {
  return statement(random, depth) + random.several(3, () => statement(random, depth));
}

function statement(random: Random, depth: number): string {
  if (depth <= 0) return random.make([() => random.pick(TEXTS), () => reference(random, 0)]);
  const inner = (): string => block(random, depth - 1);
  const value = (): string => expression(random, depth);
  return random.make([
    () => random.pick(TEXTS),
    () => reference(random, depth),
    () => reference(random, depth),
    () => printed(reference(random, depth), random),
    () => `#set(${target(random)} = ${value()})${random.pick(['', '\n'])}`,
    () => `#set(${target(random)} = ${value()})`,
    () => `#if(${value()})${inner()}${random.pick(['', '#else ', '#{else}', `#elseif(${value()})`])}${inner()}#end`,
    () => `#foreach($${random.pick(['x', 'i', 's', 'foreach'])} in ${list(random, depth)})${inner()}#end`,
    () => `#define($${random.pick(['x', 'y'])})${inner()}#end`,
    () => growth(random),
    () => random.pick(random.oneIn(6) ? BREAKERS : SMALL),
  ]);
}

/** `$x` as `$!x`, `${x}` or `$!{x}`. */
function printed(text: string, random: Random): string {
  return random.make([
    () => `$!${text.slice(1)}`,
    () => `\${${text.slice(1)}}`,
    () => `$!{${text.slice(1)}}`,
    () => `"${text}"`,
  ]);
}

function target(random: Random): string {
  return random.make([
    () => random.pick(VARIABLES),
    () => `${random.pick(['$m', '$x', '$context', '$foreach'])}.${random.pick(NAMES)}`,
    () =>
      `${random.pick(['$m', '$l', '$context.requestOverride.header'])}[${random.oneIn(2) ? '0' : quoted(random.pick(NAMES))}]`,
    () =>
      `$context.${random.pick(['requestOverride', 'responseOverride'])}.header.${random.pick(['h', 'x-y', 'constructor'])}`,
    () => '$context.responseOverride.status',
  ]);
}

function list(random: Random, depth: number): string {
  return random.make([
    () =>
      random.pick(['$l', '$m', '$r', '$v', '$x', '$m.keySet()', '$m.entrySet()', '[1..3]', '[3..1]', '[1..200]', '$o']),
    () => `$input.path(${quoted(randomPath(random))})`,
    () => expression(random, depth - 1),
  ]);
}

/** What grows each time that it is run: in a loop of loops, too. */
function growth(random: Random): string {
  const step = random.pick([
    '#set($s = "$s$s")',
    '#set($l = [$l, $l])',
    '#set($x = $l.addAll($l))',
    '#set($x = $l.add($l))',
    '#set($x = $m.put("m", $m))',
    '#set($m = {"a": $m, "b": $m})',
    '#set($z = $z * $z)',
    '#set($n = $n * $n)',
    '#set($d = $d * 1e99)',
    '#set($context.a = $context)',
    '#set($context.b = [$context, $l, $m])',
    '#set($s = $s.replaceAll("", "ab"))',
    '#set($s = $util.escapeJavaScript("$s\\"))',
    '#set($s = $s.format("%9999s", $s))',
  ]);
  const loop = random.pick(['[1..20]', '[1..3]', '[1..1000]', '[1..2000000000]', '$l']);
  if (random.oneIn(3)) return step;
  if (random.oneIn(300)) return `#foreach($a in [1..1000])#foreach($b in ${loop})${step}#end#end`;
  return `#foreach($k in ${random.oneIn(50) ? loop : '[1..6]'})${step}#end`;
}

function reference(random: Random, depth: number): string {
  return random.make([
    () => typedCall(random, depth),
    () => typedCall(random, depth),
    () => hostCall(random, depth),
    () => random.pick([...VARIABLES, ...HOSTS]) + random.several(3, () => step(random, depth)),
  ]);
}

function step(random: Random, depth: number): string {
  const index = (): string =>
    random.make([() => random.pick(INTEGERS), () => quoted(random.pick(NAMES)), () => expression(random, depth - 1)]);
  return random.make([
    () => `.${random.pick(NAMES)}`,
    () => `[${index()}]`,
    () => `.get(${index()})`,
    () => `.${random.pick(NAMES)}(${random.several(2, index, ', ')})`,
  ]);
}

/** A method of Java's on a value that has it, mostly with arguments that it takes. */
function typedCall(random: Random, depth: number): string {
  const { names, calls } = random.pick(OWNERS);
  const { name, takes } = random.pick(calls);
  return `${random.pick(names)}.${name}(${takes.map((type) => argument(random, depth, name, type)).join(', ')})`;
}

function hostCall(random: Random, depth: number): string {
  return random.make([
    () => `$input.${random.pick(['path', 'json'])}(${quoted(randomPath(random))})`,
    () => `$input.params(${random.oneIn(4) ? '' : quoted(random.pick(NAMES))})`,
    () => `$util.${random.pick(UTIL)}(${expression(random, depth - 1)})`,
    () =>
      `$context.${random.pick(['identity', 'authorizer', 'requestOverride', 'responseOverride'])}.${random.pick(NAMES)}`,
    () => `$stageVariables[${quoted(random.pick(NAMES))}]`,
  ]);
}

function argument(random: Random, depth: number, method: string, type: string): string {
  if (random.oneIn(8)) return expression(random, depth - 1);
  switch (type) {
    case 'String':
      return textArgument(random, method);
    case 'int':
      return random.pick(INTEGERS);
    case 'long':
      return random.pick(['$g', '1', '-1']);
    case 'char':
      return '$h';
    case 'boolean':
      return random.pick(['true', 'false', '$q']);
    case 'Number':
      return random.pick(['$n', '$d', '$g', '$z', '1', '0.0']);
    case 'Collection':
      return random.pick(['$l', '$v', '$m.keySet()', '[1, 2]', '[]', '$input.path("$..*")']);
    case 'Map':
      return random.pick(['$m', '{}', '{"a": 2}', '$context', '$input.params()']);
    default:
      return random.oneIn(2) ? random.pick(VARIABLES) : expression(random, depth - 1);
  }
}

function textArgument(random: Random, method: string): string {
  return random.make([
    () => random.pick(['$s', '$t', '""', "'a'", "','", "'$1'", "'\\$'", "'\\'", "'${n}'", "'$9'"]),
    () => quoted(randomText(random).replaceAll('\n', ' ')),
    () => quoted(/^format/.test(method) ? format(random) : randomPattern(random)),
    () => quoted(random.pick(NAMES)),
  ]);
}

/** Specifiers of String.format, right and wrong. */
function format(random: Random): string {
  return random.several(4, () => {
    const place = random.pick(['', '', '', '1$', '2$', '99$', '<', '0$']);
    const flags = random.several(2, () => random.pick(['-', '#', '+', ' ', '0', ',', '(']));
    const size = random.pick(['', '', '5', '20', '100001', '.2', '8.3', '.0', '.99999', '999999999999']);
    return `%${place}${flags}${size}${random.pick(['s', 'd', 'f', 'e', 'x', 'o', 'c', 'b', 'n', '%', 'S', 'X', 'tY', 'h', 'g', 'a', ''])}`;
  });
}

function expression(random: Random, depth: number): string {
  if (depth <= 0 || random.oneIn(3)) return literal(random);
  const part = (): string => expression(random, depth - 1);
  return random.make([
    () => reference(random, depth - 1),
    () => reference(random, depth - 1),
    () => `${part()} ${random.pick(OPERATORS)} ${part()}`,
    () => `(${part()})`,
    () => `!${part()}`,
    () => `[${random.several(3, part, ', ')}]`,
    () => `{${random.several(2, () => `${literal(random)}: ${part()}`, ', ')}}`,
    () => `[${random.pick(INTEGERS)}..${random.pick(INTEGERS)}]`,
    () => `"${statement(random, depth - 1).replaceAll('"', '""')}"`,
  ]);
}

function literal(random: Random): string {
  return random.make([
    () => random.pick(INTEGERS),
    () => random.pick(['99999999999999999999', '1.5', '1e300', '-.5', '1.', 'true', 'false', '""', "''", '[]', '{}']),
    () => random.pick(VARIABLES),
    () => quoted(random.pick(NAMES)),
    () => random.pick(['"$x$x"', "'$x'", '"\\u0041"', '"#if(true)a#end"', '"$.a"', '"a""b"', "'a''b'", '"$s$s"']),
  ]);
}
