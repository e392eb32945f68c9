import { evaluateMapping, type MappingSources } from '../mapping-expression.ts';

/**
 * The template language of gateway responses: `$context.x`, `$stageVariables.x` and `$method.request.{place}.x` are
 * replaced, everything else stays; no directives, no `$input`, no `$util` (gateway response page of the Developer
 * Guide). A value that isn't there is empty.
 */
export function substitute(template: string, sources: MappingSources): string {
  return template.replace(REFERENCE, (_, inBraces: string | undefined, bare: string | undefined) => {
    const value = evaluateMapping(inBraces ?? bare ?? '', sources);
    return value === undefined ? '' : typeof value === 'string' ? value : value.join(',');
  });
}

const NAME = String.raw`(?:context|stageVariables|method\.request\.(?:header|querystring|path))(?:\.[A-Za-z0-9_-]+)+`;
const REFERENCE = new RegExp(String.raw`\$(?:\{(${NAME})\}|(${NAME}))`, 'g');
