/** Makes the same templates and bodies for the same seed: fragments that are right, nearly right and wrong. */
export function randomTemplates(seed: number): () => { template: string; body: string } {
  let state = seed;
  const random = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;

  const block = (depth: number): string => {
    let text = '';
    for (let i = random(4); i >= 0; i--) text += fragment(depth);
    return text;
  };
  const fragment = (depth: number): string => {
    switch (random(depth > 0 ? 8 : 3)) {
      case 0:
        return pick(TEXTS);
      case 1:
      case 2:
        return reference(depth);
      case 3:
        return `#set($${pick(['x', 'y', 'context.requestOverride.header.h', 'x.y', 'x[0]', '!z'])} = ${expression(depth)})`;
      case 4:
        return `#if(${expression(depth)})${block(depth - 1)}${pick(['', '#else '])}${block(depth - 1)}#end${pick(['', '\n'])}`;
      case 5:
        return `#foreach($${pick(['x', 'i'])} in ${expression(depth)})${block(depth - 1)}#end`;
      case 6:
        return `#define($x)${block(depth - 1)}#end`;
      default:
        return pick(
          random(6) === 0 ? BREAKERS : ['#break', '#stop', '## c\n', '#* c *#', '#[[ $x ]]#', '#break($foreach)'],
        );
    }
  };
  const reference = (depth: number): string => {
    const formal = random(4) === 0;
    let text = `$${pick(['', '', '!'])}${formal ? '{' : ''}${pick(['x', 'y', 'i', 'input', 'util', 'context', 'stageVariables', 'foreach', 'missing'])}`;
    for (let i = random(3); i >= 0; i--) text += step(depth);
    return text + (formal ? '}' : '');
  };
  const step = (depth: number): string => {
    if (random(3) === 0) return `.${pick(PROPERTIES)}`;
    if (random(3) === 0) return `[${pick(['0', '-1', '9', '"a"', "'b'", '$x', 'true', '"__proto__"'])}]`;
    const parameters = Array.from({ length: random(3) }, () =>
      depth > 0 && random(2) === 0 ? reference(depth - 1) : pick(LITERALS),
    );
    return `.${pick(METHODS)}(${parameters.join(', ')})`;
  };
  const expression = (depth: number): string => {
    if (depth <= 0 || random(3) === 0) return pick(LITERALS);
    if (random(2) === 0) return reference(depth - 1);
    return `${expression(depth - 1)} ${pick(['+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||'])} ${expression(depth - 1)}`;
  };
  const mutate = (text: string): string => {
    if (random(8) !== 0) return text;
    const at = random(text.length + 1);
    return (
      text.slice(0, at) +
      pick(['$', '#', '\\', '"', '(', ')', '{', '}', '[', ']', '.', '\u0000', '𝒳']) +
      text.slice(at + random(3))
    );
  };
  return () => ({ template: mutate(block(3)), body: mutate(pick(BODIES)) });
}

const TEXTS = ['a', '{"k": ', '}', ',', '\n', ' ', '$ ', '# ', '\\', '$5 ', '#x ', 'é☃', '\\#if', '\\\\$x', '100%'];
const BREAKERS = ['##', '#[[', ']]#', '#end', '#m(', '$\\!x', '${x', '#set(', '#if', '"'];
const PROPERTIES = [
  'a',
  'b',
  'class',
  'constructor',
  '__proto__',
  'prototype',
  'length',
  'body',
  'index',
  'requestOverride',
  'parent',
  'empty',
];
const METHODS = [
  ...[
    'path',
    'json',
    'params',
    'escapeJavaScript',
    'parseJson',
    'urlEncode',
    'urlDecode',
    'base64Encode',
    'base64Decode',
  ],
  ...[
    'get',
    'put',
    'add',
    'addAll',
    'set',
    'remove',
    'size',
    'length',
    'substring',
    'split',
    'replaceAll',
    'matches',
    'format',
  ],
  ...[
    'keySet',
    'entrySet',
    'values',
    'iterator',
    'next',
    'toString',
    'hashCode',
    'getClass',
    'constructor',
    'repeat',
    'subList',
    'join',
  ],
];
const LITERALS = [
  ...[
    '1',
    '-1',
    '0',
    '2147483647',
    '99999999999999999999',
    '1.5',
    '1e300',
    'true',
    'false',
    '""',
    "''",
    '"a,b"',
    '"$x$x"',
    '"$.a"',
  ],
  ...[
    '"$..*"',
    '"$.b[?(@.c > 1)]"',
    '"(a+)+b"',
    '"[a-z]+"',
    '"%s%d"',
    '"__proto__"',
    '"constructor"',
    '[]',
    '[1, "a"]',
    '[1..9]',
  ],
  ...['{}', '{"a": 1}', '$x', '$i', '[1..1000]', '"\\u0041"', '"#if(true)a#end"'],
];
const BODIES = [
  '',
  '{}',
  'null',
  'text',
  '{"a": 1, "b": [{"c": 2}, {"c": null}], "__proto__": {"x": 1}}',
  '[1, 2.0, "x", [[]]]',
  '{a: b, c',
  '"\\ud800"',
  '{"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}',
];
