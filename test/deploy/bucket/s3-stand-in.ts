import { createHash } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import { type Aws, connectAws } from '../../../emulator/deploy/aws.ts';
import { type AwsAnswer, type AwsCall, type AwsStandIn, startAwsStandIn } from '../../helpers/aws-stand-in.ts';
import { NOBODY } from '../stack/cloudformation.ts';

export interface StoredObject {
  readonly body: string;
  readonly contentType?: string;
  /** As PutObject has it, `key=value`. */
  readonly tagging?: string;
  /** Ids of its versions, `null` when it isn't given; one that begins with `mark` says that it was deleted. */
  readonly versions?: readonly string[];
}

export interface S3StandIn {
  readonly aws: Aws;
  /** What the bucket holds, by key. */
  readonly objects: Map<string, StoredObject>;
  readonly calls: readonly AwsCall[];
}

export interface S3Options {
  readonly objects?: Readonly<Record<string, StoredObject>>;
  /** Entries of one page of a listing. */
  readonly pageSize?: number;
  /** Keys that are not deleted. */
  readonly locked?: readonly string[];
  /** Answers a call in the place of the bucket. */
  readonly answer?: (call: AwsCall) => AwsAnswer | undefined | Promise<AwsAnswer | undefined>;
}

/** One bucket in memory, `pets`, that speaks S3 over HTTP, and the SDK's clients for it. */
export async function startS3({
  objects: given = {},
  pageSize = 1000,
  locked = [],
  answer,
}: S3Options = {}): Promise<S3StandIn> {
  const objects = new Map(Object.entries(given));
  const server = await startAwsStandIn(async (call) => {
    const own = await answer?.(call);
    if (own !== undefined) return own;
    return answerS3(call, { bucket: 'pets', objects, pageSize, locked });
  });
  const aws = await clientsOf(server);
  return { aws, objects, calls: server.calls };
}

/** The SDK's clients for a server, with nobody's credentials; both end with the test. */
export async function clientsOf(server: AwsStandIn): Promise<Aws> {
  for (const [name, value] of Object.entries(NOBODY)) vi.stubEnv(name, value);
  const aws = await connectAws({ region: 'us-east-1', endpointUrl: server.url });
  onTestFinished(async () => {
    aws.close();
    await server.close();
    vi.unstubAllEnvs();
  });
  return aws;
}

export interface Bucket {
  readonly bucket: string;
  readonly objects: Map<string, StoredObject>;
  readonly pageSize?: number;
  readonly locked?: readonly string[];
}

/** What S3 would answer if it had this bucket alone. */
export function answerS3(call: AwsCall, { bucket, objects, pageSize = 1000, locked = [] }: Bucket): AwsAnswer {
  const [, name, ...rest] = call.path.split('/');
  if (name !== bucket) return failure(404, 'NoSuchBucket');
  if (call.method === 'PUT') {
    const { 'content-type': contentType, 'x-amz-tagging': tagging } = call.headers;
    objects.set(rest.join('/'), {
      body: call.body.toString(),
      contentType: String(contentType),
      ...(tagging !== undefined && { tagging: String(tagging) }),
    });
    return {};
  }
  if (call.query.has('tagging')) return tagsOf(objects.get(rest.join('/')));
  if (call.method === 'DELETE') {
    deleteVersion(objects, rest.join('/'), call.query.get('versionId') ?? undefined);
    return { status: 204 };
  }
  if (call.query.has('delete')) return deleteAll(call, objects, locked);
  return call.query.has('versions') ? listVersions(call, objects, pageSize) : listObjects(call, objects, pageSize);
}

export function failure(status: number, code: string): AwsAnswer {
  return { status, body: `<Error><Code>${code}</Code><Message>told by S3</Message></Error>` };
}

function tagsOf(object: StoredObject | undefined): AwsAnswer {
  if (object === undefined) return failure(404, 'NoSuchKey');
  const tags = [...new URLSearchParams(object.tagging)].map(
    ([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`,
  );
  return { body: `<Tagging><TagSet>${tags.join('')}</TagSet></Tagging>` };
}

function listObjects({ query }: AwsCall, objects: ReadonlyMap<string, StoredObject>, pageSize: number): AwsAnswer {
  const start = Number(query.get('continuation-token') ?? 0);
  const page = [...objects].sort(byKey).slice(start, start + pageSize);
  const end = start + page.length;
  const more = end < objects.size ? `<NextContinuationToken>${end}</NextContinuationToken>` : '';
  const contents = page.map(([key, { body }]) => {
    const etag = createHash('md5').update(body).digest('hex');
    return `<Contents><Key>${key}</Key><ETag>"${etag}"</ETag></Contents>`;
  });
  return {
    body: `<ListBucketResult><IsTruncated>${more !== ''}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`,
  };
}

function listVersions({ query }: AwsCall, objects: ReadonlyMap<string, StoredObject>, pageSize: number): AwsAnswer {
  const all = [...objects].sort(byKey).flatMap(([key, object]) => versionsOf(object).map((id) => ({ key, id })));
  const marker = `${query.get('key-marker')} ${query.get('version-id-marker')}`;
  const start = all.findIndex(({ key, id }) => `${key} ${id}` === marker) + 1;
  const page = all.slice(start, start + pageSize);
  const last = page.at(-1);
  const isMore = start + page.length < all.length;
  const next = `<NextKeyMarker>${last?.key}</NextKeyMarker><NextVersionIdMarker>${last?.id}</NextVersionIdMarker>`;
  const entries = page.map(({ key, id }) => {
    const element = id.startsWith('mark') ? 'DeleteMarker' : 'Version';
    return `<${element}><Key>${key}</Key><VersionId>${id}</VersionId></${element}>`;
  });
  return {
    body: `<ListVersionsResult><IsTruncated>${isMore}</IsTruncated>${isMore ? next : ''}${entries.join('')}</ListVersionsResult>`,
  };
}

function deleteAll({ body }: AwsCall, objects: Map<string, StoredObject>, locked: readonly string[]): AwsAnswer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what XML can't hold
  if (/[\0-\x08\x0e-\x1f]/.test(body.toString())) return failure(400, 'MalformedXML');
  const errors: string[] = [];
  for (const [, object = ''] of body.toString().matchAll(/<Object>(.*?)<\/Object>/gs)) {
    const key = (/<Key>(.*?)<\/Key>/.exec(object)?.[1] ?? '').replaceAll('&#x0A;', '\n');
    const version = /<VersionId>(.*?)<\/VersionId>/.exec(object)?.[1];
    if (locked.includes(key)) {
      errors.push(`<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>told by S3</Message></Error>`);
      continue;
    }
    deleteVersion(objects, key, version);
  }
  return { body: `<DeleteResult>${errors.join('')}</DeleteResult>` };
}

/** The object is gone with its last version. */
function deleteVersion(objects: Map<string, StoredObject>, key: string, version = 'null'): void {
  const object = objects.get(key);
  if (object === undefined) return;
  const versions = versionsOf(object).filter((id) => id !== version);
  if (versions.length === 0) objects.delete(key);
  else objects.set(key, { ...object, versions });
}

function versionsOf({ versions = ['null'] }: StoredObject): readonly string[] {
  return versions;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
