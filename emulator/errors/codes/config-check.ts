import type { CodeTable } from '../define.ts';
import { choose, list, quote } from './wording.ts';

interface Unknown {
  readonly name: string;
  readonly nearest?: string;
  readonly known: readonly string[];
}

/** What can be wrong with a configuration of the right form: parts that aren't there, what AWS refuses, what can only be a mistake. */
export interface ConfigCheckFacts {
  'config-no-stage': object;
  'config-beside-openapi': { readonly name: string; readonly path: string };
  'config-missing-file': {
    readonly role: string;
    readonly path: string;
    readonly reason: string;
    readonly nearest?: string;
  };
  'config-handler-format': { readonly name: string; readonly handler: string; readonly instead?: string };
  'config-missing-handler': {
    readonly name: string;
    readonly handler: string;
    readonly module: string;
    readonly nearest?: string;
  };
  'config-env-unset': { readonly variable: string; readonly name: string };
  'config-env-reserved': { readonly variable: string };
  'config-env-vars-unreadable': { readonly file: string; readonly reason: string };
  'config-env-vars-function': { readonly name: string; readonly nearest?: string };
  'config-env-vars-variable': {
    readonly variable: string;
    /** Undefined: it stands among those for every function. */
    readonly functionName?: string;
    readonly nearest?: string;
  };
  'config-unreserved-concurrency': {
    readonly reserved: number;
    readonly accountConcurrency: number;
    readonly least: number;
  };
  'config-env-too-large': { readonly name: string; readonly bytes: number; readonly most: number };
  'config-unknown-function': Unknown & { readonly stage?: string; readonly foundByName: boolean };
  'config-stage-variable-unset': { readonly name: string; readonly of: string; readonly stage: string };
  'config-unknown-model': Unknown;
  'config-unknown-validator': Unknown;
  'config-model-schema': {
    readonly model: string;
    readonly keyword: string;
    readonly value: string;
    readonly expected: string;
  };
  'config-path-slashes': { readonly path: string; readonly proper: string };
  'config-path-part': { readonly path: string; readonly part: string };
  'config-resource-clash': { readonly path: string; readonly other: string; readonly line: number };
  'config-sibling-variable': {
    readonly path: string;
    readonly part: string;
    readonly sibling: string;
    readonly siblingPath: string;
    readonly line: number;
  };
  'config-child-of-greedy': { readonly path: string; readonly greedy: string };
  'config-integration-target': {
    readonly problem: 'function-and-uri' | 'function-elsewhere' | 'no-function' | 'no-uri';
    readonly type: string;
  };
  'config-integration-method': { readonly type: string };
  'config-lambda-method': { readonly httpMethod: string };
  'config-uri': { readonly uri: string; readonly aws: string; readonly type: string };
  'config-service-endpoint': { service: string; variable: string; uri: string };
  'config-service-target': { action: string };
  'config-mapping-target': { readonly target: string; readonly expected: string };
  'config-mapping-source': { readonly expression: string; readonly side: 'request' | 'response' };
  'config-undeclared-parameter': { readonly expression: string; readonly declared: string };
  'config-undeclared-header': { readonly target: string; readonly statusCode: string };
  'config-undeclared-status': {
    readonly statusCode: string;
    readonly declared: readonly string[];
    readonly line: number;
    /** False: it is the default that an integration without responses gets. */
    readonly written: boolean;
  };
  'config-parameter-clash': { readonly name: string; readonly key: string; readonly other: string };
  'config-default-twice': object;
  'config-status-twice': { readonly statusCode: string; readonly line: number };
  'config-selection-pattern': { readonly pattern: string; readonly reason: string };
  'config-template-syntax': {
    readonly reason: string;
    readonly mediaType: string;
    readonly line?: number;
    readonly column?: number;
  };
  'config-template-too-large': { readonly bytes: number; readonly most: number };
  'config-path-variable': {
    readonly name: string;
    readonly path: string;
    readonly where: string;
    readonly nearest?: string;
  };
  'config-never-checked': { readonly part: string; readonly validator: string };
  'config-never-used': { readonly part: string; readonly type: string };
  'config-uri-placeholder': { readonly name: string };
  'config-cors-own-options': { readonly line: number };
  'config-cors-on-errors-hidden': { readonly type: string };
  'config-ignored-gateway-response': { readonly type: string };
  'config-timeout-quota': { readonly timeoutInMillis: number };
  'config-timeout-needs-streaming': { readonly timeoutInMillis: number };
  'config-streaming-type': { readonly type: string };
  'config-streaming-uri': { readonly isStreaming: boolean; readonly functionArn: string };
  'config-timeout-order': { readonly name: string; readonly timeout: number; readonly timeoutInMillis: number };
}

