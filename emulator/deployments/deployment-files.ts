import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { RestApi } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { stableId } from '../shared/aws-names.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';
import { readApi, type WrittenApi, writeApi } from './snapshot.ts';

/** A deployment: an API as it was at one moment. */
export interface DeploymentFile {
  readonly id: string;
  readonly apiId: string;
  /** ISO time. */
  readonly createdDate: string;
  readonly description?: string;
  readonly api: RestApi;
}

/** One that was read, or why it can't be used. */
export type ReadDeployment = DeploymentFile | { readonly id: string; readonly corrupt: string };

/** Where deployments, and what stages point to, lie in a project's own folder. */
export const DEPLOYMENTS = 'deployments';
/** Of a file's form: one of another form is none of this Offstage's. */
const FORM = 1;
const ID_LENGTH = 6;

/** Ids become names of files: no other text may. */
export function isDeploymentId(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]{6}$/.test(value);
}

/** The file of a deployment in a project. */
export function deploymentFile(root: string, id: string): string {
  return ownFile(root, `${DEPLOYMENTS}/${id}.json`);
}

/** Writes the API as it is now; nothing ever changes that file again. Throws an OffstageError where it can't. */
export function createDeploymentFile(
  root: string,
  api: RestApi,
  { description, clock, ids }: { readonly description?: string; readonly clock: Clock; readonly ids: Ids },
): DeploymentFile {
  for (;;) {
    const id = stableId(ids.uuid(), ID_LENGTH);
    const createdDate = new Date(clock.now()).toISOString();
    const head = { id, apiId: api.id, createdDate, ...(description !== undefined && { description }) };
    const content = { form: FORM, ...head, api: writeApi(api) };
    // One of the same name, by chance, stays.
    if (write(root, id, { ...content, sha256: checksum(content) })) return { ...head, api };
  }
}

function write(root: string, id: string, content: object): boolean {
  try {
    return writeOwnFile(root, `${DEPLOYMENTS}/${id}.json`, `${JSON.stringify(content)}\n`, { keep: true });
  } catch (error) {
    throw unwritable(deploymentFile(root, id), error);
  }
}

/** What to tell when nothing can be written there. */
export function unwritable(file: string, error: unknown): OffstageError {
  return new OffstageError(explain('deployment-unwritable', { file, reason: (error as Error).message }), error);
}

/** Reads a deployment; `corrupt` says why it can't be used: it isn't there, or isn't what was written. */
export function readDeploymentFile(root: string, id: string): ReadDeployment {
  try {
    const { sha256, ...content } = JSON.parse(readFileSync(deploymentFile(root, id), 'utf8')) as Stored;
    if (content.form !== FORM) return { id, corrupt: 'another version of Offstage made it' };
    if (content.id !== id || sha256 !== checksum(content)) return { id, corrupt: 'it was changed after it was made' };
    const { form: _form, api, ...head } = content;
    return { ...head, api: readApi(api) };
  } catch (error) {
    if (error instanceof SyntaxError) return { id, corrupt: 'it is no JSON' };
    const { code, message } = error as NodeJS.ErrnoException;
    return { id, corrupt: code === 'ENOENT' ? 'it is not there' : message };
  }
}

type Stored = Omit<DeploymentFile, 'api'> & {
  readonly form: number;
  readonly sha256: string;
  readonly api: WrittenApi;
};

function checksum(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** All deployments of a project, the oldest first; those that can't be used are at the end. */
export function listDeployments(root: string): ReadDeployment[] {
  const ids = fileNames(root).flatMap((name) => /^([a-z0-9]{6})\.json$/.exec(name)?.[1] ?? []);
  const dateOf = (read: ReadDeployment): string => ('corrupt' in read ? '~' : read.createdDate);
  return ids.map((id) => readDeploymentFile(root, id)).sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
}

/** The names in the folder of deployments. Throws an OffstageError for one that can't be read. */
export function fileNames(root: string): string[] {
  const folder = ownFile(root, DEPLOYMENTS);
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new OffstageError(explain('deployment-unreadable', { file: folder, reason: message }), error);
  }
}
