import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface CliFacts {}

export const CLI_CODES: CodeTable<CliFacts> = {};
