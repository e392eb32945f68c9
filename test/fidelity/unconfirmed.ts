import type { FailingCase, Unconfirmed } from './types.ts';

/** Nobody recorded what AWS answers here; Offstage gives what is most likely. */
export const UNCONFIRMED: readonly Unconfirmed[] = [
  {
    situation: 'a path of a custom domain that no mapping takes, and an API whose default endpoint is disabled',
    answer:
      '403 `{"message":"Forbidden"}` with `x-amzn-ErrorType: ForbiddenException` (AWS documents the status alone)',
    proof: [
      [
        'emulator/custom-domains',
        'answers 403 Forbidden for a path that no mapping takes, with the mappings in the explanation',
      ],
      [
        'emulator/custom-domains',
        'a default endpoint that is disabled answers 403 Forbidden, and the custom domain goes on',
      ],
    ],
  },
  {
    situation: 'custom domains in `$context` of a mapping template and in the event of a Lambda authorizer',
    answer: 'as in the event of a proxy: `customDomain.basePathMatched`, and paths with the base path',
    proof: [
      ['emulator/custom-domains', 'is in the context as the domain of the request, with the base path in its path'],
      ['emulator/custom-domains', 'hands an authorizer the path with the base path, and the ARN without it'],
    ],
  },
  {
    situation: 'the body of the 403 that FAIL_WITH_403 gives to Cache-Control: max-age=0',
    answer:
      'ACCESS_DENIED: `{"Message":"User: … is not authorized to perform: execute-api:InvalidateCache on resource: …"}`',
    proof: [['gateway/cache/cache', 'is 403 with FAIL_WITH_403']],
  },
  {
    situation: 'the gateway’s own headers of an answer from the cache',
    answer: 'those of any answer of the method, with the ids of its own request; no Age and no X-Cache',
    proof: [
      ['gateway/cache/cache', 'gives each answer the ids of its own request'],
      [
        'gateway/cache/cache',
        'answers a GET without a call, with the status, the headers and the body of the first answer',
      ],
    ],
  },
  {
    situation:
      'the integration’s variables of a MOCK, and integration.error of other failures than a function’s, in access logs',
    answer: '`-`; the words of the execution log',
    proof: [
      ['gateway/access-log/line', 'that is a MOCK has nothing'],
      ['gateway/access-log/line', 'of a backend that is too slow says so'],
    ],
  },
  {
    situation:
      'an authorizer’s policy without a statement, of an unknown version, with an element that IAM doesn’t know',
    answer: '500 `{"message":null}`, as for what is no policy',
    proof: [['gateway/method-request/lambda-authorizer/authorize', 'that %s']],
  },
  {
    situation: 'an authorizer’s answer with `claims`, or with null, in its context; a principalId that is no text',
    answer: '500 `{"message":null}`',
    proof: [['gateway/method-request/lambda-authorizer/authorize', 'that %s']],
  },
  {
    situation: 'a method ARN over 1,600 bytes, of a method with authorization or under a resource policy',
    answer: '414 `{"message":"Request URI too long"}`; the documentation has the text, nobody its x-amzn-ErrorType',
    proof: [['gateway/method-request/authorize', 'is 414 before anybody is asked, with %j']],
  },
  {
    situation: 'an authorizer’s answer without a principalId',
    answer:
      '500 `{"message":null}`: the documentation says that it must be there; an article on the failures of authorizers calls it optional',
    proof: [['gateway/method-request/lambda-authorizer/authorize', 'that %s']],
  },
  {
    situation: 'an authorizer’s function that runs longer than any integration may',
    answer:
      '500 `{"message":null}` after 29 seconds. That the timeout of the method’s integration doesn’t count for it was seen; the 29 seconds were not',
    proof: [['gateway/method-request/lambda-authorizer/authorize', 'that %s']],
  },
  {
    situation: '`integrationLatency` beside a Lambda authorizer’s context, when its answer was kept',
    answer: '0; that it stands in events was seen',
    proof: [
      [
        'gateway/method-request/lambda-authorizer/kept-answers',
        'keeps context and key, and says that nobody was called',
      ],
    ],
  },
  {
    situation: 'an escape, a dot segment or a slash at the end of the path, in the ARN that policies are matched with',
    answer:
      'as they were sent: a Deny on `…/GET/pets/admin` says nothing of `…/GET/pets/%61dmin` and `…/GET/pets/admin/`',
    proof: [['gateway/method-request/authorize', 'see the path as it was sent: %s']],
  },
  {
    situation: 'a policy’s condition whose value is none of its operator’s (`IpAddress` of `10.0.0.0/80`)',
    answer: 'not judged, as for an unknown key: an Allow with it doesn’t allow, a Deny denies',
    proof: [['gateway/method-request/policy/evaluate', 'denies what it cannot judge: %j']],
  },
  {
    situation: 'a policy that takes more than ten million comparisons',
    answer: '403, as for an explicit denial; a function’s 6 MB of ordinary statements take half of them',
    proof: [
      ['gateway/method-request/policy/evaluate', 'gives up a policy that takes too long to compare, and denies: %s'],
      ['gateway/method-request/policy/evaluate', 'takes a policy as large as a function can return it'],
    ],
  },
  {
    situation: 'a clock of this machine that is behind that of a user pool',
    answer: '401: a token counts from its `iat` on, to the second, without leeway',
    proof: [['gateway/method-request/cognito/authorize', 'a token that nobody may come in with']],
  },
  {
    situation: 'a signature with `UNSIGNED-PAYLOAD`',
    answer: 'INVALID_SIGNATURE, as clients reported; the body is hashed whatever the header says',
    proof: [
      ['gateway/method-request/iam/authorize', 'is refused with an unsigned payload, which API Gateway does not take'],
    ],
  },
  {
    situation: 'the gateway response type of an UnrecognizedClientException (an access key that nobody has)',
    answer: 'DEFAULT_4XX, as seen of an IncompleteSignatureException; there is no type of its own',
    proof: [['gateway/method-request/iam/authorize', 'is an UnrecognizedClientException with the key of nobody']],
  },
  {
    situation: 'a signed request with X-HTTP-Method-Override',
    answer: 'the signature has to be for the method that the header names',
    proof: [['gateway/method-request/iam/authorize', 'is signed for the method that X-HTTP-Method-Override names']],
  },
  {
    situation: 'an imported authorizer that keeps answers for more than 3,600 seconds',
    answer: 'an error: CreateAuthorizer refuses it, and nobody saw an import take it',
    proof: [['config/normalize/open-api', 'with an authorizer that keeps its answers %s seconds is refused']],
  },
  {
    situation: 'a validation expression that backtracks without end on a token',
    answer: '401',
    proof: [['gateway/method-request/lambda-authorizer/authorize', 'has to match %s as a whole: %s']],
  },
  {
    situation: 'the gateway response type of a user pool’s token that has expired (its status and message were seen)',
    answer: 'UNAUTHORIZED, `x-amzn-ErrorType: UnauthorizedException`',
    proof: [['gateway/method-request/cognito/authorize', 'tells the client of a good token alone that it has expired']],
  },
  {
    situation: 'two Authorization headers, with a Cognito authorizer',
    answer: 'the last one counts, as in `headers` of an event',
    proof: [
      ['gateway/method-request/cognito/authorize', 'comes before a good one: the last Authorization header counts'],
    ],
  },
  {
    situation: 'a percent sign in the path that is no escape',
    answer: '400 `{"message":"Bad Request"}`; a greedy variable takes it as it is',
    proof: [['gateway/route-match/match', 'refuses a malformed escape with 400, and hands it on in a greedy variable']],
  },
  {
    situation: 'header values over 10,240 bytes together, a head that the parser gives up on, bytes that are no HTTP',
    answer: '400 `{"message":"Bad Request"}`',
    proof: [
      ['emulator/bad-input', 'headers over 10,240 bytes are 400, and so are those that the parser gives up on'],
      ['emulator/bad-input', 'what is no HTTP is 400, and a client that leaves in the middle of its body harms nobody'],
    ],
  },
  {
    situation: 'a plain `|`, `{` or `}` in the query',
    answer: '400 `{"message":"Bad Request"}`',
    proof: [['gateway/route-match/match', 'refuses a plain %s in the query with 400, and takes it encoded']],
  },
  {
    situation: 'a body over 10 MB',
    answer: '413, `text/plain`, `HTTP content length exceeded 10485760 bytes.`',
    proof: [['emulator/bad-input', 'a body of 10 MB and one byte is 413 in plain text, announced or chunked']],
  },
  {
    situation: 'a body that grows over 10 MB when it is decompressed',
    answer: 'the same 413',
    proof: [
      ['gateway/method-request/content-encoding', 'may make 10 MB of a body, and of more it makes 413 in plain text'],
    ],
  },
  {
    situation: 'several codings in Content-Encoding',
    answer: '415',
    proof: [
      ['gateway/method-request/content-encoding', 'that is unknown, several at once or not that of the body, is 415'],
    ],
  },
  {
    situation: 'the headers of a compressed answer, an empty answer, a refusal in an API that compresses',
    answer: 'Content-Encoding behind Content-Length and no Vary; neither of the other two is compressed',
    proof: [
      ['gateway/method-response/compress', 'is compressed with the coding that the client prefers, and says so'],
      ['gateway/method-response/compress', 'without a body stays without one'],
      ['gateway/method-response/compress', 'by which the gateway refuses is not compressed'],
    ],
  },
  {
    situation:
      'no Host or several, CONNECT, an unknown method, a plain `|`, `{` or `}` in the query, bytes beyond ASCII in the path',
    answer: '400 `{"message":"Bad Request"}`',
    proof: [['server/wire', '400 and nothing of the stage']],
  },
  {
    situation: 'an address over 10,240 bytes',
    answer: '414 `{"message":"Request URI too long"}`',
    proof: [['server/wire', 'is the answer to an address over 10,240 bytes']],
  },
  {
    situation: 'header bytes beyond ASCII',
    answer: 'read as Latin-1; written as Latin-1 as far as it reaches, else as UTF-8',
    proof: [
      ['server/wire', 'has its header bytes read as Latin-1'],
      ['server/wire', 'keeps the spelling, the lines and the order of the function’s headers'],
    ],
  },
  {
    situation: 'the status 204 with a body, a status below 200',
    answer: 'neither body nor Content-Length; 502 from a proxy, 500 from a mapping',
    proof: [
      ['server/wire', 'of status 204 has neither body nor length, and the next one follows'],
      ['gateway/integration-response/select', 'is 500 for a status that is no answer'],
    ],
  },
  {
    situation: 'a function’s success under the selection pattern `.*`',
    answer: 'matches it, as an empty text',
    proof: [
      [
        'gateway/integration-response/select',
        'reads a result without errorMessage as the empty text, which .* matches and .+ does not',
      ],
    ],
  },
  {
    situation: 'an unknown stage',
    answer: '403 `{"message":"Forbidden"}`, ForbiddenException',
    proof: [['emulator/bad-input', 'the other addresses of a stage']],
  },
  {
    situation: 'a function’s header with a line break',
    answer: '502 from a proxy, 500 from a mapping',
    proof: [['gateway/integration-response/proxy-result', 'is 502 when a header can’t be sent']],
  },
  {
    situation: 'a gateway response’s header with a line break, or with the name of one of the gateway’s own',
    answer: 'left out; sent as `x-amzn-Remapped-…`',
    proof: [
      ['gateway/gateway-responses/render', 'with a line break in its value is left out, and the developer is told'],
      ['gateway/gateway-responses/render', "of the names that are the gateway's own never stands beside them"],
    ],
  },
  {
    situation: 'a variable of a gateway response’s template that has no value',
    answer: 'empty',
    proof: [
      [
        'gateway/gateway-responses/render',
        'a template is plain text with variables: no directive, no $input, no $util',
      ],
    ],
  },
  {
    situation: 'a backend that nobody listens at',
    answer: '500; one that breaks off or is too slow: 504',
    proof: [
      ['gateway/integration/http', 'that nobody listens at is 500'],
      ['gateway/integration/http', 'that breaks off is 504'],
    ],
  },
  {
    situation: 'two headers x-api-key',
    answer: '403, whatever their values',
    proof: [['gateway/method-request/api-key', '%s is 403 Forbidden, and the developer learns why']],
  },
  {
    situation: 'a request that one of several limits refuses',
    answer: 'takes nothing from the others: no quota (seen by one observer) and no token',
    proof: [
      ['gateway/method-request/usage/check', 'isn’t used by requests that are throttled'],
      ['gateway/method-request/usage/check', 'of one method counts beside that of the plan'],
    ],
  },
  {
    situation: 'a key whose quota and whose throttle are used up',
    answer: '429 Limit Exceeded',
    proof: [['gateway/method-request/usage/check', 'is looked at before the throttle']],
  },
  {
    situation: 'a usage plan’s `offset` of a week or a month',
    answer:
      'the day on which a period begins, as the SDKs’ documentation said and as the values say that AWS takes; elsewhere AWS writes of requests taken off the first period',
    proof: [['gateway/method-request/usage/quota-period', 'a %s with the offset %i at %s lasts from %s to before %s']],
  },
  {
    situation: 'a throttled call of the Lambda API',
    answer:
      '`{"Reason":"…LimitExceeded","Type":"User","message":"Rate Exceeded."}`, with `message` in lower case, as SDKs read it and as seen in public logs',
    proof: [['server/lambda-throttling', 'answers a throttled call as Lambda does: %s']],
  },
  {
    situation: 'an event over 6 MB',
    answer: '500',
    proof: [['lambda/faults', 'refuses an event of more than 6 MB']],
  },
  {
    situation: '`$util.escapeJavaScript` of a single quote',
    answer: "`\\'`, as the documentation says",
    proof: [['mapping/mapping-template', 'escapes for JavaScript, both quotes and the slash']],
  },
  {
    situation: 'the site: 400, 412, 416 pages, a bare OPTIONS',
    answer: 'S3’s error page in HTML; 403',
    proof: [
      ['static-site/plugin', 'bad requests'],
      ['static-site/cors-rules', 'answers OPTIONS with 403 and says that CORS is not enabled'],
    ],
  },
  {
    situation: 'a signature with a part missing or of the wrong form',
    answer:
      '403, IncompleteSignatureException, gateway response DEFAULT_4XX. Missing parameters and pairs without `=` were seen of API Gateway, the other texts of services with the same front; the order of the checks is theirs',
    proof: [
      ['gateway/method-request/iam/authorize', 'is an IncompleteSignatureException with Authorization: %s'],
      ['gateway/method-request/iam/authorize', 'is told what is wrong when %s is %s'],
    ],
  },
  {
    situation: 'a signature by somebody unknown, or with a session token that isn’t the key’s',
    answer: '403, UnrecognizedClientException as seen, gateway response DEFAULT_4XX',
    proof: [['gateway/method-request/iam/authorize', 'is an UnrecognizedClientException with the key of nobody']],
  },
  {
    situation: 'a signature that doesn’t match',
    answer:
      '403 INVALID_SIGNATURE with the canonical string and the string to sign; some real answers stop before them',
    proof: [
      [
        'gateway/method-request/iam/authorize',
        'gets what should have been signed when the secret is wrong, and the developer no token',
      ],
    ],
  },
  {
    situation: 'a presigned URL',
    answer: 'good for X-Amz-Expires, a week at most; without it for five minutes, as any signature',
    proof: [
      [
        'gateway/method-request/iam/authorize',
        'is expired when a presigned URL is over, and refused when it says nonsense',
      ],
    ],
  },
  {
    situation: 'an IAM user or an anonymous caller whom no policy allows',
    answer:
      '`User: … is not authorized to perform: execute-api:Invoke on resource: …`, with an explicit Deny ` with an explicit deny`; answers of 2026 go on with the kind of policy (`because no resource-based policy allows the execute-api:Invoke action`)',
    proof: [
      ['gateway/method-request/resource-policy/decide', 'refuses what no statement allows, in AWS’s words'],
      ['gateway/method-request/iam/authorize', 'refuses in AWS’s words where none does, and where one denies'],
    ],
  },
  {
    situation: 'repeated slashes and `+` in what is signed',
    answer: 'empty segments of the path don’t count, and a plain `+` in the query is a blank',
    proof: [
      ['gateway/method-request/iam/canonical-request', 'encodes the path %s as %s'],
      ['gateway/method-request/iam/canonical-request', 'writes the query %s as %s'],
    ],
  },
  {
    situation: 'UpdateStage with a value that a setting can’t have (a percentage beyond 100, a TTL of 3,601)',
    answer: 'BadRequestException; what it says is Offstage’s own',
    proof: [['deployments/update-stage', 'refuses the percentage %j']],
  },
  {
    situation: 'the requestContext of a proxy event on a stage with a canary',
    answer: '`isCanaryRequest` is in it, true or false, as in `$context`',
    proof: [['gateway/choose-deployment', 'shows a function which it was']],
  },
  {
    situation: 'how UpdateUsagePlan names a method whose throttle a deploy sets, where its path has several parts',
    answer:
      '`/apiStages/API:STAGE/throttle//pets/{id}/GET/rateLimit`, as Terraform writes it; with one part this was shown on AWS, which then has `/pets/GET`',
    proof: [['deploy/stage/usage-plans', 'open it, with its throttles of methods']],
  },
  {
    situation: 'whether a change that CloudFormation makes to a usage plan takes its stages from it',
    answer: 'not relied on: a deploy reads the plan and puts back what is missing',
    proof: [
      [
        'deploy/stage/usage-plans',
        'get stages back that a change of the stack took from them, of those that are on AWS',
      ],
    ],
  },
  {
    situation: 'the longest description of a deployment on AWS',
    answer: '1,024 characters, as documented of the deployments of HTTP APIs; Offstage needs 28 of them',
    proof: [['deploy/stage/deploy-stage', 'takes a description that just fits']],
  },
  {
    situation: 'how much one UpdateStage may change',
    answer: '80 operations, as serverless-api-gateway-caching found; AWS’s refusal of more is known, the limit is not',
    proof: [['deploy/stage/deploy-stage', 'is changed by several UpdateStages where one would be too large for AWS']],
  },
  {
    situation: 'an UpdateStage while the stage’s cache is made, or taken away',
    answer:
      'sent, and AWS’s answer is told. Method settings are taken meanwhile (the same plugin sends them); of a new deployment nobody said so',
    proof: [
      ['deploy/stage/deploy-stage', 'makes it by CreateDeployment and gives it the rest by one UpdateStage'],
      ['deploy/stage/stage-patches', 'ask for one that the files have, with its size'],
    ],
  },
  {
    situation: 'what AWS does with a stage’s settings of the method ANY',
    answer:
      'they are sent as those of any method, without caching unless it is said; plugins write GET, POST and so on instead',
    proof: [['deploy/stage/deploy-stage', 'lets GET alone follow the caching of all methods']],
  },
  {
    situation: 'a method’s settings that are removed by the UpdateStage that changes other things as well',
    answer: 'not relied on: a deploy removes them by a call of their own',
    proof: [
      [
        'deploy/stage/deploy-stage',
        'puts the deployment and all differences on it in one UpdateStage, and removes what is gone',
      ],
    ],
  },
];

