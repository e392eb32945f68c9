import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import type { FunctionConfig } from '../../../emulator/config/types.ts';
import { type FunctionPackage, packageFunctions } from '../../../emulator/deploy/code/package-functions.ts';
import { emptyProject } from '../../helpers/project.ts';
import { functionConfigs } from '../../lambda/temporary-project.ts';

export type Files = Readonly<Record<string, string>>;

/** A folder that is gone after the test, with these files. */
export function folderWith(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'deploy-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, files);
  return root;
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    const path = join(root, file);
    mkdirSync(file.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!file.endsWith('/')) writeFileSync(path, content);
  }
}

/** Packages functions of a folder; what is not given of a function is as usual, its handler `NAME.handler`. */
export async function packageFolder(
  root: string,
  functions: Record<string, Partial<FunctionConfig>>,
): Promise<readonly FunctionPackage[]> {
  return packageFunctions({ ...emptyProject(root), functions: functionConfigs(root, functions) });
}

/** The only function of these files, packaged. */
export async function packageOne(files: Files, config: Partial<FunctionConfig> = {}): Promise<FunctionPackage> {
  const [only] = await packageFolder(folderWith(files), { one: config });
  if (only === undefined) throw new Error('nothing was packaged');
  return only;
}

/** What a zip file holds: path → text. */
export function textsOf({ zip }: FunctionPackage): Record<string, string> {
  const decoder = new TextDecoder();
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, decoder.decode(bytes)]));
}

const runtime = join(dirname(fileURLToPath(import.meta.url)), 'lambda-runtime.mjs');

/** Unzips a package elsewhere, and calls its handler there in a Node.js of its own. */
export async function runPackage(
  one: FunctionPackage,
  handler: string,
  { event = {}, env = {} }: { readonly event?: unknown; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<unknown> {
  const folder = folderWith({});
  write(folder, unzipSync(one.zip));
  const { stdout } = await promisify(execFile)(process.execPath, [runtime, folder, handler, JSON.stringify(event)], {
    cwd: folder,
    env,
    timeout: 60_000,
  });
  // Below what the function has printed.
  return JSON.parse(stdout.split('\n').at(-1) ?? '');
}
