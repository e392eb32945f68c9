import type { MappingTemplateInput } from '../../../emulator/mapping/public.ts';

/** What a template is rendered with. Whatever is left out is empty. */
export interface Given {
  /** Variables of the example's own: it is rendered by renderTemplate, all others by renderMappingTemplate. */
  readonly variables?: Record<string, unknown>;
  readonly body?: string;
  readonly params?: Partial<MappingTemplateInput['params']>;
  readonly context?: object;
  readonly stageVariables?: Record<string, string>;
}

/**
 * One row of a table in docs/templates.md, and a test: the construct, a template, what has to come out, and a sentence
 * that says why.
 */
export interface Example extends Given {
  readonly construct: string;
  readonly template: string;
  readonly expect: Outcome;
  readonly says: string;
  /** What Velocity 1.7 does with its own settings, where API Gateway does something else. */
  readonly velocity?: string;
}

export type Outcome =
  /** The exact text, and what `$context` has in it afterwards among other things. */
  | { readonly kind: 'text'; readonly text: string; readonly context?: object }
  /** The template is refused before the first request, with this message. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The render fails, and the request with it; a part of the message. */
  | { readonly kind: 'failed'; readonly reason: string };

/** The rows of one table. What is given here is given to each example, and shown above the table. */
export interface Table {
  readonly title: string;
  readonly intro: string;
  readonly given?: Given;
  readonly examples: readonly Example[];
}

/** The template prints exactly this. */
export function prints(text: string, context?: object): Outcome {
  return context === undefined ? { kind: 'text', text } : { kind: 'text', text, context };
}

export function isRefused(reason: string): Outcome {
  return { kind: 'refused', reason };
}

export function fails(reason: string): Outcome {
  return { kind: 'failed', reason };
}
