import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../emulator/emulator.ts';
import { packageOffstage, run, start } from './cli/packaged.ts';
import { projectFolder } from './helpers/emulator.ts';

const page = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/deployments.md'), 'utf8');
type Step = string | { readonly file: string; readonly text: string };

/** The page's files and commands, in its order. */
const steps = [...page.matchAll(/^\*\*(\S+)\*\*\n\n```\w+\n(.*?)```$|^```sh\n(.*?)```$/gms)].flatMap(
  ([, file, text = '', commands = '']): Step[] => (file === undefined ? commands.trim().split('\n') : [{ file, text }]),
);
const [routes, template, ...rest] = steps as [Exclude<Step, string>, Exclude<Step, string>, ...Step[]];

const offstage = packageOffstage();

describe('docs/deployments.md', () => {
  it('has commands that do what it says, in a running dev', { timeout: 60_000 }, async () => {
    const root = await projectFolder({ [routes.file]: routes.text, [template.file]: template.text });
    const ports = ['--port', '0', '--site-port', '0', '--control-port', '0', '--stage', 'prod'];
    const dev = start(process.execPath, [offstage.cli, 'dev', ...ports], root);
    onTestFinished(async () => {
      dev.process.kill('SIGKILL');
      await dev.ended;
    });
    const [, url = ''] = await dev.printed(/Stage prod: +(\S+)/);
    await dev.printed(/GET +\/pets/);
    const pets = async () => (await fetch(`${url.replace(/\/$/, '')}/pets`)).text();
    const outputs: string[] = [];
    const answers: string[] = [];
    for (const step of rest) {
      if (typeof step === 'object') {
        writeFileSync(join(root, step.file), step.text);
        await dev.printed(/serves its deployment \w{6} of/);
        answers.push(await pets());
        continue;
      }
      const first = outputs[0]?.match(/deployment (\w{6})/)?.[1] ?? '';
      const words = step.replace('DEPLOYMENT', first).match(/"[^"]*"|\S+/g) ?? [];
      expect(words.slice(0, 2)).toEqual(['npx', 'offstage']);
      const reloads = dev.output().split('stages.').length;
      const given = words.slice(2).map((word) => word.replaceAll('"', ''));
      const { status, output } = await run(process.execPath, [offstage.cli, ...given], root);
      expect(`${status} ${output}`).toMatch(/^0 /);
      outputs.push(output);
      if (given.includes('list')) continue;
      await expect.poll(() => dev.output().split('stages.').length, { timeout: 10_000 }).toBeGreaterThan(reloads);
      answers.push(step.includes('--canary') ? '' : (await pets()).trim());
    }
    expect(answers.map((text) => text.trim())).toEqual([
      'Hello from the first version',
      'Hello from the first version',
      '',
      'Hi from the second version',
      'Hi from the second version',
      'Hi from the second version',
      'Hi from the first version',
      'Hello from the second version',
    ]);
    expect(outputs[3]).toMatch(
      /^ {2}\w{6} {2}[\d :-]+ {2}prod {2}first version\n {2}\w{6} .* canary of prod \(100 %\)\n {2}dev is live/,
    );
    expect(outputs[4]).toContain('greeting=Hi');
  });

  it('has a library example that holds', async () => {
    const [, example = ''] = /```js\n(.*?)```/s.exec(page) ?? [];
    const make = new Function(
      'createEmulator',
      'base',
      'next',
      `return (async () => { ${example}; return emulator; })()`,
    );
    const emulator = await make(createEmulator, document('base'), document('next'));
    onTestFinished(() => emulator.close());
    expect(await (await fetch(`${emulator.url}/prod/`)).text()).toBe('next true');
  });
});

/** Two processes and more: each one's deployment is there, and each stage serves one of them. */
it('deployments that are made at the same time are all made', { timeout: 60_000 }, async () => {
  const root = await projectFolder({ 'routes.json': routes.text, 'pets.vtl': 'text' });
  const create = (stage: string) =>
    run(process.execPath, [offstage.cli, 'deployment', 'create', '--stage', stage], root);
  const made = await Promise.all(['prod', 'dev', 'prod', 'dev', 'prod', 'dev'].map(create));
  const ids = made.map(({ output }) => /The deployment (\w{6}) is/.exec(output)?.[1] ?? output);
  const { output } = await run(process.execPath, [offstage.cli, 'deployment', 'list'], root);
  const lines = output
    .trim()
    .split('\n')
    .map((line) => line.trim());
  expect(lines.map((line) => line.slice(0, 6)).sort()).toEqual(ids.toSorted());
  for (const stage of ['prod', 'dev']) expect(lines.filter((line) => line.endsWith(stage))).toHaveLength(1);
});

const document = (text: string) => ({
  openapi: '3.0.1',
  info: { title: 'pets' },
  paths: {
    '/': {
      get: {
        responses: { '200': { description: 'ok' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseTemplates: { 'application/json': `${text} $context.isCanaryRequest` },
            },
          },
        },
      },
    },
  },
});
