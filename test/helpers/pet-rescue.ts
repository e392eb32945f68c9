import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pet rescue in a folder of its own, where it may keep a key; whoever asked for it removes it. */
export function copyPetRescue(): string {
  const from = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-pet-rescue-')));
  for (const part of ['routes.json', 'functions', 'templates', 'site']) {
    cpSync(join(from, part), join(root, part), { recursive: true });
  }
  return root;
}
