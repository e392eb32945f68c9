import { jsonText } from '../shared/json-text.ts';
import type { Admitted, Deployment, Route } from './exchange.ts';
import { anonymousIdentity, contextFacts, type RequestContext } from './request-context.ts';

/**
 * The `requestContext` of a proxy event as JSON text: `contextFacts`, of which a method and its stage decide most.
 * That is written once, with gaps for what a request brings; to write all of it each time was the longest single step
 * of a proxy request.
 */
export function contextText({ request, input, context, deployment, route, caller }: Admitted): string {
  const userAgent = input.header('user-agent');
  if (caller || request.fromConsole || request.customDomain) {
    const identity = { ...anonymousIdentity(request.sourceIp, userAgent), ...caller?.identity };
    return JSON.stringify(contextFacts(request, context, deployment, route, identity, caller?.authorizer));
  }
  const values: Record<Gap, string> = {
    httpMethod: jsonText(request.method),
    extendedRequestId: jsonText(context.extendedRequestId),
    requestTime: jsonText(context.requestTime),
    path: jsonText(request.stagePath),
    protocol: jsonText(request.protocol),
    requestTimeEpoch: String(context.requestTimeEpoch),
    requestId: jsonText(context.requestId),
    sourceIp: jsonText(request.sourceIp),
    userAgent: userAgent === undefined ? 'null' : jsonText(userAgent),
    domainName: jsonText(request.domainName),
  };
  const { start, gaps } = templateOf(deployment, route);
  let text = start;
  for (const [gap, behind] of gaps) text += values[gap] + behind;
  return text;
}

type Gap =
  | Exclude<keyof RequestContext, 'traceId'>
  | 'httpMethod'
  | 'path'
  | 'protocol'
  | 'sourceIp'
  | 'userAgent'
  | 'domainName';

interface Template {
  readonly start: string;
  readonly gaps: readonly (readonly [gap: Gap, behind: string])[];
}

const templates = new WeakMap<Deployment, WeakMap<Route['method'], Template>>();

function templateOf(deployment: Deployment, route: Route): Template {
  let ofStage = templates.get(deployment);
  if (!ofStage) {
    ofStage = new WeakMap();
    templates.set(deployment, ofStage);
  }
  let template = ofStage.get(route.method);
  if (!template) {
    template = makeTemplate(deployment, route);
    ofStage.set(route.method, template);
  }
  return template;
}

/**
 * Stands in front of a gap's name. No path or name holds this character, and its escape is ASCII: one character beyond
 * Latin-1 would double the bytes of every event that is put together from here.
 */
const MARK = '\u0000';

/** A gap and what stands behind it, up to the next. */
const GAP = /"\\u0000(\w+)"(.*?)(?="\\u0000|$)/gs;

function makeTemplate(deployment: Deployment, route: Route): Template {
  const mark = (gap: Gap): string => MARK + gap;
  const request = {
    method: mark('httpMethod'),
    stagePath: mark('path'),
    protocol: mark('protocol'),
    domainName: mark('domainName'),
  };
  const context = {
    requestId: mark('requestId'),
    extendedRequestId: mark('extendedRequestId'),
    requestTime: mark('requestTime'),
    requestTimeEpoch: mark('requestTimeEpoch') as unknown as number,
  };
  const identity = anonymousIdentity(mark('sourceIp'), mark('userAgent'));
  const text = JSON.stringify(contextFacts(request, context, deployment, route, identity));
  const gaps = [...text.matchAll(GAP)].map(([, gap = '', behind = '']) => [gap as Gap, behind] as const);
  return { start: text.slice(0, text.search(GAP)), gaps };
}
