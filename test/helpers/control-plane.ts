import { spawn } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/** An implementation of AWS's control plane that runs on this machine: LocalEmu, from PyPI. */
export interface ControlPlane {
  readonly url: string;
  /** Environment of a process that speaks to it through AWS's SDK: nothing of a developer's own account is found. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends it with all that it holds. */
  readonly close: () => Promise<void>;
}

/** The program. `.ci/control-plane` installs it and says where, or why it can't. */
const LOCALEMU = process.env.OFFSTAGE_LOCALEMU;
const REFUSED = process.env.OFFSTAGE_NO_LOCALEMU;
const MISSING = `no LocalEmu: ${REFUSED ?? 'OFFSTAGE_LOCALEMU has to name one, and .ci/control-plane installs it'}`;

/**
 * Tests that need a control plane. Where there is none they are skipped and the report says why; in CI that is a
 * failure, unless it was tried to install one.
 */
export function describeOnControlPlane(title: string, define: () => void): void {
  if (LOCALEMU !== undefined) {
    // Its services are loaded when they are first called.
    describe(title, { timeout: 120_000 }, define);
  } else if (process.env.CI && REFUSED === undefined) {
    it(title, () => {
      throw new Error(MISSING);
    });
  } else {
    console.warn(`Skipped: ${title}. There is ${MISSING}.`);
    describe.skip(`${title} (${MISSING})`, () => it('is skipped', () => undefined));
  }
}

/** Starts LocalEmu on a free port. */
export function startControlPlane(): Promise<ControlPlane> {
  return startProgram('LocalEmu', '/_localemu/health', (home, port) => ({
    program: LOCALEMU ?? '',
    args: ['start', '--port', `${port}`],
    env: {
      TMPDIR: home,
      FILESYSTEM_ROOT: home,
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      OVERRIDE_IN_DOCKER: '0',
      PYTHONPATH: join(home, 'plugin'),
      LAMBDA_RUNTIME_EXECUTOR: 'none',
    },
  }));
}

/** Starts moto's server, the other candidate, on a free port: it comes with LocalEmu, which is made of it in part. */
export function startMoto(): Promise<ControlPlane> {
  return startProgram('moto', '/moto-api/', (_, port) => ({
    program: join(dirname(LOCALEMU ?? ''), 'moto_server'),
    args: ['--host', '127.0.0.1', '--port', `${port}`],
    env: {},
  }));
}

interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a program and waits until its address answers; whatever it writes is in a folder of its own. */
async function startProgram(
  name: string,
  health: string,
  describe: (home: string, port: number) => Program,
): Promise<ControlPlane> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-control-plane-')));
  // A copy: Python writes its compiled form beside it.
  cpSync(join(dirname(fileURLToPath(import.meta.url)), 'localemu'), join(home, 'plugin'), { recursive: true });
  const port = await freePort();
  const { program, args, env } = describe(home, port);
  const log = join(home, 'log');
  const output = openSync(log, 'w');
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', output, output],
    // A group of its own, which close() ends with all that it starts.
    detached: true,
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  const close = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(`${url}${health}`, ended))) {
    const text = readFileSync(log, 'utf8');
    await close();
    throw new Error(`${name} doesn't start:\n${text}`);
  }
  return { url, env: sdkEnvironment(home), close };
}

/** Does the address answer within a minute, before the program has ended? */
async function answers(url: string, ended: Promise<void>): Promise<boolean> {
  let isGone = false;
  void ended.then(() => {
    isGone = true;
  });
  const end = Date.now() + 60_000;
  while (Date.now() < end && !isGone) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(100);
  }
  return false;
}

function sdkEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
