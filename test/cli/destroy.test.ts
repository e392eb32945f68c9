import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Account, startAccount } from '../deploy/account.ts';
import { packageOffstage, run } from './packaged.ts';

const offstage = packageOffstage();
let account: Account;
beforeEach(async () => {
  account = await startAccount();
});

function folderWith(routes?: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-destroy-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (routes !== undefined) writeFileSync(join(folder, 'routes.json'), routes);
  return folder;
}

/** The environment has nobody's credentials: the account's stand-in has seen to it. */
function destroy(folder: string, ...args: string[]): ReturnType<typeof run> {
  const where = ['--region', 'us-east-1', '--endpoint-url', account.url];
  return run(process.execPath, [offstage.cli, 'destroy', ...where, ...args], folder);
}

const PETS = JSON.stringify({ name: 'pets', stages: { v1: {} }, resources: {} });

describe('offstage destroy', () => {
  it('deletes the stack of the API with --yes, and says so of one that is not there', async () => {
    const folder = folderWith(PETS);
    const first = await destroy(folder, '--yes');
    expect(first).toMatchObject({ status: 0, output: expect.stringContaining('2 functions     allPets, onePet') });
    expect(account.changes).toContain('delete pets-code');
    expect(existsSync(join(folder, '.offstage', 'deploy.lock'))).toBe(false);
    const second = await destroy(folder, '--yes');
    expect(second).toEqual({
      status: 0,
      output: '  There is no stack pets in us-east-1, and none with its code.\n',
    });
  });

  it('lists what would go and deletes nothing without a terminal and without --yes', async () => {
    const { status, output } = await destroy(folderWith(PETS));
    expect(status).toBe(1);
    expect(output).toContain('pets-site with 3 objects');
    expect(output).toContain('destroy-unconfirmed');
    expect(account.changes).toEqual([]);
  });

  it('needs no project with --stack, and leaves nothing in its folder', async () => {
    const folder = folderWith();
    expect(await destroy(folder, '--stack', 'pets', '--yes')).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, '.offstage'))).toBe(false);
    expect(account.changes).toContain('delete pets');
  });

  it('says what is wrong with the project that names the stack', async () => {
    const { status, output } = await destroy(folderWith('{'), '--yes');
    expect(status).toBe(1);
    expect(output).toContain('routes.json:1:2');
    expect(account.changes).toEqual([]);
  });

  it('says what there is when it comes to no end', async () => {
    account.usagePlans.set('plan3', ['pets-AllPetsRole-X:v1']);
    const { status, output } = await destroy(folderWith(PETS), '--yes');
    expect(status).toBe(1);
    expect(output).toContain('deploy-stack-left');
    expect(output).toContain('    The bucket pets-site is empty.\n');
    expect(output).toContain('    The stack pets is still there.\n');
    account.usagePlans.delete('plan3');
    expect(await destroy(folderWith(PETS), '--yes')).toMatchObject({ status: 0 });
  });
});
