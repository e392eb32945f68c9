import type { Template } from '../config/types.ts';
import type { DocumentNode } from './document-node.ts';

/** What GetExport writes for a template that AWS keeps as null. */
const PASSTHROUGH = '__passthrough__';

/**
 * Content type → mapping template. A template that is null or empty is kept as the empty text: AWS keeps it as null,
 * and passes the body through.
 */
export function readTemplates(node: DocumentNode | undefined): Record<string, Template> {
  const templates = (node?.entries() ?? []).map(([contentType, template]): [string, Template] => [
    contentType,
    {
      text: template.value === PASSTHROUGH ? '' : (template.text() ?? ''),
      source: template.place?.value ?? template.source,
      inline: template.place?.literal !== true,
    },
  ]);
  return Object.fromEntries(templates);
}
