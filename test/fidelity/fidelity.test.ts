import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../emulator/read-project.ts';
import { projectFolder } from '../helpers/emulator.ts';
import { FEATURES } from './features.ts';
import { REFUSALS } from './refusals.ts';
import type { Attempt, Proof } from './types.ts';
import { UNCONFIRMED } from './unconfirmed.ts';

const tests = dirname(dirname(fileURLToPath(import.meta.url)));

/** Does a test file have a test or a group of tests with this title? */
function exists([file, title]: Proof): boolean {
  const path = join(tests, `${file}.test.ts`);
  if (!existsSync(path)) return false;
  const calls = readFileSync(path, 'utf8').replaceAll("\\'", "'").replaceAll(/\(\s+/g, '(');
  return ["'", '"', '`'].some((quote) => calls.includes(`(${quote}${title}${quote},`));
}

describe('a row of docs/fidelity.md', () => {
  const rows = [
    ...FEATURES.map(({ feature, proof }) => ({ name: feature, proof })),
    ...UNCONFIRMED.map(({ situation, proof }) => ({ name: situation, proof })),
  ];

  it('names tests, and they exist', () => {
    expect(rows.filter(({ proof }) => proof.length === 0).map(({ name }) => name)).toEqual([]);
    expect(rows.flatMap(({ proof }) => proof.filter((one) => !exists(one)))).toEqual([]);
  });

  it('stands for itself alone', () => {
    const names = [...rows.map(({ name }) => name), ...REFUSALS.map(({ feature }) => feature)];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

const ROUTES = { stages: { v1: {} }, functions: { hello: { handler: 'hello.handler' } } };
const DOCUMENT = { openapi: '3.0.1', info: { title: 'a' }, paths: {} };

/** What a project with this in it is told. */
async function explanationsOf(attempt: Attempt) {
  const routes =
    'routes' in attempt ? { ...ROUTES, ...attempt.routes } : { stages: ROUTES.stages, openapi: 'api.json' };
  const root = await projectFolder({
    'hello.js': 'exports.handler = async () => ({});',
    'routes.json': routes,
    ...('document' in attempt && { 'api.json': { ...DOCUMENT, ...attempt.document } }),
  });
  const { project, problems } = await readProject({ root });
  return { project, errors: problems.filter(({ severity }) => severity === 'error').map((one) => one.explanation) };
}

it('a project without any of it is taken', async () => {
  for (const attempt of [{ routes: {} }, { document: {} }]) {
    expect(await explanationsOf(attempt)).toMatchObject({ project: expect.anything(), errors: [] });
  }
});

describe.each(REFUSALS)('refused: $feature', ({ refused }) => {
  it.each(refused)('with $says', async ({ says, ...attempt }) => {
    const { project, errors } = await explanationsOf(attempt);
    expect(project).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect([
      'config-not-supported-yet',
      'config-service-endpoint',
      'config-bad-policy',
      'unsupported-feature',
    ]).toContain(errors[0]?.code);
    expect(`${errors[0]?.what} ${errors[0]?.remedy}`).toContain(says);
    expect(errors[0]?.source?.line).toBeGreaterThan(0);
  });
});
