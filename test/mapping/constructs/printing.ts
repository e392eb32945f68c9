import { prints, type Table } from './example.ts';

export const PRINTING: Table = {
  title: 'How values print',
  intro:
    'Text in a template is text: objects print as Java prints them, which is no JSON. `$input.json` is what gives JSON.',
  given: {
    body: '{"map":{"a":1,"b":[{"c":"x"}]},"list":[{"c":"x/y"},1.0],"none":null,"yes":true,"int":7,"dec":1.50,"exp":1e3,"big":12345678901234567890,"text":"a\\"b"}',
  },
  examples: [
    {
      construct: 'an object',
      template: "$input.path('$.map')",
      expect: prints('{a=1, b=[{"c":"x"}]}'),
      says: 'A Java map; the lists in it print as JSON.',
    },
    {
      construct: 'a list of the body',
      template: "$input.path('$.list')",
      expect: prints('[{"c":"x\\/y"},1.0]'),
      says: 'As JSON without blanks, with slashes escaped.',
    },
    {
      construct: 'an item of it',
      template: "$input.path('$.list')[0]",
      expect: prints('{c=x/y}'),
      says: 'An object again.',
    },
    {
      construct: 'a list of the template',
      template: '#set($l = ["a", {"b": 1}])$l',
      expect: prints('[a, {b=1}]'),
      says: 'As Java prints it.',
    },
    {
      construct: 'JSON',
      template: "$input.json('$.map') $input.json('$.list')",
      expect: prints('{"a":1,"b":[{"c":"x"}]} [{"c":"x/y"},1.0]'),
      says: '`$input.json` gives JSON text, without blanks.',
    },
    {
      construct: 'numbers',
      template: "$input.path('$.int') $input.path('$.dec') $input.path('$.exp') $input.path('$.big')",
      expect: prints('7 1.5 1000.0 12345678901234567890'),
      says: 'Numbers with a point or an exponent are Doubles; whole ones keep all their digits.',
    },
    {
      construct: 'null, booleans',
      template: "[$input.path('$.none')] $input.path('$.yes') $input.json('$.none')",
      expect: prints('[] true null'),
      says: 'Null prints nothing, and `null` as JSON.',
    },
    {
      construct: 'a text',
      template: "$input.path('$.text') $input.json('$.text')",
      expect: prints('a"b "a\\"b"'),
      says: 'As it is; as JSON with quotes and escapes.',
    },
    {
      construct: '`$context` maps',
      template: '[$context.identity] [$context] $context.identity.sourceIp',
      context: { identity: { sourceIp: '192.0.2.1' } },
      expect: prints('[] [] 192.0.2.1'),
      says: '`$context` and the maps in it print nothing; their values do.',
    },
  ],
};
