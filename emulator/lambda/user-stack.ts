import { fileURLToPath } from 'node:url';
import type { SourceRef } from '../errors/source-ref.ts';

/** The developer's part of a stack: the first place in a file of the project, and the frames in such files. */
export function userStack(stack: string): { source?: SourceRef; detail?: string } {
  const frames = stack.split('\n').flatMap((line) => {
    const place = /^\s+at /.test(line) ? placeOf(line) : undefined;
    return place ? [{ line, place }] : [];
  });
  const own = frames.filter(({ place }) => !place.file.includes('node_modules'));
  const [first] = own.length > 0 ? own : frames;
  return first ? { source: first.place, detail: own.map(({ line }) => line).join('\n') } : {};
}

/** `    at handler (/project/functions/a.ts:6:9)`; frames of Node itself have no place. */
function placeOf(line: string): SourceRef | undefined {
  const match = /(?:\(|at (?:async )?)((?:file:|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/.exec(line);
  if (!match?.[1]) return undefined;
  const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
  return { file, line: Number(match[2]), column: Number(match[3]) };
}
