import { codeFrame } from '../errors/code-frame.ts';
import type { Code, Facts } from '../errors/codes.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';

/** One finding about a configuration. An error keeps the project from starting; a warning is what AWS accepts and can only be a mistake. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly explanation: Explanation;
}

/** Collects the problems of one load, each with the line that it is about. */
export interface Report {
  error<C extends Code>(code: C, facts: Facts<C>, source?: SourceRef): void;
  warning<C extends Code>(code: C, facts: Facts<C>, source?: SourceRef): void;
  /** Makes the text of a file known, so that problems in it can show their line. */
  addText(file: string, text: string): void;
  /** Takes over what another part found (the import of an OpenAPI document). */
  addAll(problems: readonly Problem[]): void;
  /** Everything found so far, in the order of files and lines. */
  problems(): Problem[];
  failed(): boolean;
}

/** An empty report. */
export function createReport(): Report {
  const texts = new Map<string, string>();
  const found: Problem[] = [];

  function add<C extends Code>(severity: Problem['severity'], code: C, facts: Facts<C>, source?: SourceRef): void {
    found.push({ severity, explanation: withFrame(explain(code, facts, source && { source })) });
  }

  function withFrame(explanation: Explanation): Explanation {
    const { source, detail } = explanation;
    const text = source && detail === undefined ? texts.get(source.file) : undefined;
    return source && text !== undefined ? { ...explanation, detail: codeFrame(text, source) } : explanation;
  }

  return {
    error: (code, facts, source) => add('error', code, facts, source),
    warning: (code, facts, source) => add('warning', code, facts, source),
    addText: (file, text) => void texts.set(file, withoutSecrets(text)),
    addAll(problems) {
      for (const { severity, explanation } of problems) found.push({ severity, explanation: withFrame(explanation) });
    },
    problems: () => found.toSorted(byPlace),
    failed: () => found.some(({ severity }) => severity === 'error'),
  };
}

/** A frame shows the line of a problem, and cuts it: secrets in it are covered before, character by character. */
function withoutSecrets(text: string): string {
  return text.replace(
    /("(?:secretAccessKey|sessionToken|value)"\s*:\s*"?)((?<=")(?:\\.|[^"\\\n])*|\[[^\]\n]*|[^\s",[\]{}]+)/g,
    (_, before: string, secret: string) => before + (PLACEHOLDER.test(secret) ? secret : '*'.repeat(secret.length)),
  );
}

const PLACEHOLDER = /^\$\{\w+\}$/;

function byPlace(a: Problem, b: Problem): number {
  const [left, right] = [a.explanation.source, b.explanation.source];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  return left.file.localeCompare(right.file) || left.line - right.line || left.column - right.column;
}
