import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeStack, previewStack } from '../../../emulator/deploy/stack/change-stack.ts';
import { readStack } from '../../../emulator/deploy/stack/read-stack.ts';
import type { Explanation } from '../../../emulator/errors/explanation.ts';
import { OffstageError } from '../../../emulator/errors/offstage-error.ts';
import { type CloudFormation, startCloudFormation } from './cloudformation.ts';

let aws: CloudFormation;
beforeEach(async () => {
  aws = await startCloudFormation();
});
afterEach(() => aws.close());

const INPUT = { stackName: 'pets', template: { body: '{}' }, parameters: [] };
const ROLE = ['Role', 'AWS::IAM::Role'] as const;
const BUCKET = ['SiteBucket', 'AWS::S3::Bucket'] as const;
const SELF = ['pets', ''] as const;

/** What a failing change throws. */
async function refusal(work: Promise<unknown>): Promise<Explanation> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OffstageError && error.explanations[0]) return error.explanations[0];
  throw error ?? new Error('Nothing was refused.');
}

async function change(): Promise<Awaited<ReturnType<typeof changeStack>>> {
  return changeStack(aws.aws, INPUT, await readStack(aws.aws, 'pets'), aws.report);
}

describe('changeStack', () => {
  it('makes a stack that is not there, which goes again when it fails, and prints what is done', async () => {
    aws.script.changes = [
      ['Add', ...ROLE],
      ['Add', ...BUCKET],
      ['Add', 'RestApi', 'AWS::ApiGateway::RestApi'],
    ];
    aws.script.events = [
      [
        [...SELF, 'CREATE_IN_PROGRESS'],
        [...ROLE, 'CREATE_IN_PROGRESS'],
      ],
      [
        [...ROLE, 'CREATE_COMPLETE'],
        [...BUCKET, 'CREATE_IN_PROGRESS'],
        [...BUCKET, 'CREATE_COMPLETE'],
      ],
      [[...SELF, 'CREATE_COMPLETE']],
    ];
    aws.script.after = {
      status: 'CREATE_COMPLETE',
      outputs: { Url: 'https://x' },
      resources: Object.fromEntries([ROLE, BUCKET]),
    };
    const { state, changes } = await change();
    expect(changes.map(({ action, logicalId }) => [action, logicalId])).toEqual([
      ['add', 'Role'],
      ['add', 'SiteBucket'],
      ['add', 'RestApi'],
    ]);
    expect(state).toMatchObject({ status: 'CREATE_COMPLETE', outputs: new Map([['Url', 'https://x']]) });
    expect([...state.physicalIds]).toEqual([
      ['Role', 'pets-Role'],
      ['SiteBucket', 'pets-SiteBucket'],
    ]);
    expect(aws.changes()).toEqual(['CreateChangeSet', 'ExecuteChangeSet']);
    const { form } = aws.calls.find(({ action }) => action === 'CreateChangeSet') ?? {};
    expect(form?.get('ChangeSetType')).toBe('CREATE');
    expect(form?.get('OnStackFailure')).toBe('DELETE');
    expect(aws.printed()).toBe(
      [
        '  … the stack pets: 3 changes',
        '  ✓ Role        created  IAM::Role',
        '  ✓ SiteBucket  created  S3::Bucket\n',
      ].join('\n'),
    );
  });

  it('updates a stack that is there, and tells nothing of what happened to it before', async () => {
    aws.stack = { status: 'CREATE_COMPLETE', resources: {} };
    aws.script.changes = [['Modify', ...ROLE]];
    aws.script.events = [
      [
        [...ROLE, 'UPDATE_COMPLETE'],
        [...SELF, 'UPDATE_COMPLETE'],
      ],
    ];
    aws.script.after = { status: 'UPDATE_COMPLETE' };
    await change();
    aws.script.changes = [['Remove', ...BUCKET]];
    aws.script.events = [
      [],
      [
        [...BUCKET, 'DELETE_COMPLETE'],
        [...SELF, 'UPDATE_COMPLETE'],
      ],
    ];
    await change();
    expect(aws.printed().match(/updated|deleted/g)).toEqual(['updated', 'deleted']);
    const { form } = aws.calls.findLast(({ action }) => action === 'CreateChangeSet') ?? {};
    expect(form?.get('ChangeSetType')).toBe('UPDATE');
    expect(form?.has('OnStackFailure')).toBe(false);
  });

  it('tells what CloudFormation leaves behind', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.changes = [['Remove', ...BUCKET]];
    aws.script.events = [
      [
        [...SELF, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
        [...BUCKET, 'DELETE_FAILED', 'The bucket is not empty'],
        [...SELF, 'UPDATE_COMPLETE'],
      ],
    ];
    aws.script.after = { status: 'UPDATE_COMPLETE' };
    await change();
    expect(aws.printed()).toContain('! SiteBucket is left behind: The bucket is not empty');
  });

  it('goes on with a stack of which there is nothing but a change set that nobody ran', async () => {
    aws.stack = { status: 'REVIEW_IN_PROGRESS' };
    aws.script.events = [[[...SELF, 'CREATE_COMPLETE']]];
    aws.script.after = { status: 'CREATE_COMPLETE' };
    await change();
    const { form } = aws.calls.find(({ action }) => action === 'CreateChangeSet') ?? {};
    expect(form?.get('ChangeSetType')).toBe('CREATE');
  });

  it.each([
    "The submitted information didn't contain changes. Submit different information to create a change set.",
    'No updates are to be performed.',
  ])('changes nothing when there is nothing to change: %s', async (reason) => {
    aws.stack = { status: 'UPDATE_COMPLETE', outputs: { Url: 'https://x' } };
    aws.script.changeSet = [{ status: 'CREATE_PENDING' }, { status: 'FAILED', reason }];
    const { state, changes } = await change();
    expect(changes).toEqual([]);
    expect(state.outputs.get('Url')).toBe('https://x');
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    expect(aws.printed()).toBe('');
  });

  it('leaves nothing of a change set that CloudFormation refuses, and gives its words', async () => {
    aws.script.changeSet = [{ status: 'FAILED', reason: 'Transform is not allowed.' }];
    const { code, what } = await refusal(change());
    expect(code).toBe('deploy-change-set-refused');
    expect(what).toContain('Transform is not allowed.');
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet', 'DeleteStack']);
    expect(aws.stack).toBeUndefined();
  });

  it('keeps the stack when a change of it is refused', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.changeSet = [{ status: 'FAILED', reason: 'No.' }];
    await refusal(change());
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
  });

  it.each(['InvalidChangeSetStatus', 'ChangeSetNotFound'])(
    'says that another deploy was faster when its change set can not be run any more: %s',
    async (code) => {
      aws.stack = { status: 'CREATE_COMPLETE' };
      aws.script.faults = [['ExecuteChangeSet', 400, code, 'ChangeSet is OBSOLETE']];
      expect(await refusal(change())).toMatchObject({ code: 'deploy-change-set-obsolete' });
    },
  );

  it.each(['CreateChangeSet', 'DescribeChangeSet', 'ExecuteChangeSet'])(
    'says that CloudFormation is at work on the stack where it refuses %s for that',
    async (action) => {
      const before = { status: 'CREATE_COMPLETE' };
      aws.stack = before;
      const state = await readStack(aws.aws, 'pets');
      aws.stack = { status: 'UPDATE_IN_PROGRESS' };
      aws.script.faults = [
        [action, 400, 'ValidationError', 'pets is in UPDATE_IN_PROGRESS state and can not be updated'],
      ];
      expect(await refusal(changeStack(aws.aws, INPUT, state, aws.report))).toMatchObject({
        code: 'deploy-stack-busy',
      });
    },
  );

  it('says that another deploy was faster when both make the stack', async () => {
    aws.script.faults = [['CreateChangeSet', 400, 'AlreadyExistsException', 'Stack [pets] already exists']];
    const made = changeStack(aws.aws, INPUT, undefined, aws.report);
    aws.stack = { status: 'CREATE_COMPLETE' };
    expect(await refusal(made)).toMatchObject({ code: 'deploy-change-set-obsolete' });
  });

  it("gives CloudFormation's own error where nobody else was at work", async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.faults = [['CreateChangeSet', 400, 'ValidationError', 'Template format error']];
    await expect(change()).rejects.toMatchObject({ name: 'ValidationError', message: 'Template format error' });
  });

  it('leaves a stack alone that another deploy has begun to make, or is about to', async () => {
    aws.script.changeSet = [{ status: 'FAILED', reason: 'No.' }];
    aws.script.others = ['arn:other'];
    await refusal(change());
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
    aws.script.others = [];
    const failing = changeStack(aws.aws, INPUT, undefined, aws.report);
    aws.stack = { status: 'CREATE_COMPLETE' };
    await refusal(failing);
    expect(aws.changes()).not.toContain('DeleteStack');
  });

  it('names what failed and not what failed with it, and says that it was undone', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.changes = [
      ['Modify', ...ROLE],
      ['Add', ...BUCKET],
    ];
    aws.script.events = [
      [
        [...ROLE, 'UPDATE_FAILED', 'The policy is malformed.'],
        [...BUCKET, 'CREATE_FAILED', 'Resource creation cancelled'],
        [...SELF, 'UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Role].'],
      ],
      [
        [...ROLE, 'UPDATE_COMPLETE'],
        [...SELF, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
        [...BUCKET, 'DELETE_COMPLETE'],
        [...SELF, 'UPDATE_ROLLBACK_COMPLETE'],
      ],
    ];
    aws.script.after = { status: 'UPDATE_ROLLBACK_COMPLETE' };
    const { code, what, remedy, detail } = await refusal(change());
    expect(code).toBe('deploy-stack-undone');
    expect(what).toContain('everything is as it was before');
    expect(detail).toBe('Role: The policy is malformed.');
    expect(remedy).toContain('run the same command again');
    expect(aws.printed()).toContain('  ✗ Role        failed   IAM::Role\n  ↺ CloudFormation undoes what it did.\n');
  });

  it.each([
    [
      'AWS::ApiGateway::ApiKey',
      'API Key already exists (Service: AmazonApiGateway; Status Code: 409)',
      'deploy-key-taken',
      '--parameter ItValue=',
    ],
    [
      'AWS::ApiGateway::Account',
      'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway',
      'deploy-log-role-refused',
      '--parameter CloudWatchRoleArn=',
    ],
    ['AWS::ApiGateway::Account', 'Rate exceeded', 'deploy-stack-undone', 'run the same command again'],
  ])('says what gets a %s made that failed with: %s', async (type, reason, wanted, way) => {
    aws.script.events = [
      [
        ['It', type, 'CREATE_FAILED', reason],
        [...SELF, 'DELETE_IN_PROGRESS'],
        [...SELF, 'DELETE_COMPLETE'],
      ],
    ];
    const { code, remedy } = await refusal(change());
    expect(code).toBe(wanted);
    expect(remedy).toContain(way);
  });

  it.each([
    ['AWS::S3::Bucket', 'pets-site already exists', 'SiteBucketName'],
    [
      'AWS::Lambda::Function',
      "Resource of type 'AWS::Lambda::Function' with identifier 'pets' already exists.",
      'FunctionNamePrefix',
    ],
    ['AWS::Logs::LogGroup', '/aws/lambda/pets already exists in stack arn:aws:…', 'FunctionNamePrefix'],
  ])('says which parameter gives another name to a %s whose name is taken', async (type, reason, parameter) => {
    aws.script.events = [
      [
        ['It', type, 'CREATE_FAILED', reason],
        [...SELF, 'DELETE_IN_PROGRESS'],
        [...SELF, 'DELETE_COMPLETE'],
      ],
    ];
    const { code, what, remedy } = await refusal(change());
    expect(code).toBe('deploy-name-taken');
    expect(what).toContain("couldn't make the stack pets, and took away what it had made");
    expect(remedy).toContain(`--parameter ${parameter}=`);
    expect(remedy).not.toContain('destroy');
  });

  it.each([
    ['UPDATE_ROLLBACK_FAILED', 'aws cloudformation continue-update-rollback --stack-name pets'],
    ['UPDATE_FAILED', 'aws cloudformation rollback-stack --stack-name pets'],
    ['ROLLBACK_COMPLETE', 'offstage destroy --stack pets'],
    ['ROLLBACK_FAILED', 'offstage destroy --stack pets'],
    ['CREATE_FAILED', 'offstage destroy --stack pets'],
    ['DELETE_FAILED', 'offstage destroy --stack pets'],
  ])('touches no stack in the state %s, and tells the way out', async (status, way) => {
    aws.stack = { status, reason: 'Because of Role.' };
    const { code, what, remedy } = await refusal(change());
    expect(code).toBe('deploy-stack-failed');
    expect(what).toContain(`${status}, which CloudFormation doesn't update. It says: Because of Role.`);
    expect(remedy).toContain(way);
    expect(aws.changes()).toEqual([]);
  });

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])(
    'touches no stack that CloudFormation is at work on: %s',
    async (status) => {
      aws.stack = { status };
      expect(await refusal(change())).toMatchObject({ code: 'deploy-stack-busy' });
      expect(aws.changes()).toEqual([]);
    },
  );

  it('makes no change that is not approved, and takes its change set away', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.changes = [['Modify', ...BUCKET, 'True']];
    const approve = async ([first]: readonly { readonly action: string }[]): Promise<void> => {
      throw new Error(first?.action);
    };
    const before = await readStack(aws.aws, 'pets');
    await expect(changeStack(aws.aws, INPUT, before, aws.report, approve)).rejects.toThrow('replace');
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
  });
});

describe('previewStack', () => {
  it('gives what would change, and leaves no change set behind', async () => {
    aws.stack = { status: 'CREATE_COMPLETE' };
    aws.script.changes = [
      ['Add', 'A', 'T'],
      ['Modify', 'B', 'T'],
      ['Modify', 'C', 'T', 'True'],
      ['Modify', 'D', 'T', 'Conditional'],
      ['Remove', 'E', 'T'],
    ];
    const before = await readStack(aws.aws, 'pets');
    const changes = before && (await previewStack(aws.aws, INPUT, before));
    expect(changes?.map(({ action, logicalId }) => `${action} ${logicalId}`)).toEqual([
      'add A',
      'change B',
      'replace C',
      'change D',
      'remove E',
    ]);
    expect(aws.changes()).toEqual(['CreateChangeSet', 'DeleteChangeSet']);
  });
});
