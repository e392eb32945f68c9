import { afterAll, expect, it } from 'vitest';
import { BudgetExceeded } from '../../emulator/mapping/java/budget.ts';
import { JavaException } from '../../emulator/mapping/java/methods/overload.ts';
import { ArithmeticFailure } from '../../emulator/mapping/java/numbers.ts';
import { TooDeep } from '../../emulator/mapping/java/text.ts';
import { compileJavaPattern, JavaPatternError, JavaPatternTimeout } from '../../emulator/mapping/java-regex.ts';
import { JsonPathError } from '../../emulator/mapping/json-path/errors.ts';
import { queryJsonPath, renderMappingTemplate } from '../../emulator/mapping/public.ts';
import { TemplateRenderError } from '../../emulator/mapping/render.ts';
import { TemplateSyntaxError } from '../../emulator/mapping/template.ts';
import { frozen, memberCount, memberNames, notPlain, showsJavaScript } from './fuzz/javascript.ts';
import { NAMES, Random } from './fuzz/random.ts';
import { randomBody, randomDocument } from './fuzz/random-json.ts';
import { randomPath } from './fuzz/random-path.ts';
import { randomPattern, randomText } from './fuzz/random-pattern.ts';
import { randomTemplate } from './fuzz/random-template.ts';
import { startWatchdog } from './fuzz/watchdog.ts';

/** Run number n is made of the seed + n, so that one that fails is run alone with `--seed N --runs 1`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 5000);
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);

/** What may end a render: failures of the template. Anything else is one of ours, whatever it is wrapped in. */
const FAILURES = [
  ...[JavaException, ArithmeticFailure, TooDeep, BudgetExceeded],
  ...[JsonPathError, JavaPatternError, JavaPatternTimeout],
];

const names = Object.fromEntries(
  NAMES.filter((name) => name !== '__proto__').map((name) => [name, `value of ${name}`]),
);
const PARAMS = frozen({ path: names, querystring: { b: '1' }, header: { 'User-Agent': 'a', b: '2' } });
const CONTEXT = frozen({
  stage: 'v1',
  identity: { sourceIp: '192.0.2.1' },
  authorizer: { claims: { a: 'b' }, list: [1, [2]] },
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
});

const watchdog = startWatchdog();
afterAll(() => watchdog.stop());
const patience = { timeout: 120_000 + RUNS * 50 };

it(`renders ${RUNS} random templates without a crash, a hang or an escape`, patience, () => {
  each((random) => ({ template: randomTemplate(random), body: randomBody(random) }), checkTemplate);
});

it(`queries with ${RUNS} random paths without a crash, a hang or an escape`, patience, () => {
  each((random) => ({ path: randomPath(random), document: randomDocument(random) }), checkPath);
});

it(`matches ${RUNS} random regular expressions without a crash or a hang`, patience, () => {
  each((random) => ({ pattern: randomPattern(random), text: randomText(random) }), checkPattern);
});

/** What came of a case: a result, a refusal in our own words, or the reason why it is wrong. */
type Outcome = 'result' | 'refusal' | { readonly reason: string };

/**
 * Makes and checks each case; what a check throws, or gives as a reason, fails with all that is needed to repeat it.
 * A fifth of them at least has a result, or nothing behind the refusals is tried.
 */
function each<T>(make: (random: Random) => T, check: (made: T) => Outcome): void {
  let results = 0;
  const count = memberCount();
  const members = memberNames();
  for (let run = 0; run < RUNS; run++) {
    const made = make(new Random(SEED + run));
    const shown = `seed ${SEED + run}: ${JSON.stringify(made)}`;
    watchdog.begin(shown);
    const outcome = outcomeOf(() => check(made));
    if (typeof outcome === 'object') expect.fail(`${outcome.reason}\n${shown}`);
    if (outcome === 'result') results += 1;
    if (memberCount() !== count) expect.fail(`something was added to a built-in object\n${shown}`);
  }
  expect(memberNames()).toBe(members);
  if (RUNS > 1) expect(results).toBeGreaterThan(RUNS / 5);
}

function outcomeOf(check: () => Outcome): Outcome {
  try {
    return check();
  } catch (error) {
    return { reason: `it crashed: ${error instanceof Error ? error.stack : String(error)}` };
  }
}

/** A result, or a refusal, with what may be wrong with it. */
function judged(outcome: 'result' | 'refusal', reason: string | undefined): Outcome {
  return reason === undefined ? outcome : { reason };
}

function checkTemplate({ template, body }: { template: string; body: string }): Outcome {
  const input = { template, phase: 'request' as const, body, params: PARAMS, context: CONTEXT, stageVariables: names };
  try {
    const { text, context } = renderMappingTemplate(input);
    const reason = notPlain(context);
    if (reason !== undefined) return { reason: `$context is no plain data: ${reason}` };
    return judged(
      'result',
      showsJavaScript(text) ? `it shows something of JavaScript: ${text.slice(0, 300)}` : undefined,
    );
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError || error instanceof TemplateRenderError)) throw error;
    if (error instanceof TemplateRenderError && !FAILURES.some((failure) => error.cause instanceof failure))
      throw error.cause;
    if (showsJavaScript(error.message))
      return { reason: `its message shows something of JavaScript: ${error.message}` };
    const isInside = error.offset >= 0 && error.offset <= template.length;
    return judged('refusal', isInside ? undefined : `it fails at ${error.offset}`);
  }
}

function checkPath({ path, document }: { path: string; document: string }): Outcome {
  const value: unknown = frozen(JSON.parse(document));
  try {
    const found = queryJsonPath(path, value);
    const reason = found === undefined ? undefined : notPlain(found);
    return judged('result', reason && `what it found is no plain data: ${reason}`);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const told = showsJavaScript(error.message) ? error.message : undefined;
    return judged('refusal', told && `its message shows something of JavaScript: ${told}`);
  }
}

function checkPattern({ pattern, text }: { pattern: string; text: string }): Outcome {
  try {
    const compiled = compileJavaPattern(pattern);
    compiled.matches(text);
    const match = compiled.find(text, 0);
    if (match === undefined || match.groups[0] === text.slice(match.start, match.end)) return 'result';
    return { reason: `it says that ${match.start} to ${match.end} is ${match.groups[0]}` };
  } catch (error) {
    if (error instanceof JavaPatternError || error instanceof JavaPatternTimeout) return 'refusal';
    throw error;
  }
}