export const FAILING_CASES: readonly FailingCase[] = [
  {
    cases: 'unit-vtl-functions',
    reason: "one step wants a single quote unescaped; AWS’s documentation says `\\'` and nothing was recorded",
  },
  {
    cases: 'header-remap-http-full-mapping',
    reason:
      'the expectation asks for a JSON number where the upstream’s echo can only have text; everything else in it agrees',
  },
];

/** What a laptop can’t do as Lambda does. */
export const FUNCTIONS: readonly string[] = [
  'An idle environment is a thread that is blocked, not a frozen virtual machine: what it handed to the system before (an open socket, a file being written) goes on. JavaScript of a finished invocation does not run before the next one, except for the one turn of the event loop that Lambda grants, too.',
  '`memorySize` is not as tight as on AWS. Node ends the whole process when a thread’s heap can’t take one allocation, so the heap’s cap is 2,000 MB, or memorySize and 1,024 MB more; besides, an environment is ended once it has taken its memorySize and 256 MB, or, where all together have taken 2,048 MB, its memorySize. What each has taken is an estimate: the process’s growth goes to those who touched new pages meanwhile (Linux), or computed (elsewhere, where one that computes much beside one that takes much may be ended in its place). A small overrun passes here and fails there.',
  'One call of a built-in function that takes more than that cap, such as `new Array(2 ** 32 - 1).fill(0)`, can still end the process: no thread can be ended inside of it.',
  'Functions are bundled with esbuild, as most deployments do; packages with compiled code are not. `__dirname` of a CommonJS module and `import.meta.url` are those of each module’s own source file, where a bundle on AWS has those of the bundle.',
  'All threads share the process: `process.chdir` and `process.umask` are refused, native crashes are the process’s. The descriptors 0 to 2 are a function’s own: what it writes to 1 and 2 is its log, and closing them does nothing; with the threads that it starts itself it is the same.',
  'A process that a function began is killed with its environment. A thread can’t be ended inside of a synchronous call of the system (`execSync`): its invocation is timed out at once, the thread ends when the call returns. (`offstage dev` ends the process it waits for when it is stopped itself.)',
  'Environments are bounded at 25; calls beyond them queue, where AWS would start more. Calls that other calls wait for go beyond the bound, up to 32 more: known by their trace, or by standing still.',
  'An idle environment ends after 30 seconds, the last one of a function after five minutes. Lambda tells only extensions of the end (SIGTERM), and there are none: a function learns of it neither here nor there.',
  'The Node version is yours; `runtime` sets what the function sees of its environment.',
];
