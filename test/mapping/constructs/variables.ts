import { fails, prints, type Table } from './example.ts';

export const CONTEXT: Table = {
  title: '$context and $stageVariables',
  intro: '`$context` is what the gateway knows about the request; `$stageVariables` are those of the stage.',
  given: {
    context: {
      stage: 'v1',
      httpMethod: 'GET',
      requestTimeEpoch: 1745248101000,
      identity: { sourceIp: '192.0.2.1', user: null },
    },
    stageVariables: { table: 'pets', 'api-host': 'example.com' },
  },
  examples: [
    {
      construct: '`$context.name`',
      template: '$context.stage $context.httpMethod $context.identity.sourceIp $context["stage"] $context.get("stage")',
      expect: prints('v1 GET 192.0.2.1 v1 v1'),
      says: 'All ways into a map work.',
    },
    {
      construct: 'what is not there',
      template: '[$context.identity.user] [$context.authorizer.principalId] [$context.isCanaryRequest]',
      expect: prints('[] [] []'),
      says: 'Prints nothing: put it between quotes in JSON.',
    },
    {
      construct: 'keys',
      template: '$context.keySet() [$context.authorizer.keySet()]',
      expect: prints('[stage, httpMethod, requestTimeEpoch, identity] []'),
      says: 'The maps can be asked for their keys, though they print nothing themselves.',
    },
    {
      construct: 'numbers',
      template: '#set($later = $context.requestTimeEpoch + 1000)$later',
      expect: prints('1745248102000'),
      says: '`requestTimeEpoch` is a number, in milliseconds; `requestTime` is a text.',
    },
    {
      construct: '`$stageVariables`',
      template:
        '$stageVariables.table ${stageVariables["api-host"]} $stageVariables.get("table") [$stageVariables.none]',
      expect: prints('pets example.com pets []'),
      says: 'Texts. What is not set prints nothing.',
    },
  ],
};

const OVERRIDES_OF_A_REQUEST = {
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
};

export const OVERRIDES: Table = {
  title: 'Overrides',
  intro:
    'A template changes the request or the answer by writing into `$context`. It takes effect when the whole template was rendered, and wins over a parameter mapping of the same name. Beside the text the table says what is in `$context` then.',
  given: { context: OVERRIDES_OF_A_REQUEST },
  examples: [
    {
      construct: '`requestOverride`',
      template:
        '#set($context.requestOverride.header.X-Id = "7")#set($context.requestOverride.querystring.q = "a")#set($context.requestOverride.path.id = "8")',
      expect: prints('', {
        requestOverride: { header: { 'X-Id': '7' }, path: { id: '8' }, querystring: { q: 'a' } },
      }),
      says: 'In a request template: headers, query parameters and path parameters of the integration request.',
    },
    {
      construct: 'all ways of writing',
      template:
        '#set($n = "a")#set($context.requestOverride.header[$n] = "1")#set($context["requestOverride"].header["b"] = "2")$context.requestOverride.header.put("c", "3")',
      expect: prints('', {
        requestOverride: { header: { a: '1', b: '2', c: '3' } },
      }),
      says: 'By name, by `[…]` and by `put`.',
    },
    {
      construct: 'a list',
      template: '#set($context.requestOverride.header.X-All = ["a", "b"])',
      expect: prints('', {
        requestOverride: { header: { 'X-All': ['a', 'b'] } },
      }),
      says: 'Several values of one name.',
    },
    {
      construct: '`responseOverride`',
      template: '#set($context.responseOverride.status = 404)#set($context.responseOverride.header.X-Why = "none")',
      expect: prints('', {
        responseOverride: { header: { 'X-Why': 'none' }, status: 404 },
      }),
      says: 'The status, an integer from 100 to 599 (anything else is ignored), and headers. The status need not be declared.',
    },
    {
      construct: 'keys of your own',
      template: '#set($context.responseOverride.custom = "kept")$context.responseOverride.custom',
      expect: prints('kept', {
        responseOverride: { custom: 'kept' },
      }),
      says: 'A request template can leave a value there for the response template.',
    },
    {
      construct: 'a second time',
      template: '#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 404)',
      expect: fails('second time'),
      says: 'Each can be set once in a template; then the request fails with 500. Work the value out first.',
    },
  ],
};

export const UTIL: Table = {
  title: '$util',
  intro:
    'Six functions, no more: `$util.toJson`, `$util.error` and their like belong to AppSync. Each takes any value by its text.',
  examples: [
    {
      construct: '`escapeJavaScript`',
      template: '"$util.escapeJavaScript($input.body)"',
      body: 'it\'s "a/b"\n\té',
      expect: prints('"it\\\'s \\"a\\/b\\"\\n\\t\\u00E9"'),
      says: 'Makes a text fit between double quotes. It escapes `\'`, too, which JSON does not know: add `.replaceAll("\\\\\'", "\'")` where one can come.',
    },
    {
      construct: 'and a single quote',
      template: '"$util.escapeJavaScript($input.body).replaceAll("\\\\\'", "\'")"',
      body: 'it\'s "so"',
      expect: prints('"it\'s \\"so\\""'),
      says: 'The usual way to put a text into JSON.',
    },
    {
      construct: '`parseJson`',
      template: "#set($e = $util.parseJson($input.path('$.error')))$e.key.list[0] $e",
      body: '{"error":"{\\"key\\":{\\"list\\":[1,2]}}"}',
      expect: prints('1 {key={list=[1,2]}}'),
      says: 'JSON inside a text as a value, for example a function’s errorMessage.',
    },
    {
      construct: '`parseJson` of anything else',
      template: "$util.parseJson('{')",
      expect: fails("parseJson can't read"),
      says: 'The request fails.',
    },
    {
      construct: '`urlEncode` `urlDecode`',
      template: '$util.urlEncode("x=a+b c/é~") $util.urlDecode("a%2Bb+c")',
      expect: prints('x%3Da%2Bb+c%2F%C3%A9%7E a+b c'),
      says: 'As forms are encoded: a blank is `+`.',
    },
    {
      construct: '`base64Encode` `base64Decode`',
      template: '$util.base64Encode("é") $util.base64Decode("w6k=")',
      expect: prints('w6k= é'),
      says: 'Of UTF-8.',
    },
    {
      construct: 'of nothing',
      template: '[$util.escapeJavaScript($missing)$util.urlEncode($missing)$util.base64Encode($missing)]',
      expect: prints('[]'),
      says: 'The empty text.',
    },
    {
      construct: 'other names',
      template: '[$util.toJson("a")] [$util.escapeJavaScript()]',
      expect: prints('[] []'),
      says: 'A function that is not there prints nothing.',
    },
  ],
};
