import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/options.ts';
import { copyPetRescue } from '../helpers/pet-rescue.ts';

/** Where the tests of this folder send their requests, and who they are there. */
export interface Target {
  /** Address of a stage, without a slash at its end: `http://127.0.0.1:3000/v1`. */
  readonly url: string;
  /** A token of the user pool. */
  readonly token: string;
}

/**
 * The stage that a file's tests ask: the one in OFFSTAGE_TARGET (`offstage parity` sets it, and OFFSTAGE_TOKEN), or else
 * an emulator of the pet rescue that starts before them and ends behind them.
 */
export function useTarget(): () => Target {
  const { OFFSTAGE_TARGET: url, OFFSTAGE_TOKEN: token = '' } = process.env;
  if (url) return () => ({ url, token });
  let target: Target | undefined;
  let emulator: Emulator | undefined;
  let root: string | undefined;
  beforeAll(async () => {
    root = copyPetRescue();
    emulator = await createEmulator({ root, port: 0 });
    target = { url: `${emulator.url}/v1`, token: await emulator.issueToken({ sub: 'parity' }) };
  });
  afterAll(async () => {
    await emulator?.close();
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
  });
  return () => {
    if (target === undefined) throw new Error('The emulator has not started.');
    return target;
  };
}
