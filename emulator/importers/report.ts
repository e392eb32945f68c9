import type { Problem } from '../config/problem.ts';
import type { Code, Facts } from '../errors/codes.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';

/** What an import has to say about one place of the document. `error`: AWS refuses the document because of it. */
export interface ImportProblem extends Problem {
  /** AWS's own words; undefined when AWS keeps silent about it. */
  readonly aws?: string;
}

/** Collects problems on the way, so that all of them are told at once. */
export class ImportReport {
  readonly problems: ImportProblem[] = [];
  /** What the import made, named or put together by itself: no problem, but good to know. */
  readonly notes: Explanation[] = [];
  readonly #told = new Set<string>();

  note<C extends Code>(code: C, facts: Facts<C>, source: SourceRef): void {
    this.notes.push(explain(code, facts, { source }));
  }

  warn<C extends Code>(code: C, facts: Facts<C>, source: SourceRef): void {
    this.#add('warning', code, facts, source);
  }

  refuse<C extends Code>(code: C, facts: Facts<C>, source: SourceRef): void {
    this.#add('error', code, facts, source);
  }

  /** The `warnings` of the ImportRestApi answer. */
  warnings(): string[] {
    return this.problems.flatMap(({ severity, aws }) => (severity === 'warning' && aws !== undefined ? [aws] : []));
  }

  #add<C extends Code>(severity: Problem['severity'], code: C, facts: Facts<C>, source: SourceRef): void {
    const aws = 'aws' in facts && typeof facts.aws === 'string' ? facts.aws : undefined;
    // One wrong setting of the document may concern each of its methods: that is told once.
    const told = `${code} ${source.line}:${source.column} ${JSON.stringify(facts)}`;
    if (aws === undefined && this.#told.has(told)) return;
    this.#told.add(told);
    this.problems.push({
      severity,
      explanation: explain(code, facts, { source }),
      ...(aws === undefined ? {} : { aws }),
    });
  }
}
