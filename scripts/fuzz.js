// npm run fuzz -- [--runs N] [--seed N]: renders, queries and matches at least 100,000 random templates, JSONPaths and
// regular expressions (test/mapping/fuzz.test.ts). The seed is printed: a run with the same one does the same.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = number('--runs', values.runs ?? process.env.FUZZ_RUNS ?? '100000');
const seed = number('--seed', values.seed ?? process.env.FUZZ_SEED ?? `${randomInt(2 ** 31)}`);

console.log(`seed ${seed}, ${runs} runs; again: npm run fuzz -- --seed ${seed} --runs ${runs}`);
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/mapping/fuzz.test.ts', '--retry=0'], {
  cwd: project,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: `${runs}`, FUZZ_SEED: `${seed}` },
});
process.exit(status ?? 1);

function number(option, text) {
  if (/^\d+$/.test(text)) return Number(text);
  console.error(`${option} ${text}: a whole number is needed`);
  process.exit(2);
}
