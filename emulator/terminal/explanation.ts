import { sep } from 'node:path';
import type { Explanation } from '../errors/explanation.ts';
import { BOXES, type Box } from './boxes.ts';
import type { Colors } from './colors.ts';
import { escapeLine, escapeLines } from './escape.ts';
import { renderPlace } from './place.ts';
import { shorten, shortenWords, wrap } from './wrap.ts';

/** How explanations are printed in this terminal, for this project. */
export interface ExplanationStyle {
  readonly colors: Colors;
  /** Absolute folder that places are shown from. */
  readonly root: string;
  /** Columns; undefined: lines are not broken. */
  readonly width: number | undefined;
  /** Takes the secrets of the request out of a text. */
  readonly mask: (text: string) => string;
}

/** What is known besides the explanation when a request caused it. */
export interface ExplanationContext {
  readonly box?: Box | undefined;
  /** What the box was handed. */
  readonly got?: string | undefined;
  /** Status and body that the client was sent. */
  readonly sent?: string | undefined;
}

const LABEL_WIDTH = 6;
/** Of a body: about three lines. */
const PREVIEW = 300;

/**
 * The block below a failed request: which box, what it got, what happened, where, what to change. A bar at its left
 * keeps it together: red for a refusal, yellow for a note about an answer that went out.
 */
export function renderExplanation(
  explanation: Explanation,
  style: ExplanationStyle,
  context: ExplanationContext = {},
  severity: 'error' | 'warning' = 'error',
): string {
  const { colors: c, root, mask, width } = style;
  const paint = severity === 'error' ? c.red : c.yellow;
  const room = width === undefined ? undefined : Math.max(20, width - LABEL_WIDTH - 8);
  const row = (label: string, text: string, color: (text: string) => string = String): string[] =>
    wrap(escapeLine(text), room).map(
      (line, index) => `${c.dim((index === 0 ? label : '').padEnd(LABEL_WIDTH))}  ${color(line)}`,
    );
  const lines: string[] = [];
  if (context.box !== undefined) lines.push(renderTrail(context.box, c), '');
  if (context.got) lines.push(...row('got', preview(context.got, mask)));
  lines.push(...row(severity === 'error' ? 'error' : 'note', shortenWords(mask(explanation.what)), c.bold));
  if (explanation.source) lines.push(...row('at', renderPlace(explanation.source, root), c.cyan));
  if (explanation.detail) lines.push('', ...renderDetail(explanation.detail, style), '');
  if (context.sent) lines.push(...row('sent', preview(context.sent, mask)));
  lines.push(...row('fix', shortenWords(mask(explanation.remedy))));
  return lines.map((line) => `  ${paint('│')} ${line}`.trimEnd()).join('\n');
}

/** The short form for a failure that was explained in full a moment ago. */
export function renderReminder(explanation: Explanation, style: ExplanationStyle): string {
  const { colors: c, root, mask, width } = style;
  const place = explanation.source ? ` (${renderPlace(explanation.source, root)})` : '';
  const room = width === undefined ? undefined : Math.max(20, width - 6);
  return wrap(`as before: ${escapeLine(shortenWords(mask(explanation.what)))}${place}`, room)
    .map((line) => c.dim(`  │ ${line}`))
    .join('\n');
}

/** The way so far: `route match ✓ → method request ✗`. */
function renderTrail(box: Box, c: Colors): string {
  const failed = BOXES.indexOf(box);
  return BOXES.slice(0, failed + 1)
    .map((name, index) => (index < failed ? c.dim(`${name} ✓`) : c.red(`${c.bold(name)} ✗`)))
    .join(c.dim(' → '));
}

/** A code frame, whose line numbers step back behind the code, or a stack, which does so as a whole. */
export function renderDetail(detail: string, { colors: c, mask, root }: ExplanationStyle): string[] {
  return escapeLines(mask(detail.replaceAll(root + sep, '')))
    .trimEnd()
    .split('\n')
    .map((line) => {
      const gutter = /^[\s>]*\d*\s*[|│]/.exec(line)?.[0];
      if (gutter !== undefined) return `  ${c.dim(gutter)}${line.slice(gutter.length)}`;
      return `  ${/^\s+at /.test(line) ? c.dim(line) : line}`;
    });
}

function preview(text: string, mask: (text: string) => string): string {
  return shorten(mask(text).replace(/\s+/g, ' ').trim(), PREVIEW);
}
