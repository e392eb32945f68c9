import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface SiteFacts {}

export const SITE_CODES: CodeTable<SiteFacts> = {};
