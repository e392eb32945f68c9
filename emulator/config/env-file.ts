import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/**
 * Reads the .env file of a project: what fills `${NAME}` in a function's environment, and is never handed over
 * whole. An empty record where there is no such file. Node's own parser, so that its rules on quotes, comments and
 * `export` are those people know from `node --env-file`.
 */
export async function readEnvFile(root: string, name = '.env'): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(join(root, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const variables: Record<string, string> = {};
  for (const [key, value] of Object.entries(parseEnv(text.replace(/^\uFEFF/, '')))) {
    if (value !== undefined) variables[key] = value;
  }
  return variables;
}
