import { beforeEach, describe, expect, it } from 'vitest';
import type { Around } from '../../emulator/deploy/around.ts';
import { destroy } from '../../emulator/deploy/destroy.ts';
import { createJournal } from '../../emulator/deploy/journal.ts';
import { createLogger } from '../../emulator/terminal/logger.ts';
import { type RecordingStream, recordingStream } from '../terminal/recording-stream.ts';
import { type Account, startAccount } from './account.ts';

let account: Account;
let stdout: RecordingStream;
let questions: string[];

beforeEach(async () => {
  account = await startAccount();
  stdout = recordingStream();
  questions = [];
});

function around(answer = true): Around {
  return {
    connect: async () => account.aws,
    logger: createLogger({ stdout, stderr: recordingStream(), env: {} }),
    journal: createJournal(),
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
    warn: () => {},
  };
}

describe('destroy', () => {
  it('lists what goes, asks, empties the buckets, releases the usage plans, and deletes the stacks, the one of the code last', async () => {
    expect(await destroy('pets', around())).toBe(true);
    expect(account.changes).toEqual([
      'empty pets-site',
      'release plan1',
      'delete pets',
      'empty pets-code-bucket',
      'delete pets-code',
    ]);
    expect(questions).toEqual(["Delete all of it? It can't be had back."]);
    expect(stdout.text()).toBe(
      `
  the stack pets in us-east-1
    1 API           abcdefghij
    2 stages        v1, prod
    2 functions     allPets, onePet
    1 API key
    1 usage plan
    1 log group
    1 bucket        pets-site with 3 objects
    1 more          roles, permissions and the like

  the stack pets-code in us-east-1
    1 bucket        pets-code-bucket with 1 object

  ✓ pets-site  emptied of 3 objects
  ✓ The stack pets is gone.
  ✓ pets-code-bucket  emptied of 1 object
  ✓ The stack pets-code is gone.
`,
    );
    expect(account.usagePlans.get('plan1')).toEqual(['zyxwvutsrq:v1']);
    expect(account.usagePlans.get('plan2')).toEqual(['zyxwvutsrq:v1']);
  });

  it('changes nothing when the answer is no', async () => {
    expect(await destroy('pets', around(false))).toBe(false);
    expect(account.changes).toEqual([]);
    expect(stdout.text()).toMatch(/ {2}Nothing was deleted\.\n$/);
  });

  it('lists what would go and refuses when nobody is there to answer', async () => {
    await expect(destroy('pets', { ...around(), ask: undefined })).rejects.toMatchObject({
      explanations: [{ code: 'destroy-unconfirmed' }],
    });
    expect(account.changes).toEqual([]);
    expect(stdout.text()).toContain('pets-site with 3 objects');
  });

  it('says that there is no such stack', async () => {
    expect(await destroy('cats', around())).toBe(true);
    expect(stdout.text()).toBe('  There is no stack cats in us-east-1, and none with its code.\n');
    expect(questions).toEqual([]);
  });

  it('goes on with the stack of the code when the other is gone', async () => {
    account.stacks.delete('pets');
    await destroy('pets', around());
    expect(account.changes).toEqual(['empty pets-code-bucket', 'delete pets-code']);
  });

  it('deletes a stack that a deploy has announced and not made', async () => {
    account.stacks.set('pets', { status: 'REVIEW_IN_PROGRESS', description: '', resources: [] });
    await destroy('pets', around());
    expect(account.changes).toEqual(['delete pets', 'empty pets-code-bucket', 'delete pets-code']);
  });

  it('leaves a stack alone that something else made, one that is protected, and one that CloudFormation is at work on', async () => {
    const pets = account.stacks.get('pets');
    if (pets === undefined) throw new Error();
    account.stacks.set('pets', { ...pets, description: 'The shop' });
    await expect(destroy('pets', around())).rejects.toMatchObject({
      explanations: [{ code: 'destroy-not-ours', what: expect.stringContaining('"The shop"') }],
    });
    account.stacks.set('pets', { status: 'ROLLBACK_COMPLETE', description: 'The shop', resources: [] });
    await expect(destroy('pets', around())).rejects.toMatchObject({ explanations: [{ code: 'destroy-not-ours' }] });
    const code = account.stacks.get('pets-code');
    if (code === undefined) throw new Error();
    account.stacks.set('pets', pets);
    account.stacks.set('pets-code', { ...code, description: 'pets-code, deployed by Offstage' });
    await expect(destroy('pets', around())).rejects.toMatchObject({ explanations: [{ code: 'destroy-not-ours' }] });
    account.stacks.set('pets-code', code);
    account.stacks.set('pets', { ...pets, isProtected: true });
    await expect(destroy('pets', around())).rejects.toMatchObject({ explanations: [{ code: 'destroy-protected' }] });
    account.stacks.set('pets', { ...pets, status: 'UPDATE_IN_PROGRESS' });
    await expect(destroy('pets', around())).rejects.toMatchObject({ explanations: [{ code: 'deploy-stack-busy' }] });
    expect(account.changes).toEqual([]);
    expect(questions).toEqual([]);
  });

  it('tells what is left where an object is not deleted, and goes on from there', async () => {
    account.locked.push('index.html');
    const first = around();
    await expect(destroy('pets', first)).rejects.toMatchObject({
      explanations: [{ code: 'deploy-keys-left', what: expect.stringContaining('index.html (AccessDenied)') }],
    });
    expect(first.journal.facts()).toEqual(['Some objects of the bucket pets-site may be gone.']);
    expect(account.changes).toEqual(['empty pets-site']);
    account.locked.length = 0;
    await destroy('pets', around());
    expect([...account.stacks.values()].map(({ status }) => status)).toEqual(['DELETE_COMPLETE', 'DELETE_COMPLETE']);
  });

  it('tells what CloudFormation could not delete', async () => {
    const pets = account.stacks.get('pets');
    if (pets === undefined) throw new Error();
    // Somebody else's API that a plan opens: this destroy doesn't know of it.
    const other = ['Other', 'Custom::Api', 'zyxwvutsrq'] as const;
    account.stacks.set('pets', { ...pets, resources: [...pets.resources, other] });
    const run = around();
    await expect(destroy('pets', run)).rejects.toMatchObject({
      explanations: [{ code: 'deploy-stack-left', detail: 'Other: a usage plan opens it' }],
    });
    expect(run.journal.facts()).toEqual([
      'The bucket pets-site is empty.',
      'The usage plans name of plan1 open no stage.',
      'The stack pets is still there.',
    ]);
    expect(account.changes).not.toContain('delete pets-code');
  });
});
