import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockDeploy } from '../../emulator/deploy/deploy-lock.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offstage-lock-'));
  mkdirSync(join(root, '.offstage'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lockFile = (): string => join(root, '.offstage', 'deploy.lock');

describe('lockDeploy', () => {
  it('leaves no lock behind', () => {
    lockDeploy(root)();
    expect(readdirSync(join(root, '.offstage'))).toEqual(['.gitignore']);
  });

  it('refuses while another process has the lock', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill());
    const ended = new Promise((resolve) => other.once('close', resolve));
    writeFileSync(lockFile(), `${other.pid} x\n`);
    expect(() => lockDeploy(root)).toThrow(
      `Another deploy of this project runs on this machine (process ${other.pid})`,
    );
    other.kill();
    await ended;
    lockDeploy(root)();
    expect(existsSync(lockFile())).toBe(false);
  });

  it.each(['', 'x', '0', '-1', '1e99 x', '4194304999 x'])('takes over what no process holds: %j', (text) => {
    writeFileSync(lockFile(), text);
    lockDeploy(root)();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('takes away no lock but its own', () => {
    const unlock = lockDeploy(root);
    writeFileSync(lockFile(), '1 of another\n');
    unlock();
    expect(existsSync(lockFile())).toBe(true);
  });

  it('says so where a file is in the place of the folder', () => {
    rmSync(join(root, '.offstage'), { recursive: true });
    writeFileSync(join(root, '.offstage'), '');
    expect(() => lockDeploy(root)).toThrow(/deploy\.lock can't be written: .+ Nothing on AWS was changed\./);
  });
});