/** A longer list helps nobody. */
const MOST_NAMES = 8;

const unknown =
  (kind: string, where: string) =>
  ({ nearest, known }: Unknown): string =>
    nearest === undefined
      ? `Add it to ${where}${known.length === 0 || known.length > MOST_NAMES ? '.' : `, or write ${choose(known)}.`}`
      : `Write ${quote(nearest)}, or add the ${kind} to ${where}.`;

const TARGET: Readonly<
  Record<ConfigCheckFacts['config-integration-target']['problem'], readonly [what: string, remedy: string]>
> = {
  'function-and-uri': ['has a "function" and a "uri", which mean two targets', 'Remove one of them.'],
  'function-elsewhere': [
    "can't call a function",
    'Write "type": "AWS_PROXY" (or "AWS", with templates) to call it, or remove "function".',
  ],
  'no-function': ['says nothing to call', 'Add "function" with the name of one of the functions, or a "uri".'],
  'no-uri': ['says nothing to call', 'Add "uri" with the URL of the backend.'],
};

export const CONFIG_CHECK_CODES: CodeTable<ConfigCheckFacts> = {
  'config-no-stage': {
    fault: 'user',
    what: () => 'The project has an API and no stage, so nothing could call it.',
    remedy: () => 'Add "stages": { "v1": {} }; the resource /pets is then at /v1/pets.',
  },
  'config-beside-openapi': {
    fault: 'user',
    what: ({ name, path }) => `${quote(name)} stands beside "openapi", but the document ${path} says that itself.`,
    remedy: ({ name }) => `Remove ${quote(name)} here, or "openapi".`,
  },
  'config-missing-file': {
    fault: 'user',
    what: ({ role, path, reason }) =>
      reason === 'ENOENT'
        ? `There is no ${path}, which is to be ${role}.`
        : `${path}, ${role}, can't be read: ${reason}.`,
    remedy: ({ nearest, path }) =>
      nearest === undefined ? `Make ${path}, or correct the path.` : `Write ${quote(nearest)}.`,
  },
  'config-handler-format': {
    fault: 'user',
    what: ({ name, handler }) =>
      `The handler ${quote(handler)} of ${name} isn't the path of a module without its extension, a dot, and the export.`,
    remedy: ({ name, instead }) =>
      `Write ${quote(instead ?? `functions/${name}.handler`)}${instead === undefined ? ', or the like' : ''}.`,
  },
  'config-missing-handler': {
    fault: 'user',
    what: ({ name, module }) =>
      `The function ${name} has no file: there is no ${module}.ts, .mts, .cts, .js, .mjs, .cjs, .tsx or .jsx, and no index in a folder ${module}.`,
    remedy: ({ nearest, module }) =>
      nearest === undefined ? `Make ${module}.ts, or correct the handler.` : `Write ${quote(nearest)}.`,
  },
  'config-env-unset': {
    fault: 'user',
    what: ({ variable, name }) => `${variable} is filled from \${${name}}, and the .env file has no ${name}.`,
    remedy: ({ name }) => `Add ${name}=… to the .env file beside routes.json.`,
  },
  'config-env-reserved': {
    fault: 'user',
    what: ({ variable }) =>
      `Lambda sets ${variable} itself. AWS says: InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${variable}`,
    remedy: () => 'Give the variable another name.',
  },
  'config-env-vars-unreadable': {
    fault: 'user',
    what: ({ file, reason }) => `The file of --env-vars, ${file}, can't be read: ${reason}.`,
    remedy: () => 'Name a file that exists: {"Parameters": {"TABLE_NAME": "pets"}, "myFunction": {"STAGE": "dev"}}.',
  },
  'config-env-vars-function': {
    fault: 'user',
    what: ({ name }) => `The file of --env-vars has a section ${quote(name)}, and there is no function of that name.`,
    remedy: ({ nearest }) =>
      nearest === undefined
        ? 'Name a function, or write "Parameters" for variables of every function.'
        : `Write ${quote(nearest)}.`,
  },
  'config-env-vars-variable': {
    fault: 'user',
    what: ({ variable, functionName }) =>
      `The file of --env-vars sets ${variable}, which ${functionName === undefined ? 'no function declares' : `the function ${functionName} doesn't declare`}. As SAM does, Offstage changes only variables that a function declares.`,
    remedy: ({ variable, nearest }) =>
      nearest === undefined
        ? `Add ${quote(variable)} to the function's "environment" in routes.json: on AWS it would be missing, too.`
        : `Write ${nearest}, or add ${quote(variable)} to the function's "environment" in routes.json.`,
  },
  'config-unreserved-concurrency': {
    fault: 'user',
    what: ({ reserved, accountConcurrency, least }) =>
      `The functions reserve ${reserved} of the account's ${accountConcurrency} concurrent invocations; AWS refuses reservations that leave less than ${least} to the other functions.`,
    remedy: () => 'Lower "reservedConcurrency" of functions, or raise "accountConcurrency".',
  },
  'config-env-too-large': {
    fault: 'user',
    what: ({ name, bytes, most }) =>
      `The environment of ${name} is ${bytes.toLocaleString('en')} bytes long; Lambda takes ${most.toLocaleString('en')}.`,
    remedy: () => 'Move long values into a file that the function reads.',
  },
  'config-unknown-function': {
    fault: 'user',
    what: ({ name, stage }) =>
      `There is no function ${quote(name)}${stage === undefined ? '' : `, which the stage ${stage} calls`}.`,
    remedy: ({ foundByName, ...facts }) =>
      foundByName
        ? `Write functions/${facts.name}.ts (or .js, .mjs) with the export handler, or name its file in routes.json: "functions": { ${quote(facts.name)}: { "handler": "FILE.handler" } }.`
        : unknown('function', '"functions"')(facts),
  },
  'config-stage-variable-unset': {
    fault: 'user',
    what: ({ name, of, stage }) =>
      `The function ${quote(of)} can't be found: the stage ${stage} has no variable ${quote(name)}, which is empty then.`,
    remedy: ({ name, stage }) =>
      `Write its value in routes.json: "stages": { ${quote(stage)}: { "variables": { ${quote(name)}: "…" } } }.`,
  },
  'config-unknown-model': {
    fault: 'user',
    what: ({ name }) => `There is no model ${quote(name)}. AWS says: Invalid model identifier specified: ${name}.`,
    remedy: unknown('model', '"models"'),
  },
  'config-unknown-validator': {
    fault: 'user',
    what: ({ name }) =>
      `There is no request validator ${quote(name)}. AWS says: Invalid Request Validator identifier specified.`,
    remedy: unknown('request validator', '"requestValidators"'),
  },
  'config-model-schema': {
    fault: 'user',
    what: ({ model, keyword, value, expected }) =>
      `The model ${model} is no JSON Schema of draft 4: ${quote(keyword)} is ${value}; it has to be ${expected}.`,
    remedy: ({ keyword }) =>
      `Correct ${quote(keyword)}. API Gateway's models are JSON Schemas of draft 4, not of a later one.`,
  },
  'config-path-slashes': {
    fault: 'user',
    what: ({ path }) => `The path ${quote(path)} has a slash too many: no segment of a path is empty.`,
    remedy: ({ proper }) => `Write ${quote(proper)}. A request with a slash at its end finds the same resource.`,
  },
  'config-path-part': {
    fault: 'user',
    what: ({ path, part }) =>
      `${quote(part)} can't be a segment of the path ${path}. AWS says: Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.`,
    remedy: () =>
      'Write letters, digits and . _ - : ,, or a variable that is the whole segment: {name}, or {name+} for the rest of the path.',
  },
  'config-resource-clash': {
    fault: 'user',
    what: ({ path, other, line }) => `${quote(path)} is the same resource as ${quote(other)} on line ${line}.`,
    remedy: () => 'Join the two into one.',
  },
  'config-sibling-variable': {
    fault: 'user',
    what: ({ part, sibling, siblingPath, line }) =>
      `${part} would stand beside ${siblingPath} of line ${line}. AWS says: A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed.`,
    remedy: ({ path, part, sibling }) =>
      `Write ${quote(path.replace(part, sibling))}, with the name that the other path has.`,
  },
  'config-child-of-greedy': {
    fault: 'user',
    what: ({ path, greedy }) =>
      `${greedy} of ${path} takes the rest of every path, so nothing can follow it. AWS says: Cannot create a child of a resource with a greedy path variable: ${greedy}.`,
    remedy: ({ greedy }) => `Write ${greedy.replace('+', '')} for one segment, or end the path with ${greedy}.`,
  },
  'config-integration-target': {
    fault: 'user',
    what: ({ problem, type }) => `The integration of type ${type} ${TARGET[problem][0]}.`,
    remedy: ({ problem }) => TARGET[problem][1],
  },
  'config-integration-method': {
    fault: 'user',
    what: ({ type }) =>
      `The integration of type ${type} has no httpMethod. AWS says: Enumeration value for HttpMethod must be non-empty.`,
    remedy: ({ type }) =>
      type.startsWith('HTTP')
        ? 'Add "httpMethod": the method that the backend is called with.'
        : 'Add "httpMethod": "POST", with which Lambda is called.',
  },
  'config-lambda-method': {
    fault: 'user',
    what: ({ httpMethod }) =>
      `The function would be called with ${httpMethod}. AWS takes this and answers every request with 500, because Lambda is called with POST only.`,
    remedy: () => 'Write "POST". It is the method of the call to Lambda, not of the request.',
  },
  'config-uri': {
    fault: 'user',
    what: ({ uri, aws, type }) =>
      `The uri ${quote(uri)} can't be that of an integration of type ${type}. AWS says: ${aws.replace(/\.$/, '')}.`,
    remedy: ({ type }) =>
      type.startsWith('HTTP')
        ? 'Write a whole URL: "https://example.com/pets".'
        : 'Write "function" with a name instead of "uri", or arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations.',
  },
  'config-service-endpoint': {
    fault: 'user',
    what: ({ service }) =>
      `The integration calls the AWS service ${service}, and Offstage doesn't know where to send that: it calls no AWS service without a configured endpoint.`,
    remedy: ({ service, variable }) =>
      `Add "serviceEndpoints": { ${quote(service)}: "http://127.0.0.1:PORT" } with the address of a local ${service}, or set ${variable} or AWS_ENDPOINT_URL.`,
  },
  'config-service-target': {
    fault: 'user',
    what: ({ action }) =>
      `The integration calls ${action} of EventBridge without the header X-Amz-Target. API Gateway doesn't add it there, and EventBridge refuses the call.`,
    remedy: ({ action }) =>
      `Add "integration.request.header.X-Amz-Target": "'AWSEvents.${action}'" and "integration.request.header.Content-Type": "'application/x-amz-json-1.1'" to "requestParameters".`,
  },
  'config-mapping-target': {
    fault: 'user',
    what: ({ target, expected }) => `${quote(target)} names no parameter; it has to be ${expected}.`,
    remedy: ({ target, expected }) =>
      `Write ${quote(expected.replace(/\{.*?\}/, nearestPlace(target)).replace('NAME', lastName(target)))}, or the like.`,
  },
  'config-mapping-source': {
    fault: 'user',
    what: ({ expression }) =>
      `AWS says: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${expression}].`,
    remedy: ({ expression, side }) =>
      /^[\w$]+\.[\w$]+\./.test(expression)
        ? `Write ${side === 'request' ? 'method.request.{path|querystring|header}.NAME, method.request.body.PATH' : 'integration.response.header.NAME, integration.response.body.PATH'}, stageVariables.NAME or context.NAME.`
        : `Write ${quote(`'${expression.replaceAll("'", '')}'`)} for the text itself: a text stands in single quotes.`,
  },
  'config-undeclared-parameter': {
    fault: 'user',
    what: ({ expression, declared }) =>
      `${expression} is mapped, and the method doesn't declare ${declared}. AWS says: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${expression}].`,
    remedy: ({ declared }) =>
      `Add "requestParameters": { ${quote(declared)}: false } to the method (true: a request must have it).`,
  },
  'config-undeclared-header': {
    fault: 'user',
    what: ({ target, statusCode }) =>
      `The integration response sets ${target}, and the method response ${statusCode} doesn't declare it. AWS says: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${target}].`,
    remedy: ({ target, statusCode }) =>
      `Add it to the method's responses: "responses": { ${quote(statusCode)}: { "responseParameters": { ${quote(target)}: false } } }.`,
  },
  'config-undeclared-status': {
    fault: 'user',
    what: ({ statusCode, declared, line, written }) =>
      `The integration ${written ? `response has the status ${statusCode}` : `has no "responses" and so one with the status ${statusCode}`}, and the method of line ${line} has ${declared.length === 0 ? 'no method response at all' : `method responses for ${list(declared)} alone`}. On AWS such a request ends in 500: Output mapping refers to an invalid method response: ${statusCode}.`,
    remedy: ({ statusCode, declared, written }) =>
      written || declared.length === 0
        ? `Add ${quote(statusCode)}: {} to the method's "responses"${declared.join() === '200' ? ' (beside "200": {}, when the method has no "responses" yet)' : ''}.`
        : `Add "responses": { "default": { "statusCode": ${declared[0]} } } to the integration.`,
  },
  'config-parameter-clash': {
    fault: 'user',
    what: ({ name, key, other }) =>
      `${key} and ${other} have the same name ${quote(name)}. AWS says: Parameter names must be unique across querystring, header and path.`,
    remedy: () => 'Rename one of them.',
  },
  'config-default-twice': {
    fault: 'user',
    what: () => '"default" and "" are both the integration response that is taken where no pattern fits.',
    remedy: () => 'Keep one of them.',
  },
  'config-status-twice': {
    fault: 'user',
    what: ({ statusCode, line }) =>
      `The integration response on line ${line} has the status ${statusCode} already; AWS keeps one for each status.`,
    remedy: () => 'Join the two: their patterns with | between them.',
  },
  'config-selection-pattern': {
    fault: 'user',
    what: ({ pattern, reason }) =>
      `The selection pattern ${quote(pattern)} is no regular expression of Java's: ${reason.replace(/\.$/, '')}.`,
    remedy: () =>
      'Correct it, for example to ".*not found.*"; it has to match the whole text. A character with a meaning of its own is written behind \\\\.',
  },
  'config-template-syntax': {
    fault: 'user',
    what: ({ reason, mediaType, line, column }) =>
      `The template for ${mediaType} can't be read${line === undefined ? '' : ` (its line ${line}, column ${column})`}: ${reason.replace(/\.$/, '')}.`,
    remedy: () => 'Correct the template at this place: AWS would refuse it, or answer 500.',
  },
  'config-template-too-large': {
    fault: 'user',
    what: ({ bytes, most }) =>
      `The template is ${bytes.toLocaleString('en')} bytes long; API Gateway takes ${most.toLocaleString('en')}.`,
    remedy: () => 'Shorten it, or let the function do its work.',
  },
  'config-path-variable': {
    fault: 'user',
    what: ({ name, path, where }) =>
      `${where} means a path variable ${quote(name)}, which the path ${path} doesn't have; it is always missing.`,
    remedy: ({ nearest, name }) =>
      nearest === undefined ? `Add {${name}} to the path, or remove it here.` : `Write ${quote(nearest)}.`,
  },
  'config-never-checked': {
    fault: 'user',
    what: ({ part }) => `${part} is never checked: AWS takes it, but the method has no request validator.`,
    remedy: ({ validator }) => `Add "requestValidator": ${quote(validator)} to the method.`,
  },
  'config-never-used': {
    fault: 'user',
    what: ({ part, type }) =>
      `${part} is never used: AWS takes it, but an integration of type ${type} passes requests and answers on as they are.`,
    remedy: ({ type }) => `Remove it, or write "type": ${quote(type.replace('_PROXY', ''))} to have it used.`,
  },
  'config-uri-placeholder': {
    fault: 'user',
    what: ({ name }) => `Nothing fills {${name}} of the uri, so it is sent as it stands.`,
    remedy: ({ name }) =>
      `Add "requestParameters": { "integration.request.path.${name}": "method.request.path.${name}" } to the integration.`,
  },
  'config-cors-own-options': {
    fault: 'user',
    what: ({ line }) =>
      `The resource has "cors" and an OPTIONS method of its own on line ${line}; the method is kept as it is.`,
    remedy: () =>
      'Remove one of them. Beside its own OPTIONS, "cors" adds only Access-Control-Allow-Origin to the 200 answers.',
  },
  'config-cors-on-errors-hidden': {
    fault: 'user',
    what: ({ type }) =>
      `"corsOnErrors" doesn't reach ${type}: a gateway response that is set itself takes nothing from DEFAULT_4XX or DEFAULT_5XX, so a page can't read it.`,
    remedy: () => 'Add "gatewayresponse.header.Access-Control-Allow-Origin": "\'*\'" to its responseParameters.',
  },
  'config-ignored-gateway-response': {
    fault: 'user',
    what: ({ type }) => `AWS takes a gateway response for ${type} and ignores it.`,
    remedy: () => 'Remove it.',
  },
  'config-timeout-quota': {
    fault: 'user',
    what: ({ timeoutInMillis }) =>
      `timeoutInMillis is ${timeoutInMillis.toLocaleString('en')}; AWS takes more than 29,000 only where the account's quota was raised.`,
    remedy: () => 'Write 29000 or less, unless the quota was raised.',
  },
  'config-timeout-needs-streaming': {
    fault: 'user',
    what: ({ timeoutInMillis }) =>
      `timeoutInMillis is ${timeoutInMillis.toLocaleString('en')}; AWS takes that much for a streamed response only.`,
    remedy: () => 'Write 29000 or less, or "responseTransferMode": "STREAM".',
  },
  'config-streaming-type': {
    fault: 'user',
    what: ({ type }) =>
      `responseTransferMode STREAM stands at an integration of type ${type}; AWS streams proxies only.`,
    remedy: () => 'Use AWS_PROXY or HTTP_PROXY, or take responseTransferMode out.',
  },
  'config-streaming-uri': {
    fault: 'user',
    what: ({ isStreaming }) =>
      isStreaming
        ? 'The response is to be streamed, but the uri is that of the call which gives it whole.'
        : 'The uri is that of the call which streams a response, but responseTransferMode is not STREAM.',
    remedy: ({ isStreaming, functionArn }) =>
      isStreaming
        ? `Write arn:aws:apigateway:REGION:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations.`
        : `Write "responseTransferMode": "STREAM", or arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/${functionArn}/invocations.`,
  },
  'config-timeout-order': {
    fault: 'user',
    what: ({ name, timeout, timeoutInMillis }) =>
      `The client gets 504 after ${timeoutInMillis / 1000} s, while ${name} may run for ${timeout} s and goes on unseen.`,
    remedy: ({ name, timeoutInMillis }) =>
      `Give ${name} a "timeout" of ${Math.max(1, Math.floor(timeoutInMillis / 1000))} or less, or start long work without waiting for it.`,
  },
};

function nearestPlace(target: string): string {
  return /(querystring|header|path)/.exec(target)?.[1] ?? 'querystring';
}

function lastName(target: string): string {
  return (
    target
      .split('.')
      .at(-1)
      ?.replace(/[^A-Za-z0-9._$-]/g, '') || 'NAME'
  );
}
