import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageOffstage, run, start } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-init-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const init = (name: string): Promise<{ status: number | null; output: string }> =>
  run(process.execPath, [offstage.cli, 'init', name], folder);

describe('offstage init', () => {
  it('makes a project that VS Code can debug', async () => {
    await init('debugged');
    const { configurations } = JSON.parse(readFileSync(join(folder, 'debugged', '.vscode', 'launch.json'), 'utf8'));
    expect(configurations.map(({ request }: { request: string }) => request)).toEqual(['launch', 'attach']);
  });

  it('makes a project that works after the two commands that it prints', async () => {
    const made = await init('My API');
    expect(made.status).toBe(0);
    expect(made.output).toMatch(/cd "My API" && npm install\n +npm run dev\n/);

    const project = join(folder, 'My API');
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(manifest.name).toBe('my-api');
    expect(manifest.devDependencies.offstage).toBe(`file:${realpathSync(offstage.root)}`);
    expect(readFileSync(join(project, '.gitignore'), 'utf8')).toContain('node_modules/');

    const installed = await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], project);
    expect(installed, installed.output).toMatchObject({ status: 0 });
    const checked = await run('npm', ['run', 'check'], project);
    expect(checked.output).toMatch(/routes\.json is fine/);

    const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
    const dev = start('npm', ['run', 'dev', '--', ...ports], project);
    try {
      const [, stage] = await dev.printed(/Stage v1: +(\S+)/);
      const [, site] = await dev.printed(/Site: +(\S+)/);
      await dev.printed(/GET +\/greetings/);
      const proxy = await fetch(`${stage}/hello?name=Ada`);
      expect([proxy.status, await proxy.json()]).toEqual([200, { message: 'Hello Ada' }]);
      const mapped = await fetch(`${stage}/greetings/Ada`);
      expect([mapped.status, await mapped.json()]).toEqual([200, { message: 'Good morning, Ada' }]);
      expect(mapped.headers.get('access-control-allow-origin')).toBe('*');
      expect(await (await fetch(site ?? '')).text()).toContain('<h1>my-api</h1>');
      expect(await (await fetch(`${site}offstage-config.js`)).text()).toContain('apiUrl');
    } finally {
      dev.interrupt();
      await dev.ended;
    }
  }, 60_000);

  it('refuses a folder that is not empty', async () => {
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'notes.txt'), '');
    const { status, output } = await init('full');
    expect(status).toBe(1);
    expect(output).toContain(`${join(folder, 'full')} is not empty: it holds notes.txt.`);
  });

  it('takes a folder that holds nothing but a new repository', async () => {
    mkdirSync(join(folder, 'cloned', '.git'), { recursive: true });
    expect((await init('cloned')).status).toBe(0);
  });

  it('refuses a place where no folder can be', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, output } = await init(join('file', 'below'));
    expect(status).toBe(1);
    expect(output).toMatch(/A project can't be made in/);
    expect(output).not.toMatch(/^\s+at /m);
  });
});
