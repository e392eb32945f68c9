import { prints, type Table } from './example.ts';

export const INPUT: Table = {
  title: '$input',
  intro:
    "`$input` is the body and the client's parameters. In a response template the body is the backend's answer; the parameters are still the client's.",
  given: {
    body: '{"name":"Joey","age":4,"tags":["old"],"owner":{"name":"Ann"}}',
    params: {
      path: { id: '7' },
      querystring: { id: '8', sort: 'up', empty: '' },
      header: { Accept: 'text/plain', 'X-Trace': 'a,b', sort: 'down', Connection: 'close' },
    },
  },
  examples: [
    {
      construct: '`$input.body`',
      template: '$input.body [$input.body.name]',
      body: '{ "name": "Joey" }',
      expect: prints('{ "name": "Joey" } []'),
      says: 'The raw text, which has no members.',
    },
    {
      construct: 'no body',
      template: "$input.body [$input.path('$.name')] $input.json('$') $input.json('$.name')",
      body: '',
      expect: prints('{} [] {} ""'),
      says: 'An empty body is `{}`.',
    },
    {
      construct: '`$input.json(path)`',
      template: "$input.json('$') $input.json('$.owner') $input.json('$.name')",
      expect: prints('{"name":"Joey","age":4,"tags":["old"],"owner":{"name":"Ann"}} {"name":"Ann"} "Joey"'),
      says: 'The JSON text of what the path finds, without blanks.',
    },
    {
      construct: '`$input.json` of nothing',
      template: "$input.json('$.missing') $input.json('$..missing')",
      expect: prints('"" []'),
      says: 'Two quotes for a path that leads nowhere; a list for a path that can find several.',
    },
    {
      construct: '`$input.path(path)`',
      template: "#set($pet = $input.path('$'))$pet.name $pet.owner.name $pet.tags[0] $pet.tags.size()",
      expect: prints('Joey Ann old 1'),
      says: 'The value itself, to go on from.',
    },
    {
      construct: 'one body',
      template: "#set($pet = $input.path('$.owner'))#set($pet.id = \"x-$pet.name\")$input.json('$.owner')",
      expect: prints('{"name":"Ann","id":"x-Ann"}'),
      says: 'What is set in a value of the body is seen by all that comes after.',
    },
    {
      construct: 'a body that is no JSON',
      template: "$input.body [$input.json('$.a')] $input.path('$').split('&')[1]",
      body: 'a=1&b=2',
      expect: prints('a=1&b=2 [""] b=2'),
      says: 'It is one text.',
    },
    {
      construct: '`$input.params(name)`',
      template: "$input.params('id') $input.params('sort') $input.params('Accept')",
      expect: prints('7 up text/plain'),
      says: 'The first of path, query string and headers that has a value. The parameter need not be declared.',
    },
    {
      construct: 'a name that is not there',
      template: "[$input.params('none')] [$input.params('accept')] [$input.params('empty')]",
      expect: prints('[] [] []'),
      says: 'Gives the empty text. The name of a header has to be spelled as the client spells it.',
    },
    {
      construct: 'hidden headers',
      template: "[$input.params('Connection')] $input.params().header.keySet()",
      expect: prints('[] [Accept, X-Trace, sort]'),
      says: 'Connection, Content-Length, Content-MD5, Expect, Max-Forwards, Proxy-Authenticate, Server, TE, Trailer, Transfer-Encoding, Upgrade and WWW-Authenticate are empty although the client sent them.',
    },
    {
      construct: '`$input.params()`',
      template: '$input.params().keySet() $input.params().path',
      expect: prints('[path, querystring, header] {id=7}'),
      says: 'The three maps, in this order.',
    },
    {
      construct: 'one of the maps',
      template:
        "$input.params().querystring.id $input.params().get('querystring').get('sort') $input.params().header.get('X-Trace') $input.params()['path']['id']",
      expect: prints('8 up a,b 7'),
      says: 'When it matters where a parameter comes from. A comma does not split a value.',
    },
    {
      construct: 'all parameters',
      template:
        '{#foreach($type in $input.params().keySet())#set($all = $input.params().get($type))"$type":{#foreach($p in $all.keySet())"$p":"$util.escapeJavaScript($all.get($p))"#if($foreach.hasNext),#end#end}#if($foreach.hasNext),#end#end}',
      params: { path: { id: '7' }, querystring: { q: 'a"b' }, header: {} },
      expect: prints('{"path":{"id":"7"},"querystring":{"q":"a\\"b"},"header":{}}'),
      says: 'As the console’s Method Request passthrough template writes them.',
    },
  ],
};
