import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface ConfigFacts {}

export const CONFIG_CODES: CodeTable<ConfigFacts> = {};
