import type { FunctionResult } from '../../shared/function-runtime.ts';
import type { HeaderList } from '../exchange.ts';

/** What integration request made and integration sends. */
export type IntegrationRequest =
  | {
      readonly kind: 'lambda';
      readonly functionName: string;
      readonly qualifier?: string;
      readonly functionArn: string;
      readonly payload: string;
      readonly invocationType: 'RequestResponse' | 'Event';
      readonly traceId: string;
      readonly headers: HeaderList;
    }
  | {
      readonly kind: 'http';
      readonly method: string;
      readonly url: string;
      readonly headers: HeaderList;
      readonly body: Buffer;
    }
  | { readonly kind: 'mock'; readonly statusCode: number };

/** What the backend answered. */
export interface IntegrationResult {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Of a Lambda integration: the runtime's own answer. */
  readonly lambda?: FunctionResult;
}
