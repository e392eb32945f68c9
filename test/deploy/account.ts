import type { Aws } from '../../emulator/deploy/aws.ts';
import { type AwsAnswer, type AwsCall, startAwsStandIn } from '../helpers/aws-stand-in.ts';
import { answerS3, clientsOf, type StoredObject } from './bucket/s3-stand-in.ts';
import { failure } from './stack/cloudformation.ts';

export interface StackOfAccount {
  status: string;
  readonly description: string;
  readonly isProtected?: boolean;
  /** `[logical id, type, physical id]` */
  readonly resources: readonly (readonly [logicalId: string, type: string, physicalId: string])[];
}

/** Stacks, buckets and usage plans of one account, over HTTP: its CloudFormation deletes nothing that is still in use, as AWS's doesn't. */
export interface Account {
  readonly aws: Aws;
  readonly url: string;
  readonly stacks: Map<string, StackOfAccount>;
  readonly buckets: Map<string, Map<string, StoredObject>>;
  /** Plan → the stages in it, `API:stage`. */
  readonly usagePlans: Map<string, string[]>;
  /** Of objects that S3 doesn't delete. */
  readonly locked: string[];
  /** What was changed, in its order: `empty BUCKET`, `release PLAN`, `delete STACK`. */
  readonly changes: readonly string[];
}

const API = 'abcdefghij';

/** Starts it with what a deploy of `pets` leaves there. */
export async function startAccount(): Promise<Account> {
  const changes: string[] = [];
  const stacks = new Map<string, StackOfAccount>([
    [
      'pets',
      {
        status: 'CREATE_COMPLETE',
        description: 'pets, exported by Offstage',
        resources: [
          ['RestApi', 'AWS::ApiGateway::RestApi', API],
          ['AllPetsFunction', 'AWS::Lambda::Function', 'allPets'],
          ['OnePetFunction', 'AWS::Lambda::Function', 'onePet'],
          ['AllPetsLogGroup', 'AWS::Logs::LogGroup', '/aws/lambda/allPets'],
          ['AllPetsRole', 'AWS::IAM::Role', 'pets-AllPetsRole-X'],
          ['GoldUsagePlan', 'AWS::ApiGateway::UsagePlan', 'plan1'],
          ['AliceApiKey', 'AWS::ApiGateway::ApiKey', 'key1'],
          ['SiteBucket', 'AWS::S3::Bucket', 'pets-site'],
        ],
      },
    ],
    [
      'pets-code',
      {
        status: 'CREATE_COMPLETE',
        description: 'Zip files of functions, put here by Offstage',
        resources: [['CodeBucket', 'AWS::S3::Bucket', 'pets-code-bucket']],
      },
    ],
  ]);
  const buckets = new Map([
    [
      'pets-site',
      new Map([
        ['index.html', { body: '' }],
        ['a.js', { body: '', versions: ['v1', 'mark2'] }],
      ]),
    ],
    ['pets-code-bucket', new Map([['allPets-1.zip', { body: '' }]])],
  ]);
  const usagePlans = new Map([
    ['plan1', [`${API}:v1`, `${API}:prod`, 'zyxwvutsrq:v1']],
    ['plan2', ['zyxwvutsrq:v1']],
  ]);
  const locked: string[] = [];

  const server = await startAwsStandIn((call) => {
    if (call.action !== undefined) return formation(call, call.action);
    if (call.path.startsWith('/restapis/')) return json({ item: [{ stageName: 'v1' }, { stageName: 'prod' }] });
    if (call.path.startsWith('/usageplans')) return plans(call);
    const [, bucket = ''] = call.path.split('/');
    if (call.query.has('delete')) changes.push(`empty ${bucket}`);
    return answerS3(call, { bucket, objects: buckets.get(bucket) ?? new Map(), locked });
  });

  function plans({ method, path, body }: AwsCall): AwsAnswer {
    if (method === 'GET') {
      const item = [...usagePlans].map(([id, stages]) => ({
        id,
        name: `name of ${id}`,
        apiStages: stages.map(toStage),
      }));
      return json({ item });
    }
    const id = path.slice('/usageplans/'.length);
    changes.push(`release ${id}`);
    const { patchOperations } = JSON.parse(body.toString()) as { patchOperations: { value: string }[] };
    const released = patchOperations.map(({ value }) => value);
    usagePlans.set(id, usagePlans.get(id)?.filter((stage) => !released.includes(stage)) ?? []);
    return json({ id });
  }

  function formation({ form }: AwsCall, action: string): AwsAnswer {
    const asked = form.get('StackName') ?? '';
    const name = asked.replace(/^arn:.*\//, '');
    const stack = stacks.get(name);
    // A stack that is gone is known by its ARN alone.
    if (stack === undefined || (stack.status === 'DELETE_COMPLETE' && name === asked)) {
      return failure(400, 'ValidationError', `Stack with id ${name} does not exist`);
    }
    const { status, description, resources, isProtected = false } = stack;
    if (action === 'DescribeStacks') {
      const head = `<StackName>${name}</StackName><StackId>${arn(name)}</StackId><Description>${description}</Description><EnableTerminationProtection>${isProtected}</EnableTerminationProtection>`;
      return xml(action, `<Stacks><member>${head}<StackStatus>${status}</StackStatus></member></Stacks>`);
    }
    if (action === 'ListStackResources') {
      const members = resources.map(([logical, type, physical]) =>
        member({
          LogicalResourceId: logical,
          ResourceType: type,
          PhysicalResourceId: physical,
          ResourceStatus: 'CREATE_COMPLETE',
        }),
      );
      return xml(action, `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`);
    }
    if (action === 'DeleteStack') {
      changes.push(`delete ${name}`);
      stack.status = blockers(stack).length === 0 ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
      return xml(action, '');
    }
    const events = [
      ...blockers(stack).map(([id, reason]) => ({
        LogicalResourceId: id,
        ResourceStatus: 'DELETE_FAILED',
        ResourceStatusReason: reason,
      })),
      { LogicalResourceId: name, PhysicalResourceId: arn(name), ResourceStatus: status },
    ];
    const shown = status.startsWith('DELETE')
      ? events.map((event, index) => member({ EventId: `${status}-${index}`, ...event }))
      : [];
    return xml(action, `<StackEvents>${shown.reverse().join('')}</StackEvents>`);
  }

  function blockers({ resources }: StackOfAccount): (readonly [id: string, reason: string])[] {
    return resources.flatMap(([id, type, physical]) => {
      const isFull = type === 'AWS::S3::Bucket' && (buckets.get(physical)?.size ?? 0) > 0;
      const isOpen = [...usagePlans.values()].flat().some((stage) => stage.startsWith(`${physical}:`));
      return isFull ? [[id, 'The bucket is not empty']] : isOpen ? [[id, 'a usage plan opens it']] : [];
    });
  }

  return { aws: await clientsOf(server), url: server.url, stacks, buckets, usagePlans, locked, changes };
}

function toStage(text: string): object {
  const [apiId, stage] = text.split(':');
  return { apiId, stage };
}

function arn(name: string): string {
  return `arn:aws:cloudformation:us-east-1:111122223333:stack/${name}`;
}

function member(values: Readonly<Record<string, string>>): string {
  return `<member>${Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</member>`;
}

function xml(action: string, result: string): AwsAnswer {
  const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  return { headers: { 'content-type': 'text/xml' }, body };
}

function json(body: object): AwsAnswer {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
