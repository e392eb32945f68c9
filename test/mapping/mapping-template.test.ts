import { describe, expect, it } from 'vitest';
import { type MappingTemplateInput, renderMappingTemplate } from '../../emulator/mapping/public.ts';

function render(template: string, input: Partial<MappingTemplateInput> = {}): string {
  return run(template, input).text;
}

function run(template: string, input: Partial<MappingTemplateInput> = {}): { text: string; context: object } {
  return renderMappingTemplate({
    phase: 'request',
    body: '',
    params: { path: {}, querystring: {}, header: {} },
    context: {},
    stageVariables: {},
    ...input,
    template,
  });
}

describe('$input', () => {
  it('gives the raw body, and {} for an empty one', () => {
    expect(render('$input.body', { body: '{ "a": 1 }' })).toBe('{ "a": 1 }');
    expect(render('$input.body|$input.json("$")|$input.body.x')).toBe('{}|{}|');
  });

  it('writes JSON without blanks, keeping order and numbers as they are', () => {
    const body = '{"b": 1.0, "2": {"x": "a/b"}, "1": [1, null, 12345678901234567890]}';
    expect(render("$input.json('$')", { body })).toBe('{"b":1.0,"2":{"x":"a/b"},"1":[1,null,12345678901234567890]}');
    expect(render("$input.json('$.missing')", { body })).toBe('""');
    expect(render("$input.json('$.b')", { body: '{"b":"6"}' })).toBe('"6"');
  });

  it('prints an object as a map and a list as JSON', () => {
    const body = '{"map":{"foo":[{"nested":"bar"}]},"list":[{"foo":"bar"}],"none":[]}';
    expect(
      render("$input.path('$.map') $input.path('$.list') $input.path('$.list')[0] $input.path('$.none')", { body }),
    ).toBe('{foo=[{"nested":"bar"}]} [{"foo":"bar"}] {foo=bar} []');
  });

  it('hands out the one body: what the template sets is there afterwards', () => {
    expect(render("#set($b = $input.path('$'))#set($b.url = \"x/$b.id\")$input.json('$')", { body: '{"id":7}' })).toBe(
      '{"id":7,"url":"x/7"}',
    );
  });

  it('takes a body that is no JSON for a text', () => {
    expect(render("$input.path('$').split('&')[1] $input.json('$.x')", { body: 'a=1&b=2' })).toBe('b=2 ""');
  });

  it('finds a parameter in path, query string and headers, in this order', () => {
    const params = { path: { a: '1' }, querystring: { a: '2', b: '3' }, header: { b: '4', C: '5' } };
    expect(render("$input.params('a')$input.params('b')$input.params('C')|$input.params('c')|", { params })).toBe(
      '135||',
    );
    expect(render('$input.params()', { params })).toBe('{path={a=1}, querystring={a=2, b=3}, header={b=4, C=5}}');
    expect(render("$input.params().header.get('C')", { params })).toBe('5');
  });

  it('keeps some headers from templates', () => {
    const params = { path: {}, querystring: {}, header: { Connection: 'close', Accept: 'x' } };
    expect(render("$input.params('Connection')|$input.params('Accept')|$input.params().header", { params })).toBe(
      '|x|{Accept=x}',
    );
  });
});

describe('$util', () => {
  it('escapes for JavaScript, both quotes and the slash', () => {
    expect(render('$util.escapeJavaScript($input.body)', { body: `it's "a/b"\n\té` })).toBe(
      'it\\\'s \\"a\\/b\\"\\n\\t\\u00E9',
    );
  });

  it('encodes and decodes', () => {
    expect(render('$util.urlEncode("x=a+b c~")$util.urlDecode("%C3%A9+x")')).toBe('x%3Da%2Bb+c%7Eé x');
    expect(render('$util.base64Encode("é")$util.base64Decode("w6k=")')).toBe('w6k=é');
    expect(render('$util.parseJson(\'{"a":[1,{"b":2}]}\').a[1].b')).toBe('2');
  });

  it('fails for a text that parseJson can’t read', () => {
    expect(() => render("$util.parseJson('{')")).toThrow(/parseJson can't read/);
  });
});

describe('$context and $stageVariables', () => {
  it('prints values, and nothing for maps', () => {
    const context = { stage: 'v1', identity: { sourceIp: '127.0.0.1', user: null }, requestTimeEpoch: 1700000000000 };
    expect(
      render(
        '$context.stage $context.identity.sourceIp [$context.identity.user] [$context.identity] $context.requestTimeEpoch',
        { context },
      ),
    ).toBe('v1 127.0.0.1 [] [] 1700000000000');
    expect(
      render('$stageVariables.a ${stageVariables["b"]}|$stageVariables.c', { stageVariables: { a: '1', b: '2' } }),
    ).toBe('1 2|');
  });

  it('gives back the overrides that the template set, and leaves the given context as it is', () => {
    const context = { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };
    const template =
      '#set($context.requestOverride.header.x = ["a", 1])#set($context.responseOverride.status = 444)' +
      '#set($name = "q")#set($context.requestOverride.querystring[$name] = "bar")$context.requestOverride.path.put("p", "v")';
    expect(run(template, { context }).context).toEqual({
      requestOverride: { header: { x: ['a', 1] }, path: { p: 'v' }, querystring: { q: 'bar' } },
      responseOverride: { header: {}, status: 444 },
    });
    expect(context.responseOverride).toEqual({ header: {} });
  });

  it('returns the given context when nothing was set', () => {
    const context = { a: { b: 1 } };
    expect(run('$context.a.b', { context }).context).toBe(context);
  });

  it('refuses a second override of the same parameter', () => {
    const context = { responseOverride: { header: {} } };
    const twice = '#set($context.responseOverride.status = 1)#set($context.responseOverride.status = 2)';
    expect(() => run(twice, { context })).toThrow(/second time/);
  });
});
