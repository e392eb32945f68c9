import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface GatewayFacts {}

export const GATEWAY_CODES: CodeTable<GatewayFacts> = {};
