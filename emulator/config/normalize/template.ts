import type { Template } from '../types.ts';
import type { WrittenTemplate } from '../written.ts';
import { type Reading, readTextFile, sourceOf } from './reading.ts';

/** Templates by media type: the text that stands in routes.json, or that of the file that is named there. */
export function readTemplates(
  written: Readonly<Record<string, WrittenTemplate>>,
  role: string,
  reading: Reading,
): Record<string, Template> {
  const templates: Record<string, Template> = {};
  for (const mediaType of Object.keys(written)) {
    const template = readTemplate(written, mediaType, role, reading);
    if (template) templates[mediaType] = template;
  }
  return reading.locator.remember(templates, written);
}

function readTemplate(
  holder: Readonly<Record<string, WrittenTemplate>>,
  mediaType: string,
  role: string,
  reading: Reading,
): Template | undefined {
  const written = holder[mediaType];
  if (typeof written === 'string') {
    const source = reading.locator.inString(holder, mediaType, 0) ?? reading.start;
    return { text: written, source, inline: true };
  }
  if (written?.file === undefined) return undefined;
  const read = readTextFile({ path: written.file, role, source: sourceOf(reading, written, 'file') }, reading);
  return read && { text: read.text, source: { file: read.file, line: 1, column: 1 }, inline: false };
}
