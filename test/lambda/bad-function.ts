import type { FunctionConfig } from '../../emulator/config/types.ts';
import { type TemporaryProject, temporaryProject } from './temporary-project.ts';

/** A project of one bad function and a good one, which answers `fine`. */
export function badFunction(source: string, config: Partial<FunctionConfig> = {}): TemporaryProject {
  return temporaryProject(
    { 'good.js': "exports.handler = async () => 'fine';", 'bad.js': source },
    { functions: { good: {}, bad: config } },
  );
}
