import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { suggest } from '../errors/suggest.ts';

/** For a name that the running `offstage dev` at `controlUrl` doesn't know: which functions there are, and the nearest. */
export async function unknownFunction(functionName: string, controlUrl: string): Promise<OffstageError> {
  // What refuses to give the log of a function names those that there are.
  const response = await fetch(`${controlUrl}/-/logs/${encodeURIComponent(functionName)}`);
  const { functions = [] } = response.ok ? {} : ((await response.json()) as { functions?: string[] });
  return new OffstageError(
    explain('cli-unknown-function', { functionName, functions, nearest: suggest(functionName, functions) }),
  );
}
