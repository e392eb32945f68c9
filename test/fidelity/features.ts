import type { Feature } from './types.ts';

/** What is there, in the order of the request's way. Recorded: the answer was taken from a real stage. */
export const FEATURES: readonly Feature[] = [
  {
    feature: 'Routing',
    state: 'exact',
    detail: 'precedence, fall-back to a greedy sibling, double and trailing slashes, raw path parameters',
    proof: [
      ['gateway/route-match/match', 'route match'],
      ['gateway/route-match/match', 'goes on to a greedy resource when the resource that fits lacks the method'],
    ],
  },
  {
    feature: 'The stage in the path',
    state: 'exact',
    detail:
      'the other addresses (`{apiId}.execute-api.localhost`, `/restapis/…/_user_request_/…`, `/_aws/execute-api/…`) are Offstage’s own',
    proof: [['emulator/bad-input', 'the other addresses of a stage']],
  },
  {
    feature: 'Custom domains and base path mappings (customDomains)',
    state: 'approximate',
    detail:
      'the longest base path by whole segments, `(none)`, several levels, mappings that leave the stage to the path, names with `*`; `path`, `requestContext.path`, `domainName`, `domainPrefix` and `customDomain` as seen on AWS; signatures of IAM callers. On AWS a name needs a certificate and DNS, and HTTP is not spoken; /ping and /sping at its root are not answered here (`check` warns)',
    proof: [
      ['emulator/custom-domains', 'a custom domain'],
      ['config/check/custom-domains', 'a custom domain'],
      ['exporters/cloudformation/custom-domains', 'a custom domain in a template'],
    ],
  },
  {
    feature: 'A default endpoint that is disabled (disableExecuteApiEndpoint)',
    state: 'approximate',
    detail: 'it counts as soon as a file is saved; on AWS with the next deployment',
    proof: [
      [
        'emulator/custom-domains',
        'a default endpoint that is disabled answers 403 Forbidden, and the custom domain goes on',
      ],
      ['config/check/custom-domains', 'a default endpoint that is disabled'],
    ],
  },
  {
    feature: 'HTTPS (`offstage dev --https`, `httpsPort`)',
    state: 'approximate',
    detail:
      'TLS 1.2 and 1.3 with certificates of an authority of the project’s own, beside HTTP; HTTP/1.1 only, while AWS speaks HTTP/2 as well. The site stays on HTTP, as S3’s website endpoints are',
    proof: [
      ['emulator/https', 'HTTPS'],
      ['https/authority', 'the certificate authority of a project'],
      ['https/certificate', 'the certificate of the HTTPS port'],
    ],
  },
  {
    feature: 'Content-Encoding of requests',
    state: 'approximate',
    detail:
      'gzip, deflate and identity are decoded whatever minimumCompressionSize is, anything else is 415, as documented; the header stays in events, as seen on AWS',
    proof: [['gateway/method-request/content-encoding', 'the Content-Encoding of a request']],
  },
  {
    feature: 'Request validators',
    state: 'exact',
    detail: 'required parameters in one message, then the body',
    proof: [['gateway/method-request/validation', 'required parameters']],
  },
  {
    feature: 'Models',
    state: 'exact',
    detail:
      'JSON Schema draft 4, references between models, circles; the wording of the details (validationErrorString) is partly from memory',
    proof: [
      ['gateway/method-request/validation', 'a body'],
      ['gateway/method-request/violations', 'a model'],
    ],
  },
  {
    feature: 'Lambda authorizers',
    state: 'approximate',
    detail:
      'TOKEN and REQUEST: identity sources, validation expression, both events, every outcome with its bytes, context, API key, answers kept by authorizer, stage and identity, whose policy is asked for each request; a saved file empties what is kept. The text of an explicit denial is that of 2026 (`… with an explicit deny in an identity-based policy`; before, it ended in `with an explicit deny`). Every 500 is AUTHORIZER_CONFIGURATION_ERROR, as seen; the documentation has AUTHORIZER_FAILURE as well. A policy is read in IAM’s grammar to the letter: an element that IAM doesn’t know is a policy that can’t be used',
    proof: [
      ['gateway/method-request/lambda-authorizer/authorize', 'a Lambda authorizer'],
      ['gateway/method-request/lambda-authorizer/authorize', 'the identity of a Lambda authorizer'],
      ['gateway/method-request/lambda-authorizer/kept-answers', 'the answer of a Lambda authorizer'],
      ['emulator/lambda-authorizer', 'a Lambda authorizer, over a socket'],
      ['config/check/authorizers', 'an authorizer'],
    ],
  },
  {
    feature: 'Evaluation of policies',
    state: 'approximate',
    detail:
      'Effect, Action, Resource, Principal and their negations, wildcards, policy variables, condition operators with the keys that a request has here; a condition that can’t be judged denies, and the developer is told',
    proof: [
      ['gateway/method-request/policy/evaluate', 'evaluatePolicy'],
      ['gateway/method-request/policy/evaluate-generated', 'agrees with a naive evaluator'],
    ],
  },
  {
    feature: 'API keys',
    state: 'exact',
    detail: 'from the header or an authorizer, enabled, in a usage plan of the stage; two headers x-api-key are no key',
    proof: [
      [
        'gateway/method-request/api-key',
        'a method that requires an API key lets the enabled keys of the stage’s usage plans in',
      ],
      ['gateway/method-request/api-key', '%s is 403 Forbidden, and the developer learns why'],
      ['config/check/access', 'an API key'],
    ],
  },
  {
    feature: 'IAM authorization (AWS_IAM)',
    state: 'approximate',
    detail:
      'Signature Version 4 in the header and in presigned URLs, against the credentials in `iamUsers`; every account’s API is in us-east-1 and 000000000000 here, so that signatures have to be for us-east-1. What real clients were answered is answered here; no recording is at hand. Roles, groups and Cognito identities are not there, a user’s policy is one document',
    proof: [
      ['gateway/method-request/iam/authorize', 'a request that the real SDK has signed'],
      ['gateway/method-request/iam/authorize', 'a request without a good signature'],
      ['gateway/method-request/iam/authorize', 'the policy of a user'],
      [
        'gateway/method-request/iam/canonical-request',
        'is for random requests what the SDK signs, in headers and in presigned URLs',
      ],
      ['emulator/iam', 'a method with IAM authorization, over a socket'],
    ],
  },
  {
    feature: 'Resource policies',
    state: 'approximate',
    detail:
      'in AWS’s order with each kind of authorizer (tables A and B of the Developer Guide). aws:SourceIp is the address of the connection, 127.0.0.1 as a rule; `--source-ip` rehearses another. A change counts at once on a live stage, where AWS wants a new deployment, and on a pinned one with its next deployment',
    proof: [
      ['gateway/method-request/resource-policy/decide', 'a resource policy alone'],
      ['gateway/method-request/resource-policy/decide', 'a resource policy with IAM authorization'],
      ['gateway/method-request/resource-policy/decide', 'a resource policy with what a Lambda authorizer permits'],
      ['config/normalize/policies', 'a resource policy in routes.json'],
      ['emulator/iam', '--source-ip'],
    ],
  },
  {
    feature: 'Cognito user pool authorizers',
    state: 'approximate',
    detail:
      'tokens are verified (RS256 by the pool’s key set, issuer, times, kind, scopes, `aud`); claims as in events of AWS: texts, lists joined by commas, `exp` and `iat` as dates. Times are compared without leeway. A pool’s keys are kept until `dev` ends',
    proof: [
      ['gateway/method-request/cognito/authorize', 'a Cognito user pool authorizer'],
      ['gateway/method-request/cognito/authorize', 'ID and access tokens'],
      ['gateway/method-request/cognito/authorize', 'a token that nobody may come in with'],
      ['gateway/method-request/cognito/claims', 'claims as API Gateway shows them'],
      ['gateway/method-request/cognito/keys', 'the keys of a user pool'],
    ],
  },
  {
    feature: 'Tokens without a user pool (`offstage token`)',
    state: 'approximate',
    detail:
      'Offstage’s own: ID and access tokens in the form of Cognito’s, signed with a key of the project that nobody else trusts. There is no sign-in page, no refresh token, and no other call of Cognito',
    proof: [
      ['issuer/issue-token', 'a token of the local issuer'],
      ['issuer/local-issuer', 'the local issuer'],
      ['server/token-api', 'the token issuer on the control port'],
      ['cli/token', 'offstage token'],
    ],
  },
  {
    feature: 'Calling without authorizers (`--disable-authorizer`)',
    state: 'approximate',
    detail:
      'Offstage’s own: a method with an authorizer counts as one without, and `$context.authorizer` is empty; API keys, throttles and the resource policy hold. routes.json can’t say it',
    proof: [['emulator/iam', '--disable-authorizer']],
  },
  {
    feature: 'Usage plans: throttles and quotas',
    state: 'approximate',
    detail:
      'AWS counts on many machines, best effort; here every counter is exact. Token buckets per key and per method of a plan, quotas by the UTC calendar; `offset` is the day on which a period begins, as the ranges that AWS takes say (its documentation has another sentence as well). A refused request takes nothing, from no counter. `dev` keeps the counters until it ends',
    proof: [
      ['gateway/method-request/usage/check', 'a plan’s throttle'],
      ['gateway/method-request/usage/check', 'a quota'],
      ['gateway/method-request/usage/token-bucket', 'decides as a naive simulation does (seed %i)'],
      ['gateway/method-request/usage/quota-period', 'a %s with the offset %i at %s lasts from %s to before %s'],
      ['emulator/usage', 'a project’s keys open its stage, and the counters survive a reload of routes.json'],
    ],
  },
  {
    feature: 'Stages pinned to deployments (`offstage deployment`)',
    state: 'approximate',
    detail:
      'a stage follows the files unless it is pinned; a deployment holds what AWS’s holds (the resource policy as well), not functions, and what a stage sets counts at once. A route that isn’t deployed is 403 as on AWS, and told. Deployments are this machine’s: they are not those of AWS',
    proof: [
      ['emulator/pinned-stages', 'a pinned stage'],
      ['emulator/pinned-stages', 'a running emulator'],
      ['emulator/pinned-stages', 'bad luck'],
      ['gateway/choose-deployment', 'a pinned stage'],
      ['deployments-page', 'deployments that are made at the same time are all made'],
    ],
  },
  {
    feature: 'Canary releases (`offstage deployment create --canary`, `offstage canary`)',
    state: 'exact',
    detail: 'each request is drawn by itself; overrides, `$context.isCanaryRequest`, promotion',
    proof: [
      ['gateway/choose-deployment', 'a stage with a canary'],
      ['emulator/canary', 'a canary'],
      ['deployments/update-stage', 'UpdateStage of a canary'],
    ],
  },
  {
    feature: 'UpdateStage of a running emulator (`emulator.updateStage`)',
    state: 'approximate',
    detail:
      'deployment, canary, variables, description, throttles and caching, with AWS’s refusals; the answer has no dates. Metrics, execution logs, access logs, X-Ray and client certificates are refused as not rehearsed',
    proof: [['deployments/update-stage', 'UpdateStage']],
  },
  {
    feature: 'Throttling by method settings of a stage, and of the account',
    state: 'approximate',
    detail:
      'a bucket for each method; the account’s only where `accountThrottle` says it: the 10,000 requests per second that AWS gives an account are not rehearsed',
    proof: [
      ['gateway/method-request/usage/check', 'a stage’s throttle'],
      ['gateway/method-request/usage/check', 'the account’s throttle counts for all methods and stages together'],
      ['config/check/access', 'method settings'],
    ],
  },
  {
    feature: 'Caching (cacheClusterEnabled, method settings, cacheKeyParameters, cacheNamespace)',
    state: 'approximate',
    detail:
      'GET with a cache for all methods, others by their own entry; TTL, cache keys, bodies up to 1,048,576 bytes, `Cache-Control: max-age=0` with its three strategies and execute-api:InvalidateCache of an IAM user; statuses from 400 on are kept as well (seen on AWS), refusals of the gateway are not. A hit skips the request validator and everything behind it. Each deployment has a cache of its own, a canary with `useStageCache` too. All stages together keep 64 MB, whatever cacheClusterSize says. A saved file empties the cache, which on AWS stays; there is no call to flush it',
    proof: [
      ['gateway/cache/cache', 'a stage’s cache'],
      ['gateway/cache/cache', 'the cache key'],
      ['gateway/cache/cache', 'Cache-Control: max-age=0'],
      [
        'gateway/cache/responses',
        'kept answers take 64 MB at the most, and what was asked for least recently goes first',
      ],
      ['emulator/stage-settings', 'a stage with a cache answers from it until a file is saved'],
      ['config/check/caching', 'a cache key parameter'],
    ],
  },
  {
    feature: 'Access logs (accessLogSettings)',
    state: 'approximate',
    detail:
      'the console’s CLF, JSON, XML and CSV and every other format with the documented `$context` variables; lines go to a file or the terminal. Values are not escaped, but for line breaks. No line for what no stage answers (an unknown stage, a malformed request, a body over 10 MB). `waf`, `xrayTraceId` and client certificates are always `-`, and so is what a MOCK has no integration for',
    proof: [
      ['gateway/access-log/line', 'the line of an access log'],
      ['gateway/access-log/line', 'the integration'],
      ['gateway/access-log/line', 'who calls'],
      [
        'emulator/stage-settings',
        'an access log goes to its file, a line for each request, all of them there once the emulator is closed',
      ],
      ['config/check/access-log', 'an access log'],
    ],
  },
  {
    feature: 'Parameter mapping, uri placeholders, stage variables',
    state: 'exact',
    detail: 'every source and target, restricted headers, request overrides',
    proof: [
      ['gateway/integration-request/parameters', 'a mapping to a header'],
      ['gateway/integration-request/parameters', 'headers that can’t be set'],
      ['gateway/integration-request/parameters', 'an override of a request template'],
      [
        'gateway/integration-response/select',
        'maps headers from the answer, from its body, and from texts; a missing source is left out',
      ],
    ],
  },
  {
    feature: 'Choice of the request template, passthrough behaviors',
    state: 'exact',
    detail: 'by Content-Type, $default, then the three behaviors',
    proof: [['gateway/integration-request/select-template', 'the choice of a request template']],
  },
  {
    feature: 'Content handling, binary media types',
    state: 'exact',
    detail: 'requests and answers, with and without templates',
    proof: [
      ['gateway/integration-request/content', 'the body of a request'],
      ['gateway/integration-response/content', 'the body of an answer'],
      ['gateway/integration-request/event-rest', 'carries a body of a binary media type as base64, any other as text'],
    ],
  },
  {
    feature: 'Lambda proxy (AWS_PROXY)',
    state: 'exact',
    detail:
      'event 1.0 of a regional API to the last key, the rules for the answer; no CloudFront headers of an edge API',
    proof: [
      ['gateway/integration-request/event-rest', 'the event of a Lambda proxy integration'],
      ['gateway/integration-response/proxy-result', 'what a Lambda proxy function returned'],
    ],
  },
  {
    feature: 'Lambda custom (AWS), also asynchronous by X-Amz-Invocation-Type',
    state: 'exact',
    detail: 'event, error objects, selection, Lambda’s own refusals',
    proof: [
      ['gateway/integration/lambda', 'a custom integration with a function'],
      ['gateway/integration/lambda', 'that is no JSON is 400 in Lambda’s words'],
      ['emulator/pet-rescue', 'lists, finds and creates pets through custom integrations'],
    ],
  },
  {
    feature: 'HTTP and HTTP_PROXY',
    state: 'exact',
    detail: 'headers sent, dropped and renamed, query, uri',
    proof: [
      ['gateway/integration/http', 'an HTTP integration'],
      ['gateway/integration/http', 'an HTTP_PROXY integration'],
    ],
  },
  {
    feature: 'MOCK',
    state: 'exact',
    detail: 'with AWS’s lenient reading of statusCode',
    proof: [['gateway/integration-request/mock', 'the statusCode of a MOCK integration']],
  },
  {
    feature: 'AWS services: paths, and actions of DynamoDB, S3, SQS',
    state: 'exact',
    detail: 'sent to a configured local endpoint; requests are not signed, and no role is taken on',
    proof: [
      ['emulator/service-integrations', 'a path'],
      ['emulator/service-integrations', 'an action'],
    ],
  },
  {
    feature: 'AWS services: other actions',
    state: 'approximate',
    detail:
      'the action is in the query and, for services with a JSON protocol, in X-Amz-Target; SSM gets JSON here, on AWS its older query protocol; an answer is what the local service sends (XML is not turned into JSON)',
    proof: [
      [
        'emulator/service-integrations',
        'of a query service has its parameters in the query: those of the uri and the mapped ones',
      ],
      [
        'emulator/service-integrations',
        'of EventBridge has only the X-Amz-Target that is mapped, and a project without one is warned',
      ],
      ['emulator/service-integrations', 'carries a form to SQS, and its XML or JSON answer comes back as it is'],
    ],
  },
  {
    feature: 'Timeouts: 29 s and timeoutInMillis',
    state: 'exact',
    detail: '504 with AWS’s bytes',
    proof: [['gateway/integration/http', 'that is too slow is 504']],
  },
  {
    feature: 'Selection patterns, response mapping, response templates, overrides',
    state: 'exact',
    detail: 'java.util.regex over the whole text; undeclared status',
    proof: [
      ['gateway/integration-response/select', 'the selection of an integration response'],
      ['mapping/java-regex', 'compileJavaPattern'],
    ],
  },
  {
    feature: 'Compression of responses (minimumCompressionSize)',
    state: 'approximate',
    detail:
      'by size and the first choice of Accept-Encoding, as documented; the compressed bytes are zlib’s and may differ from AWS’s',
    proof: [['gateway/method-response/compress', 'a response']],
  },
  {
    feature: 'Gateway responses',
    state: 'exact',
    detail:
      'status, body and x-amzn-ErrorType of each type, DEFAULT_4XX and DEFAULT_5XX, templates, headers; the message of AUTHORIZER_FAILURE, EXPIRED_TOKEN, INVALID_SIGNATURE and RESOURCE_NOT_FOUND was not recorded',
    proof: [
      ['gateway/gateway-responses/render', 'a gateway response'],
      [
        'gateway/gateway-responses/render',
        'is covered by its default type alone, and keeps its status and x-amzn-ErrorType',
      ],
      [
        'gateway/gateway-responses/render',
        'a template is plain text with variables: no directive, no $input, no $util',
      ],
    ],
  },
  {
    feature: 'The headers that AWS adds',
    state: 'exact',
    detail:
      'x-amzn-RequestId, x-amz-apigw-id, x-amzn-ErrorType; X-Amzn-Trace-Id where a Lambda function, an HTTP backend or a service was called',
    proof: [
      ['gateway/gateway-responses/render', 'X-Amzn-Trace-Id'],
      ['gateway/gateway-responses/render', 'without a setting is the built-in one, to the byte'],
    ],
  },
  {
    feature: 'Mapping templates',
    state: 'exact',
    detail:
      'Velocity 1.7 with API Gateway’s differences, `$input`, `$util`, `$context`, overrides: every recorded render agrees',
    proof: [
      ['mapping/mapping-template', '$input'],
      ['mapping/references', 'references'],
      ['mapping/whitespace', 'blanks around directives'],
    ],
  },
  {
    feature: 'The wire: header spelling and order, repeated headers, raw paths',
    state: 'exact',
    detail: 'both ways, as recorded; HTTP/1.1 only',
    proof: [
      ['server/wire', 'keeps its path byte for byte: escapes, dots, repeated slashes'],
      ['server/wire', 'keeps the spelling, the lines and the order of the function’s headers'],
    ],
  },
  {
    feature: 'JSONPath',
    state: 'approximate',
    detail: 'Jayway’s dialect where its releases 2.4, 2.9 and 3.0 agree; which one AWS runs is not known',
    proof: [['mapping/json-path', 'queryJsonPath']],
  },
  {
    feature: 'TestInvokeMethod and its log (`offstage test-method`)',
    state: 'approximate',
    detail:
      'exact for MOCK; in the log of other backends filler stands for the signature, since nothing is signed, and the wording of some failures is from public logs',
    proof: [
      ['gateway/test-invoke/test-invoke', 'TestInvokeMethod'],
      ['gateway/test-invoke/execution-log', 'the execution log of a request that is answered'],
      ['cli/test-method', 'offstage test-method'],
    ],
  },
  {
    feature: 'OpenAPI 3.0 and Swagger 2.0: import (`dev --openapi`, `offstage import`)',
    state: 'exact',
    detail: 'all recorded documents; every extension and every word in them is read or told',
    proof: [
      ['importers/openapi', 'importOpenApi'],
      ['importers/extensions', 'is read by the import, or told to have no effect'],
      ['importers/extensions', 'are read by the import, each that is not told to have no effect'],
      ['cli/import', 'offstage import'],
    ],
  },
  {
    feature: 'OpenAPI 3.0 and Swagger 2.0: export (`offstage export`)',
    state: 'exact',
    detail: 'all recorded documents; what was not recorded (YAML, some settings) follows the documentation',
    proof: [
      ['exporters/openapi', 'exportApi'],
      ['exporters/round-trip', 'is what an import of it is exported as'],
      ['cli/export', 'offstage export'],
    ],
  },
  {
    feature: 'CloudFormation: export (`offstage export --format cloudformation`)',
    state: 'approximate',
    detail:
      'one stack with one stage, clean under cfn-lint; what a template can’t say is told (a canary, two stages on different deployments, quotas of the account, rights of functions beyond their logs)',
    proof: [
      ['exporters/cloudformation/template', 'tells every setting that is no part of a stack'],
      ['exporters/cloudformation/permissions', 'let the methods in that call a function, on every stage'],
      [
        'exporters/cloudformation/stage',
        'has another deployment for another API, and the same for another stage setting',
      ],
      ['cli/export', 'writes a CloudFormation template alone to stdout, and what it can’t say to stderr'],
    ],
  },
  {
    feature: 'The stack on AWS (`offstage deploy`)',
    state: 'approximate',
    detail:
      'functions, API, keys, plans, log groups and the site’s bucket by CloudFormation’s change sets, checked against emulators of AWS’s control plane and not on AWS itself. User pools, roles beyond calling functions, domains and what functions’ code calls are not made',
    proof: [
      ['deploy/deploy', 'deploy'],
      ['deploy/deploy', 'a dry run'],
      ['deploy/stack/change-stack', 'changeStack'],
      ['exporters/cloudformation/deploy-template', 'the template of a deploy'],
      ['cli/deploy', 'offstage deploy'],
    ],
  },
  {
    feature: 'Deployments, canaries and usage plans on AWS (`offstage deploy`)',
    state: 'approximate',
    detail:
      'CreateDeployment, then UpdateStage with the differences, checked against Offstage’s recorded UpdateStage and not on AWS itself. A canary gets the variables of the files that its stage has otherwise as overrides. What routes.json has no words for (logs, metrics, tracing, a client certificate) stays on the stage',
    proof: [
      [
        'deploy/stage/deploy-stage',
        'puts the deployment and all differences on it in one UpdateStage, and removes what is gone',
      ],
      [
        'deploy/stage/canary',
        'is made by CreateDeployment alone, with the variables of the files that the stage has otherwise',
      ],
      ['deploy/stage/canary', 'runs in the recorded order of operations, then removes the canary'],
      [
        'deploy/stage/usage-plans',
        'get stages back that a change of the stack took from them, of those that are on AWS',
      ],
      ['deploy/stage/lagging-stages', 'are looked at with their canaries'],
    ],
  },
  {
    feature: 'Code of functions and files of the site on AWS (`offstage deploy`)',
    state: 'approximate',
    detail:
      'zip files run as Lambda’s runtime loads them, checked with a loader that does the same and not on Lambda itself; packages with compiled code are refused. The site is what the local one serves, with the content types and without the Cache-Control of `aws s3 sync`; hidden files stay here',
    proof: [
      ['deploy/code/package-functions', 'a package runs as AWS loads it:'],
      ['deploy/code/package-functions', 'packages with compiled code, by their name'],
      ['deploy/code/files-beside', 'a file that code names from its own place comes along:'],
      ['deploy/site/upload-site', 'the site'],
      ['deploy/bucket/empty-bucket', 'is emptied of all versions and marks, page by page'],
      [
        'deploy/destroy',
        'lists what goes, asks, empties the buckets, releases the usage plans, and deletes the stacks, the one of the code last',
      ],
    ],
  },
  {
    feature: 'routes.json',
    state: 'exact',
    detail: 'Offstage’s own: every field has an effect, every word of AWS that is not there is refused at its line',
    proof: [
      ['config/fields', 'has an effect on the project: without it another one is made'],
      ['config/fields', 'what $schema.title can’t have yet is an error at its line, each'],
    ],
  },
  {
    feature: 'Functions',
    state: 'approximate',
    detail:
      'handlers, error payloads, environment variables and freeze as recorded; see below for what a laptop can’t do',
    proof: [
      ['lambda/handler-styles', 'handler styles'],
      ['lambda/faults', 'faults of a function'],
      ['lambda/faults-others', 'while a function'],
      ['lambda/faults-memory', 'memory'],
      ['lambda/faults-thrown', 'what an async handler throws'],
      ['lambda/faults-globals', 'a function that replaces'],
      ['lambda/faults-process', 'a function'],
      ['lambda/faults-load', '10,000 calls while functions reload'],
      ['lambda/environment', 'environment variables'],
    ],
  },
  {
    feature: 'Concurrency limits of functions (reservedConcurrency, accountConcurrency)',
    state: 'approximate',
    detail:
      'only a configured limit throttles: 429 for callers of the Lambda API, 500 behind API Gateway, as seen on AWS; invocations that wait for a local environment count as running',
    proof: [
      ['lambda/throttling', 'reservedConcurrency'],
      ['lambda/throttling', 'accountConcurrency'],
      ['server/lambda-throttling', 'answers a throttled call as Lambda does: %s'],
      ['emulator/function-settings', 'a throttled function behind API Gateway'],
    ],
  },
  {
    feature: 'Asynchronous invocations',
    state: 'approximate',
    detail:
      'two more attempts with the same request id, maximumRetryAttempts and maximumEventAgeInSeconds, throttled events wait; the waits are one and two seconds (`retryDelays`) instead of minutes, and a throttled event’s double from one second to 32 instead of five minutes; what is discarded is told, and goes to no queue or destination',
    proof: [['lambda/event-invocations', 'an event']],
  },
  {
    feature: 'Debugging functions (--inspect, --inline)',
    state: 'approximate',
    detail:
      'Offstage’s own: breakpoints in TypeScript sources, time-outs stand still while a debugger is attached; what `--inline` loses is in [debugging.md](debugging.md)',
    proof: [
      ['lambda/debugging', 'a TypeScript handler of type %s'],
      ['lambda/debugging', 'the inspector'],
      ['lambda/inline', 'inline functions'],
    ],
  },
  {
    feature: 'Credentials and endpoints of functions',
    state: 'approximate',
    detail:
      'keys that open nothing, or with `--aws-credentials` yours; the configured service endpoints and the Lambda API as AWS_ENDPOINT_URL variables',
    proof: [
      ['lambda/aws-credentials', "the developer's credentials"],
      ['emulator/function-settings', 'what functions find of AWS'],
    ],
  },
  {
    feature: 'The Lambda API (Invoke)',
    state: 'approximate',
    detail:
      'for SDKs and the CLI, without permissions: Invoke and InvokeWithResponseStream; every content type is taken, where the documentation speaks of a 415',
    proof: [
      ['server/lambda-api', 'the AWS SDK against the Lambda API'],
      ['server/lambda-api', 'the AWS CLI against the Lambda API'],
      ['server/lambda-streaming', 'gets what a handler writes, as it writes it'],
    ],
  },
  {
    feature: 'Response streaming (responseTransferMode STREAM, awslambda.streamifyResponse)',
    state: 'approximate',
    detail:
      'through REST proxies and the Lambda API, the first bytes before the handler ends; the bandwidth is not limited, and a client that leaves ends its function’s invocation, with the environment, where on AWS it runs on and is billed',
    proof: [
      ['emulator/response-streaming', 'a streamed Lambda proxy answer'],
      ['emulator/response-streaming', 'a streamed HTTP proxy answer'],
      ['lambda/streaming', 'a streaming handler'],
      ['server/lambda-streaming', 'gets what a handler writes, as it writes it'],
      ['lambda/streaming', 'a caller that leaves'],
    ],
  },
  {
    feature: 'Logs of functions (`offstage logs`, `--platform-logs`)',
    state: 'approximate',
    detail:
      'INIT_START, INIT_REPORT, START, END, REPORT, the runtime’s lines about errors, text and JSON; the newest 5,000 entries or 1 MB of each function are kept; the memory is what the thread’s heap and buffers have',
    proof: [
      ['lambda/platform-logs', 'the log of a function'],
      ['lambda/runtime-log', 'what the runtime writes about an error'],
      ['lambda/logs', 'what a function prints'],
      ['cli/invoke', 'offstage logs'],
    ],
  },
  {
    feature: 'S3 website',
    state: 'approximate',
    detail: 'index and error documents, redirects, conditionals, ranges, CORS rules: exact as far as recorded',
    proof: [
      ['static-site/plugin', 'a missing key'],
      ['static-site/cors-rules', 'a rule that fits'],
    ],
  },
];
