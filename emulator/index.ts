export { createEmulator } from './emulator.ts';
export type { Explanation } from './errors/explanation.ts';
export { OffstageError } from './errors/offstage-error.ts';
export type { EmulatorEvent, EmulatorEventListener } from './events.ts';
export { queryJsonPath, renderMappingTemplate, renderTemplate } from './mapping/public.ts';
export type {
  ApiKeyOptions,
  Emulator,
  EmulatorOptions,
  FunctionOptions,
  StageOptions,
  UsagePlanOptions,
} from './options.ts';
