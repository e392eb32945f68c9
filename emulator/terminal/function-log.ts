import type { Colors, Paint } from './colors.ts';
import { cleanOutput } from './escape.ts';

/** What Lambda's runtime puts before each console line: time, request id (none during init) and level, with tabs. */
const RUNTIME_PREFIX = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[\w-]+\t([A-Z]+)\t/;

/**
 * What a function wrote, each line with its name before it: `  onePet │ text`. The time and request id that Lambda's
 * runtime adds are for CloudWatch; of them only the level is shown: errors and warnings have a `!` in place of the bar.
 */
export function renderFunctionLog(
  log: { readonly functionName: string; readonly stream: 'stdout' | 'stderr' | 'runtime'; readonly text: string },
  style: { readonly colors: Colors; readonly paint: Paint; readonly nameWidth: number },
): string {
  const { colors: c, paint, nameWidth } = style;
  const level = RUNTIME_PREFIX.exec(log.text)?.[1] ?? (log.stream === 'stderr' ? 'ERROR' : 'INFO');
  const start = `  ${paint(log.functionName.padEnd(nameWidth))} ${renderBar(level, c)}`;
  const dim = log.stream === 'runtime' ? c.dim : String;
  return cleanOutput(messageOf(log.text), c.isColorSupported)
    .split('\n')
    .map((line) => `${start} ${dim(line)}`.trimEnd())
    .join('\n');
}

/** What the function itself wrote. */
export function messageOf(text: string): string {
  return text.replace(RUNTIME_PREFIX, '');
}

function renderBar(level: string, c: Colors): string {
  if (level === 'ERROR' || level === 'FATAL') return c.red('!');
  return level === 'WARN' ? c.yellow('!') : c.dim('│');
}
