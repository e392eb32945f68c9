import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface MappingFacts {}

export const MAPPING_CODES: CodeTable<MappingFacts> = {};
