import { API_GATEWAY_EVENTS } from './api-gateway.ts';
import { MESSAGING_EVENTS } from './messaging.ts';
import { STORAGE_EVENTS } from './storage.ts';
import type { SampleEvent } from './types.ts';

/** Every event that `offstage generate-event` makes. */
export const SAMPLE_EVENTS: readonly SampleEvent[] = [...API_GATEWAY_EVENTS, ...STORAGE_EVENTS, ...MESSAGING_EVENTS];
