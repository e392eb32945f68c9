import type { Explanation } from './errors/explanation.ts';
import type { Trace } from './gateway/exchange.ts';

/** What a running emulator tells whoever listens: the terminal now, the console page later. */
export type EmulatorEvent =
  /** A request to a stage was answered, well or not. */
  | { readonly kind: 'exchange'; readonly trace: Trace }
  /** Behind it: the line of the stage's access log, where that goes to no file. */
  | { readonly kind: 'access-log'; readonly text: string; readonly trace: Trace }
  /** A request that belongs to no stage was refused before the pipeline. */
  | {
      readonly kind: 'refused';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly explanation: Explanation;
    }
  /**
   * A function wrote something; one event is one line or one write, without the newline at its end. `runtime`: Lambda
   * did, told only where that was asked for.
   */
  | {
      readonly kind: 'function-log';
      readonly functionName: string;
      readonly requestId?: string;
      readonly stream: 'stdout' | 'stderr' | 'runtime';
      readonly text: string;
    }
  /** The site answered. */
  | {
      readonly kind: 'site';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly durationMs: number;
      readonly explanation?: Explanation;
    }
  /** Saved files are live. `names`: functions, or nothing for routes.json and the site. */
  | {
      readonly kind: 'reload';
      readonly what: 'function' | 'routes' | 'site';
      readonly names: readonly string[];
      readonly files: readonly string[];
      readonly durationMs: number;
    }
  /** Something is wrong that no request caused: a build that failed, a routes.json that can't be read. */
  | { readonly kind: 'problem'; readonly severity: 'error' | 'warning'; readonly explanations: readonly Explanation[] };

export type EmulatorEventListener = (event: EmulatorEvent) => void;
