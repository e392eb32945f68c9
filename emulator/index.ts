export { createEmulator } from './emulator.ts';
export type { Explanation } from './errors/explanation.ts';
export { OffstageError } from './errors/offstage-error.ts';
export type { EmulatorEvent, EmulatorEventListener } from './events.ts';
export type { TokenInput } from './issuer/issue-token.ts';
export { JsonPathError } from './mapping/json-path/errors.ts';
export type { MappingTemplateInput } from './mapping/public.ts';
export { queryJsonPath, renderMappingTemplate, renderTemplate } from './mapping/public.ts';
export type { RenderFailureKind, ShownValue } from './mapping/render-error.ts';
export { TemplateRenderError } from './mapping/render-error.ts';
export { TemplateSyntaxError } from './mapping/syntax-error.ts';
export type {
  ApiKeyOptions,
  Emulator,
  EmulatorOptions,
  FunctionOptions,
  StageOptions,
  UpdateStageInput,
  UsagePlanOptions,
} from './options.ts';
