import type { Problem } from '../config/problem.ts';
import { escapeLine } from './escape.ts';
import { type ExplanationStyle, renderDetail } from './explanation.ts';
import { renderPlace } from './place.ts';
import { shortenWords, wrap } from './wrap.ts';

/**
 * All problems of a project, each with its place, what is wrong and what to write, then their number. This is the
 * output of `check`.
 */
export function renderProblems(problems: readonly Problem[], style: ExplanationStyle): string {
  return [...problems.map((problem) => renderProblem(problem, style)), renderCount(problems, style)].join('\n\n');
}

/** One problem: its place, what is wrong, and below it what to do. */
export function renderProblem({ severity, explanation }: Problem, style: ExplanationStyle): string {
  const { colors: c, root, mask, width } = style;
  const room = width === undefined ? undefined : Math.max(20, width - 4);
  const word = severity === 'error' ? c.red(c.bold('error')) : c.yellow(c.bold('warning'));
  const place = explanation.source ? `${c.cyan(renderPlace(explanation.source, root))}  ` : '';
  const text = (sentences: string): string[] =>
    wrap(escapeLine(shortenWords(mask(sentences))), room).map((line) => `    ${line}`);
  const lines = [`  ${place}${word}  ${c.dim(explanation.code)}`, ...text(explanation.what)];
  if (explanation.detail) {
    lines.push('', ...renderDetail(explanation.detail, style).map((line) => `    ${line}`), '');
  }
  return [...lines, ...text(explanation.remedy).map(c.dim)].map((line) => line.trimEnd()).join('\n');
}

function renderCount(problems: readonly Problem[], { colors: c }: ExplanationStyle): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    errors > 0 ? c.red(count(errors, 'error')) : '',
    warnings > 0 ? c.yellow(count(warnings, 'warning')) : '',
  ].filter((part) => part !== '');
  return `  ${parts.join(', ')}`;
}

/** `1 error`, `2 errors` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
