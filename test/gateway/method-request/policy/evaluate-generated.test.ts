import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../emulator/gateway/method-request/policy/document.ts';
import { evaluatePolicy, type PolicyQuestion } from '../../../../emulator/gateway/method-request/policy/evaluate.ts';

/** The same in each try, so that a second one can't pass by luck. */
const SEED = Number(process.env.OFFSTAGE_SEED ?? 20260101);

describe('evaluatePolicy, over generated policies', () => {
  it('agrees with a naive evaluator', () => {
    const random = generator(SEED);
    for (let round = 0; round < 4000; round++) {
      const document = randomPolicy(random);
      const question = randomQuestion(random);
      const expected = naive(document, question);
      const { effect } = evaluatePolicy(readPolicy(document), question);
      expect(effect, `seed ${SEED}: ${JSON.stringify({ document, question: [...question.keys] }, null, 1)}`).toBe(
        expected,
      );
    }
  });
});

type Random = <T>(items: readonly T[]) => T;

/** mulberry32 */
function generator(seed: number): Random {
  let state = seed;
  return (items) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return items[((t ^ (t >>> 14)) >>> 0) % items.length] as (typeof items)[number];
  };
}

const PIECES = ['a', 'b', '/', ':', '*', '?', 'GET', '.', '+', '('];
const text = (random: Random, pieces: readonly string[]) =>
  Array.from({ length: random([1, 2, 3, 5]) }, () => random(pieces)).join('');
const PLAIN = PIECES.filter((piece) => !'*?'.includes(piece));
const oneOrMore = <T>(random: Random, make: () => T): T | T[] =>
  random([true, false]) ? make() : Array.from({ length: random([1, 2, 3]) }, make);

interface Written {
  Effect: 'Allow' | 'Deny';
  Condition?: Record<string, Record<string, string | string[]>>;
  [element: string]: unknown;
}

function randomPolicy(random: Random): { Version: string; Statement: Written[] } {
  const make = (): Written => ({
    Effect: random(['Allow', 'Allow', 'Deny'] as const),
    [random(['Action', 'Action', 'NotAction'])]: oneOrMore(random, () => random(['x:Go', 'X:g?', 'x:*', 'y:Go', '*'])),
    [random(['Resource', 'Resource', 'NotResource'])]: oneOrMore(random, () => text(random, PIECES)),
    ...(random([true, false]) && {
      [random(['Principal', 'NotPrincipal'])]: random(['*', { AWS: ['p', 'q'] }, { AWS: 'r' }]),
    }),
    ...(random([true, false]) && {
      Condition: Object.fromEntries(
        Array.from({ length: random([1, 2]) }, () => [
          random([
            'StringEquals',
            'StringNotEquals',
            'StringLike',
            'StringNotLikeIfExists',
            'StringEqualsIfExists',
            'Odd',
          ]),
          {
            [random(['aws:username', 'aws:UserAgent', 'aws:Odd'])]: oneOrMore(random, () =>
              text(random, ['a', 'b', '*']),
            ),
          },
        ]),
      ),
    }),
  });
  return { Version: '2012-10-17', Statement: Array.from({ length: random([1, 2, 4]) }, make) };
}

function randomQuestion(random: Random): PolicyQuestion {
  const keys = new Map<string, string[]>();
  for (const key of ['aws:username', 'aws:useragent']) {
    if (random([true, true, false])) keys.set(key, [text(random, ['a', 'b', '*'])]);
  }
  const principals = random([undefined, [], ['p'], ['q', 'r']]);
  return { action: random(['x:Go', 'y:Go']), resource: text(random, PLAIN), keys, ...(principals && { principals }) };
}

/** By sets, sentences of the manual and JavaScript's regular expressions; three values: yes, no, unknown. */
function naive({ Statement: list }: { Statement: Written[] }, question: PolicyQuestion): 'Allow' | 'Deny' | undefined {
  const said = list.map((item) => ({ effect: item.Effect, applies: naiveApplies(item, question) }));
  if (said.some(({ effect, applies }) => effect === 'Deny' && applies !== 'no')) return 'Deny';
  return said.some(({ effect, applies }) => effect === 'Allow' && applies === 'yes') ? 'Allow' : undefined;
}

function naiveApplies(item: Written, { action, resource, principals, keys }: PolicyQuestion): 'yes' | 'no' | 'unknown' {
  const list = (value: unknown) => [value].flat() as string[];
  const like = (pattern: string, value: string, flags = 's') =>
    new RegExp(
      `^${[...pattern].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace(/\W/, '\\$&'))).join('')}$`,
      flags,
    ).test(value);
  const parts: boolean[] = [];
  if (item.Action) parts.push(list(item.Action).some((pattern) => like(pattern, action, 'si')));
  if (item.NotAction) parts.push(list(item.NotAction).every((pattern) => !like(pattern, action, 'si')));
  if (item.Resource) parts.push(list(item.Resource).some((pattern) => like(pattern, resource)));
  if (item.NotResource) parts.push(list(item.NotResource).every((pattern) => !like(pattern, resource)));
  if (principals) {
    const names = (element: unknown) => (element === '*' ? ['*'] : list((element as { AWS: unknown }).AWS));
    const isNamed = (element: unknown) => names(element).some((name) => name === '*' || principals.includes(name));
    if (item.Principal) parts.push(isNamed(item.Principal));
    else if (item.NotPrincipal) parts.push(!isNamed(item.NotPrincipal));
    else parts.push(false);
  }
  let unknown = false;
  for (const [operator, lines] of Object.entries(item.Condition ?? {})) {
    for (const [key, values] of Object.entries(lines)) {
      if (operator === 'Odd' || key === 'aws:Odd') {
        unknown = true;
        continue;
      }
      const actual = keys.get(key.toLowerCase())?.[0];
      const any = list(values).some((value) =>
        actual === undefined ? false : operator.includes('Like') ? like(value, actual) : value === actual,
      );
      if (operator.endsWith('IfExists') && actual === undefined) parts.push(true);
      else parts.push(operator.includes('Not') ? !any : any);
    }
  }
  return parts.includes(false) ? 'no' : unknown ? 'unknown' : 'yes';
}
