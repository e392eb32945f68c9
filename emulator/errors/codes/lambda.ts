import type { CodeTable } from '../define.ts';

// biome-ignore lint/suspicious/noEmptyInterface: entries follow
export interface LambdaFacts {}

export const LAMBDA_CODES: CodeTable<LambdaFacts> = {};
