import type { Addresses } from './compare.ts';
import { stageNameIn } from './stage-url.ts';

/** What stands for each side in its own answers: host names, API ids, and the stage where its name differs. */
export function addressesOf(emulatorUrl: string, stageUrl: string, apiId: string): Addresses {
  const renamed = stageNameIn(emulatorUrl) !== stageNameIn(stageUrl) && stageNameIn(stageUrl) !== undefined;
  return { emulator: formsOf(emulatorUrl, renamed, apiId), stage: formsOf(stageUrl, renamed, undefined) };
}

function formsOf(url: string, renamed: boolean, apiId: string | undefined): readonly string[] {
  const { host, hostname, pathname } = new URL(url);
  const id = apiId ?? /^([a-z0-9]{10})\.execute-api\./.exec(hostname)?.[1];
  const forms = [host, hostname, ...(renamed ? [`${host}${pathname}`, `${hostname}${pathname}`, pathname] : [])];
  // A shorter id may be any word.
  if (id !== undefined && id.length >= 10) forms.push(id);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
