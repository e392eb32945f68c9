import type { CodeTable } from '../define.ts';
import { CONFIG_CHECK_CODES, type ConfigCheckFacts } from './config-check.ts';
import { CONFIG_FILE_CODES, type ConfigFileFacts } from './config-file.ts';

export interface ConfigFacts extends ConfigFileFacts, ConfigCheckFacts {}

export const CONFIG_CODES: CodeTable<ConfigFacts> = { ...CONFIG_FILE_CODES, ...CONFIG_CHECK_CODES };
