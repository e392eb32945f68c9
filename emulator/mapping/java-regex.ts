import { MatchRun } from './regex/match-run.ts';
import { compileNode } from './regex/matcher.ts';
import { PatternParser } from './regex/parser.ts';

export { JavaPatternError, JavaPatternTimeout } from './regex/errors.ts';

/** Where a pattern matched: `groups[0]` is the whole, groups that took no part are undefined. */
export interface JavaMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern. Each call ends within 50 ms. */
export interface JavaPattern {
  readonly source: string;
  readonly groupCount: number;
  /** Group number by name. */
  readonly groupNames: ReadonlyMap<string, number>;
  /** Does the whole text match? @throws JavaPatternTimeout */
  matches(text: string): boolean;
  /** The first match at or behind `from`. @throws JavaPatternTimeout */
  find(text: string, from: number): JavaMatch | undefined;
}

/**
 * Compiles a regular expression of java.util.regex, the syntax of selection patterns, of authorizers' validation
 * expressions and of templates. It is matched by an engine of our own: its syntax and meaning differ from JavaScript's
 * (possessive quantifiers, class intersections, inline flags, `\Q…\E`, `$` before a last newline), and a pattern that
 * backtracks without end has to be stopped.
 *
 * @throws JavaPatternError for a pattern that Java refuses
 */
export function compileJavaPattern(pattern: string): JavaPattern {
  const parser = new PatternParser(pattern);
  const node = parser.parse();
  const search = compileNode(node, (run, at) => {
    run.end = at;
    return true;
  });
  const whole = compileNode(node, (_, at, length) => at === length);
  const groupCount = parser.groupCount;
  return {
    source: pattern,
    groupCount,
    groupNames: parser.groupNames,
    matches: (text) => new MatchRun(pattern, text, groupCount).start(whole, 0),
    find: (text, from) => {
      const run = new MatchRun(pattern, text, groupCount);
      for (let start = from; start <= text.length; start++) {
        if (!run.start(search, start)) continue;
        run.groups[0] = start;
        run.groups[1] = run.end;
        return { start, end: run.end, groups: run.groupTexts() };
      }
      return undefined;
    },
  };
}
