import type { Integration, Template } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * The request template for a Content-Type; undefined, or an empty template: the body passes through. No Content-Type counts as
 * application/json, for a GET without body as well; `$default` is the fallback key. Throws UNSUPPORTED_MEDIA_TYPE
 * (415) where the passthrough behavior forbids to pass.
 */
export function selectRequestTemplate(integration: Integration, contentType: string | undefined): Template | undefined {
  const { requestTemplates, passthroughBehavior } = integration;
  const mediaType = contentType === undefined ? 'application/json' : mediaTypeOf(contentType);
  const template = templateFor(requestTemplates, mediaType) ?? requestTemplates.$default;
  if (template || passthroughBehavior === 'WHEN_NO_MATCH') return template;
  const keys = Object.keys(requestTemplates);
  if (passthroughBehavior === 'WHEN_NO_TEMPLATES' && keys.length === 0) return undefined;
  throw new GatewayReject(
    'UNSUPPORTED_MEDIA_TYPE',
    'Unsupported Media Type',
    explain(
      'gateway-unsupported-media-type',
      { mediaType, sent: contentType !== undefined, keys, passthroughBehavior },
      {
        source: integration.source,
      },
    ),
  );
}

function templateFor(templates: Readonly<Record<string, Template>>, mediaType: string): Template | undefined {
  if (Object.hasOwn(templates, mediaType)) return templates[mediaType];
  const key = Object.keys(templates).find((candidate) => mediaTypeOf(candidate) === mediaType);
  return key === undefined ? undefined : templates[key];
}
