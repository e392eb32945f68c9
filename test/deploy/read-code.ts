import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import type { Deployer } from '../helpers/deployer.ts';

/** The zip file of a function, as it can be downloaded. */
export async function codeOf({ lambda, url }: Pick<Deployer, 'lambda' | 'url'>, functionName: string): Promise<Buffer> {
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: functionName }));
  // LocalEmu calls itself localhost, which may be another address than the one where it listens.
  const { pathname, search } = new URL(Code?.Location ?? '');
  const response = await fetch(`${url}${pathname}${search}`);
  return Buffer.from(await response.arrayBuffer());
}

/**
 * Calls a handler out of a zip file as Lambda's runtime finds it: the module at the handler's path, as .js, .mjs or
 * .cjs, in a folder where nothing else is.
 */
export function runZipped(zip: Uint8Array, handler: string, event: unknown): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'offstage-zipped-'));
  try {
    for (const [name, content] of Object.entries(unzipSync(zip))) {
      if (name.endsWith('/')) continue;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const [module = '', name = ''] = handler.split('.');
    const file = ['.js', '.mjs', '.cjs'].map((extension) => join(folder, `${module}${extension}`)).find(existsSync);
    if (file === undefined) throw new Error(`The zip file has no module for ${handler}.`);
    const call = `import(${JSON.stringify(pathToFileURL(file).href)})
      .then((module) => module[${JSON.stringify(name)}](${JSON.stringify(event)}))
      .then((result) => process.stdout.write('\\n' + JSON.stringify(result)));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', call], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    // What it logs comes before.
    return JSON.parse(output.slice(output.lastIndexOf('\n')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
