import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';
import { isAlive } from '../shared/process-alive.ts';

/** `.offstage/dev.json`: how other commands find a running `dev`, and prove that they may talk to it. */
export interface DevFile {
  readonly pid: number;
  /** Random; whoever can read the file is the same person. */
  readonly token: string;
  readonly url: string;
  readonly siteUrl?: string;
  readonly controlUrl?: string;
}

const FILE = 'dev.json';
const PROBE_MS = 500;

/** The file's path in a project. */
export function devFilePath(root: string): string {
  return ownFile(root, FILE);
}

/**
 * Writes the file, readable for its owner alone and whole at every moment. Gives the function that removes it again;
 * a file that another run has put in its place by then stays.
 */
export function writeDevFile(root: string, addresses: Pick<DevFile, 'url' | 'siteUrl' | 'controlUrl'>): () => void {
  const content: DevFile = { pid: process.pid, token: randomBytes(32).toString('hex'), ...addresses };
  writeOwnFile(root, FILE, `${JSON.stringify(content, undefined, 2)}\n`);
  return () => {
    if (readDevFile(root)?.token === content.token) rmSync(devFilePath(root), { force: true });
  };
}

/** The run that the file tells of, if it still runs: its process lives and its address answers. */
export async function findRunningDev(root: string): Promise<DevFile | undefined> {
  const found = readDevFile(root);
  if (found === undefined || found.pid === process.pid || !isAlive(found.pid)) return undefined;
  // A process id is given out again; what listens at the address tells more.
  return (await answers(found.url)) ? found : undefined;
}

function readDevFile(root: string): DevFile | undefined {
  try {
    const value = JSON.parse(readFileSync(devFilePath(root), 'utf8')) as Partial<DevFile> | null;
    const { pid, token, url } = value ?? {};
    if (typeof pid !== 'number' || typeof token !== 'string' || typeof url !== 'string') return undefined;
    return { ...value, pid, token, url };
  } catch {
    return undefined;
  }
}

function answers(url: string): Promise<boolean> {
  if (!URL.canParse(url)) return Promise.resolve(false);
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeout: PROBE_MS });
    const end = (result: boolean) => () => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
  });
}
