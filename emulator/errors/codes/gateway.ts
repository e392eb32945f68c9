import type { CodeTable } from '../define.ts';

export interface GatewayFacts {
  'gateway-no-resource': { method: string; path: string; api: string; nearest: string | undefined };
  'gateway-no-method': { method: string; path: string; resource: string; methods: readonly string[] };
  'gateway-no-stage': { path: string; stages: readonly string[]; nearest?: string };
  'gateway-no-mapping': { path: string; host: string; basePaths: readonly string[] };
  'gateway-no-stage-behind': { path: string; host: string; basePath: string; stages: readonly string[] };
  'gateway-stage-repeated': { path: string; stage: string; instead: string };
  'gateway-endpoint-closed': { path: string; domains: readonly string[] };
  'gateway-bad-encoding': { path: string };
  'gateway-plain-query-character': { query: string; character: string };
  'gateway-headers-too-large': { bytes: number; limit: number };
  'gateway-body-too-large': { bytes: number; limit: number };
  'gateway-malformed-request': { reason: string };
  'gateway-url-too-long': { bytes: number; limit: number };
  'gateway-unencoded-query': { query: string; character: string };
  'gateway-bad-content-encoding': { coding: string; known: boolean };
  'gateway-decoded-body-too-large': { coding: string; limit: number };
  'gateway-missing-parameters': { missing: readonly { place: string; name: string }[] };
  'gateway-invalid-body': { model: string; mediaType: string; failure: string };
  'gateway-unusable-model': { model: string; reason: string };
  'gateway-no-integration': { method: string; path: string };
  'gateway-mapping-needs-json': { mapping: string };
  'gateway-restricted-header': { header: string; type: string };
  'gateway-unsupported-media-type': {
    mediaType: string;
    sent: boolean;
    keys: readonly string[];
    passthroughBehavior: string;
  };
  'gateway-body-is-no-base64': { mediaType: string };
  'gateway-answer-is-no-base64': { accept: string | undefined; contentType: string | undefined };
  'gateway-template-needs-text': { contentHandling: string | undefined; mediaType: string };
  'gateway-mock-without-status': { rendered: string };
  'gateway-proxy-not-post': { httpMethod: string };
  'gateway-no-function-in-uri': { uri: string };
  'gateway-no-service-endpoint': { uri: string; service: string; variable: string };
  'gateway-function-slower-than-integration': { functionName: string; timeoutInMillis: number };
  'gateway-invocation-type': { type: string };
  'gateway-event-too-large': { functionName: string; bytes: number; limit: number };
  'gateway-event-is-no-json': { payload: string; reason: string };
  'gateway-function-refused': { functionName: string; reason: string };
  'gateway-function-error-passed-on': { functionName: string; errorMessage: string };
  'gateway-invalid-endpoint': { url: string };
  'gateway-backend-too-slow': { url: string; timeoutInMillis: number };
  'gateway-backend-unreachable': { url: string; reason: string };
  'gateway-backend-broke-off': { url: string; reason: string };
  'gateway-answer-too-large': { url: string; reason: string };
  'gateway-no-integration-response': { text: string | undefined; of: string; status: number };
  'gateway-bad-selection-pattern': { pattern: string; reason: string };
  'gateway-malformed-proxy-answer': { reason: string; payload: string };
  'gateway-malformed-stream': { reason: string; payload: string };
  'gateway-stream-cut': {
    reason: 'timeout' | 'idle' | 'failure';
    functionName?: string;
    url?: string;
    timeoutInMillis: number;
    idleMs: number;
  };
  'gateway-proxy-body-is-no-base64': { path: string };
  'gateway-informational-status': { status: number };
  'gateway-undeclared-status': { statusCode: string; declared: readonly string[] };
  'gateway-unsendable-header': { name: string; value: string };
  'gateway-answer-without-cors': {
    origin: string;
    by: 'gateway' | 'function' | 'backend' | 'mapping';
    functionName: string | undefined;
    type: string | undefined;
  };
  'gateway-bug': { message: string };
}

export const GATEWAY_CODES: CodeTable<GatewayFacts> = {
  'gateway-no-resource': {
    fault: 'user',
    what: ({ method, path, api }) =>
      `No resource of ${api} fits ${method} ${path}. AWS says so with 403, not with 404.`,
    remedy: ({ path, nearest }) =>
      nearest === undefined
        ? `Add the resource "${path}" to "resources" in routes.json, or mend the address in the page.`
        : `Did you mean ${nearest}? Else add the resource "${path}" to "resources" in routes.json.`,
  },
  'gateway-no-method': {
    fault: 'user',
    what: ({ method, path, resource, methods }) =>
      `The resource ${resource} fits ${path}, but has no ${method} method (it has ${methods.join(', ')}). AWS says so with 403, not with 405.`,
    remedy: ({ method }) =>
      method === 'OPTIONS'
        ? 'A browser asks this before the real request. Write "cors": true at the resource, or give it an OPTIONS method.'
        : `Add "${method}" to the resource.`,
  },
  'gateway-no-stage': {
    fault: 'user',
    what: ({ path, stages }) => `The path ${path} begins with no stage (there ${are(stages)}).`,
    remedy: ({ stages, path, nearest }) =>
      `Call /${stages[0] ?? 'STAGE'}${path === '/' ? '' : path}.${nearest === undefined ? '' : ` Or did you mean the custom domain ${nearest}?`}`,
  },
  'gateway-no-mapping': {
    fault: 'user',
    what: ({ path, host, basePaths }) =>
      `The custom domain ${host} has no mapping for the path ${path}${basePaths.length === 0 ? ': it has none at all' : ` (it has ${basePaths.map((basePath) => `/${basePath}`).join(', ')})`}.`,
    remedy: ({ basePaths }) =>
      `${basePaths.length === 0 ? 'Add' : `Call a path below /${basePaths[0]}, or add`} a mapping: "(none)": { "stage": "STAGE" } takes every path that no other does.`,
  },
  'gateway-no-stage-behind': {
    fault: 'user',
    what: ({ path, basePath, stages }) =>
      `The mapping ${basePath === '' ? '(none)' : basePath} leaves the stage to the path, and ${path} has none behind it (there ${are(stages)}).`,
    remedy: ({ host, basePath, stages }) =>
      `Call ${host}/${basePath === '' ? '' : `${basePath}/`}${stages[0] ?? 'STAGE'}/…, or give the mapping a "stage".`,
  },
  'gateway-stage-repeated': {
    fault: 'user',
    what: ({ path, stage }) =>
      `The path ${path} names the stage ${stage} once too often: below the custom domain it leads there without.`,
    remedy: ({ instead }) => `Call ${instead}.`,
  },
  'gateway-endpoint-closed': {
    fault: 'user',
    what: ({ path }) => `The API has disableExecuteApiEndpoint, so that ${path} is closed at its default address.`,
    remedy: ({ domains }) =>
      domains.length === 0
        ? 'Add a custom domain to "customDomains", or take disableExecuteApiEndpoint out.'
        : `Call it by a custom domain: ${domains.join(', ')}.`,
  },
  'gateway-bad-encoding': {
    fault: 'user',
    what: ({ path }) => `The path ${path} holds a % that is followed by no two hexadecimal digits.`,
    remedy: () => 'Encode a percent sign in a path as %25; in JavaScript use encodeURIComponent for each segment.',
  },
  'gateway-plain-query-character': {
    fault: 'user',
    what: ({ query, character }) =>
      `The query string ${quote(query)} holds a plain ${character}, which API Gateway does not take there (nor the others of | { }).`,
    remedy: () =>
      'Encode the values: new URLSearchParams({ name: value }), or encodeURIComponent(value). Browsers leave these three as they are.',
  },
  'gateway-headers-too-large': {
    fault: 'user',
    what: ({ bytes, limit }) => `The headers hold ${bytes} bytes; API Gateway takes ${limit}.`,
    remedy: () => 'Send less in headers and cookies; large values belong in the body.',
  },
  'gateway-body-too-large': {
    fault: 'user',
    what: ({ bytes, limit }) => `The body has ${bytes} bytes or more; API Gateway takes ${limit}.`,
    remedy: () => 'Send large files to a bucket with a presigned URL, and their key to the API.',
  },
  'gateway-malformed-request': {
    fault: 'user',
    what: ({ reason }) => `What came was no HTTP request: ${reason}.`,
    remedy: () => 'Look at the client: it sent bytes that HTTP/1.1 does not allow.',
  },
  'gateway-url-too-long': {
    fault: 'user',
    what: ({ bytes, limit }) => `The address has ${bytes} bytes; API Gateway takes ${limit}.`,
    remedy: () => 'Send what is long in the body.',
  },
  'gateway-unencoded-query': {
    fault: 'user',
    what: ({ query, character }) =>
      `The query ${query} holds a plain ${character}, which API Gateway takes only in its encoded form.`,
    remedy: ({ character }) =>
      `Write ${encodeURIComponent(character)}; in JavaScript use encodeURIComponent or URLSearchParams for each value.`,
  },
  'gateway-bad-content-encoding': {
    fault: 'user',
    what: ({ coding, known }) =>
      known
        ? `The request says Content-Encoding: ${coding}, but its body is not ${coding} data.`
        : `API Gateway can't decode Content-Encoding: ${coding}.`,
    remedy: () => 'Send the body as gzip, deflate or identity, and say which in Content-Encoding.',
  },
  'gateway-decoded-body-too-large': {
    fault: 'user',
    what: ({ coding, limit }) =>
      `The body says Content-Encoding: ${coding} and grows to more than ${limit} bytes, which is all that API Gateway takes.`,
    remedy: () => 'Send large files to a bucket with a presigned URL, and their key to the API.',
  },
  'gateway-missing-parameters': {
    fault: 'user',
    what: ({ missing }) =>
      `Required and not there, or blank: ${missing.map(({ place, name }) => `${place} ${name}`).join(', ')}. Header names count as the client spells them.`,
    remedy: () => 'Send them, or set them to false in "requestParameters" of the method.',
  },
  'gateway-invalid-body': {
    fault: 'user',
    what: ({ model, failure, mediaType }) =>
      `The body (${mediaType}) does not fit the model ${model}: ${cut(failure)}.`,
    remedy: () => 'Mend the body, or the model. The client is told no details, as on AWS.',
  },
  'gateway-unusable-model': {
    fault: 'user',
    what: ({ model, reason }) => `The model ${model} can't be compared with a body: ${reason}.`,
    remedy: ({ model }) => `Mend the model ${model}: it has to be a JSON Schema of draft 4.`,
  },
  'gateway-no-integration': {
    fault: 'user',
    what: ({ method, path }) => `${method} ${path} has no integration: nobody answers it.`,
    remedy: () => 'Give the method an "integration"; AWS refuses to deploy an API with such a method.',
  },
  'gateway-mapping-needs-json': {
    fault: 'user',
    what: ({ mapping }) => `The mapping ${mapping} reads the body as JSON; it begins like JSON and is none.`,
    remedy: () => 'Send valid JSON, or map something else.',
  },
  'gateway-restricted-header': {
    fault: 'user',
    what: ({ header, type }) =>
      `A mapping or a template sets the header ${header}, which an integration of type ${type} can't set.`,
    remedy: ({ header }) => `Remove "integration.request.header.${header}" or the override.`,
  },
  'gateway-unsupported-media-type': {
    fault: 'user',
    what: ({ mediaType, sent, keys, passthroughBehavior }) =>
      `${sent ? `The request's Content-Type is ${mediaType}` : 'The request has no Content-Type, which counts as application/json'}; ${keys.length === 0 ? 'no request template is there' : `there are request templates for ${keys.join(', ')}`}, and passthrough behavior ${passthroughBehavior} lets no other body pass.`,
    remedy: ({ mediaType }) =>
      `Add a template for "${mediaType}" (or "$default") to "requestTemplates", set "passthroughBehavior" to WHEN_NO_MATCH, or let the client send another Content-Type.`,
  },
  'gateway-body-is-no-base64': {
    fault: 'user',
    what: ({ mediaType }) =>
      `"contentHandling" is CONVERT_TO_BINARY and ${mediaType} is none of "binaryMediaTypes", so the body is decoded as base64; it is none.`,
    remedy: ({ mediaType }) => `Add "${mediaType}" to "binaryMediaTypes", or send base64.`,
  },
  'gateway-answer-is-no-base64': {
    fault: 'user',
    what: ({ accept, contentType }) =>
      `The backend's answer (${contentType ?? 'no Content-Type'}) is decoded as base64, since the request's Accept is ${accept ?? 'missing'}; it is no base64.`,
    remedy: () => 'Add the type of the answer to "binaryMediaTypes", or set "contentHandling" to CONVERT_TO_TEXT.',
  },
  'gateway-template-needs-text': {
    fault: 'user',
    what: ({ contentHandling, mediaType }) =>
      contentHandling === 'CONVERT_TO_BINARY'
        ? 'A template is to render a body that "contentHandling" makes binary.'
        : `A template is to render a body of bytes: "binaryMediaTypes" cover ${mediaType}, even if there is no body.`,
    remedy: () => 'Set "contentHandling" to CONVERT_TO_TEXT, or remove the template for this content type.',
  },
  'gateway-mock-without-status': {
    fault: 'user',
    what: ({ rendered }) =>
      `A MOCK integration needs a bare integer "statusCode"; the request template gave ${quote(rendered)}.`,
    remedy: () => 'Write the request template {"statusCode": 200}.',
  },
  'gateway-proxy-not-post': {
    fault: 'user',
    what: ({ httpMethod }) =>
      `The integration calls Lambda with ${httpMethod}. Lambda is called with POST, whatever the client's method.`,
    remedy: () => 'Set "httpMethod" of the integration to POST, or leave it out.',
  },
  'gateway-no-function-in-uri': {
    fault: 'user',
    what: ({ uri }) => `The integration's uri names no Lambda function: ${uri}`,
    remedy: () =>
      'Write "function": "NAME", or arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/arn:aws:lambda:REGION:ACCOUNT:function:NAME/invocations.',
  },
  'gateway-no-service-endpoint': {
    fault: 'user',
    what: ({ uri, service }) =>
      `The integration calls the AWS service ${service} (${uri}), and no local endpoint is configured for it.`,
    remedy: ({ service, variable }) =>
      `Add "${service}": "http://127.0.0.1:PORT" to "serviceEndpoints", or set ${variable} or AWS_ENDPOINT_URL.`,
  },
  'gateway-function-slower-than-integration': {
    fault: 'user',
    what: ({ functionName, timeoutInMillis }) =>
      `${functionName} did not answer within the integration's ${timeoutInMillis} ms. It may still be running.`,
    remedy: () => 'Make the function faster, or call it asynchronously; API Gateway waits 29 s at the most.',
  },
  'gateway-invocation-type': {
    fault: 'user',
    what: ({ type }) => `X-Amz-Invocation-Type is mapped to ${quote(type)}, which Lambda does not know.`,
    remedy: () => `Write "integration.request.header.X-Amz-Invocation-Type": "'Event'"; capitals count.`,
  },
  'gateway-event-too-large': {
    fault: 'user',
    what: ({ functionName, bytes, limit }) =>
      `The event for ${functionName} has ${bytes} bytes; Lambda takes ${limit}, although API Gateway takes 10 MB.`,
    remedy: () => 'Send large files to a bucket with a presigned URL, and their key to the API.',
  },
  'gateway-event-is-no-json': {
    fault: 'user',
    what: ({ payload, reason }) => `The event for the function is no JSON: ${quote(payload)}. ${reason}`,
    remedy: () => 'Mend the request template (a missing quote or comma?), or let the client send JSON.',
  },
  'gateway-function-refused': {
    fault: 'user',
    what: ({ functionName, reason }) => `Lambda refused the call of ${functionName}: ${reason}`,
    remedy: () => 'Compare the function named in the integration with those in "functions".',
  },
  'gateway-function-error-passed-on': {
    fault: 'user',
    what: ({ functionName, errorMessage }) =>
      `${functionName} failed (${quote(errorMessage)}), and the client gets that with status 200: no selection pattern matched.`,
    remedy: () =>
      'Add a response whose "selectionPattern" matches the message, such as ".*Error.*" with "statusCode": "500".',
  },
  'gateway-invalid-endpoint': {
    fault: 'user',
    what: ({ url }) => `The integration's uri came to ${quote(url)}, which is no address.`,
    remedy: () => 'Look at the stage variables and path mappings in it: an undefined stage variable is empty.',
  },
  'gateway-backend-too-slow': {
    fault: 'user',
    what: ({ url, timeoutInMillis }) => `${url} did not answer within ${timeoutInMillis} ms.`,
    remedy: () => 'Look at the backend, or raise "timeoutInMillis" (29,000 at the most).',
  },
  'gateway-backend-unreachable': {
    fault: 'user',
    what: ({ url, reason }) => `Nothing answers at ${url}: ${reason}.`,
    remedy: () => 'Start the backend, or mend the uri of the integration.',
  },
  'gateway-backend-broke-off': {
    fault: 'user',
    what: ({ url, reason }) => `The connection to ${url} broke: ${reason}.`,
    remedy: () => 'Look at the log of the backend.',
  },
  'gateway-answer-too-large': {
    fault: 'user',
    what: ({ url, reason }) => `The answer of ${url} does not fit into API Gateway: ${reason}.`,
    remedy: () => 'Answer in pages, or with a presigned URL to a bucket.',
  },
  'gateway-no-integration-response': {
    fault: 'user',
    what: ({ text, of, status }) =>
      `${text === undefined ? `The function succeeded, its result has no ${of}` : `The ${of} ${quote(text)} matches no selection pattern`}, and there is no default integration response (backend status ${status}).`,
    remedy: () => 'Add "default": { "statusCode": "200" } to "responses" of the integration.',
  },
  'gateway-bad-selection-pattern': {
    fault: 'user',
    what: ({ pattern, reason }) => `The selection pattern ${quote(pattern)} can't be used: ${reason}`,
    remedy: () => 'Write a java.util.regex pattern that matches the whole text.',
  },
  'gateway-malformed-proxy-answer': {
    fault: 'user',
    what: ({ reason, payload }) => `The function returned ${reason}: ${quote(payload)}`,
    remedy: () => 'Return { statusCode: 200, headers: { … }, body: JSON.stringify(value) } and nothing else.',
  },
  'gateway-malformed-stream': {
    fault: 'user',
    what: ({ reason, payload }) => `The function streamed ${reason}: ${quote(payload)}`,
    remedy: () =>
      'Write to awslambda.HttpResponseStream.from(responseStream, { statusCode: 200, headers: { … } }), with a write (of "" at least) before end().',
  },
  'gateway-stream-cut': {
    fault: 'user',
    what: ({ reason, functionName, url, timeoutInMillis, idleMs }) =>
      `The streamed answer of ${functionName ?? url} was cut off: ${
        reason === 'timeout'
          ? `it took longer than the integration's ${timeoutInMillis} ms`
          : `nothing came for ${idleMs / 1000} s`
      }.`,
    remedy: ({ reason }) =>
      reason === 'timeout'
        ? 'Raise "timeoutInMillis": a streamed answer may take 900000 (15 minutes).'
        : 'Send something now and then, such as a comment line in a stream of server-sent events.',
  },
  'gateway-proxy-body-is-no-base64': {
    fault: 'user',
    what: () => 'The function set isBase64Encoded to true, the client accepts binary, and the body is no base64.',
    remedy: () => "Return body: buffer.toString('base64').",
  },
  'gateway-informational-status': {
    fault: 'user',
    what: ({ status }) =>
      `The answer has the status ${status}, which HTTP has for news on the way, never for an answer.`,
    remedy: () => 'Answer with a status from 200 to 599.',
  },
  'gateway-undeclared-status': {
    fault: 'user',
    what: ({ statusCode, declared }) =>
      `The integration response answers ${statusCode}, which the method response does not declare (it declares ${declared.join(', ') || 'none'}).`,
    remedy: ({ statusCode }) => `Add "${statusCode}": {} to "responses" of the method.`,
  },
  'gateway-unsendable-header': {
    fault: 'user',
    what: ({ name, value }) => `The header ${quote(name)} with the value ${quote(value)} can't be sent over HTTP.`,
    remedy: () => 'Remove line breaks and control characters from the value, and blanks from the name.',
  },
  'gateway-answer-without-cors': {
    fault: 'user',
    what: ({ origin }) =>
      `The page at ${origin} will not see this answer: it has no Access-Control-Allow-Origin, so the browser reports a CORS error instead.`,
    remedy: ({ by, functionName, type }) =>
      ({
        gateway: `Write "corsOnErrors": true at the top of routes.json, or give the gateway response ${type ?? ''} the header.`,
        function: `Return headers: { 'Access-Control-Allow-Origin': '*' } from ${functionName ?? 'the function'}: behind a proxy integration nobody else can.`,
        backend: 'Let the backend send the header: a proxy integration passes its headers on.',
        mapping:
          'Write "cors": true at the resource; for other statuses than 200 map the header in the integration response.',
      })[by],
  },
  'gateway-bug': {
    fault: 'system',
    what: ({ message }) => `Offstage itself failed: ${message}`,
    remedy: () => 'Please report this with the request that caused it.',
  },
};

function quote(text: string): string {
  return JSON.stringify(cut(text, 200));
}

function cut(text: string, length = 1000): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function are(stages: readonly string[]): string {
  return stages.length === 1 ? `is ${stages[0]}` : `are ${stages.join(', ')}`;
}
