import { describe, expect, it } from 'vitest';
import { readProject } from '../../../emulator/read-project.ts';
import { codes, load, only, writeProject } from '../fixture.ts';

/** What is found about the request template of `GET /pets/{id}`. */
async function templateProblems(template: unknown, files: Record<string, unknown> = {}, method: object = {}) {
  const integration = { type: 'AWS', function: 'hello', requestTemplates: { 'application/json': template } };
  return (await load({ resources: { '/pets/{id}': { GET: { ...method, integration } } } }, files)).problems;
}

describe('a template', () => {
  it('with a mistake is told at the place in routes.json, behind the escapes', async () => {
    const problem = only(await templateProblems('{\n  "id": "$input.params(\'id\')",\n  #if($x "y" #end\n}'));
    expect(problem.code).toBe('config-template-syntax');
    expect(problem.what).toMatch(/^The template for application\/json can't be read \(its line 3, column \d+\): /);
    const [line = '', caret = ''] = problem.detail.split('\n');
    expect(line).toContain('#if($x \\"y\\" #end');
    expect(caret.trimEnd().endsWith('^')).toBe(true);
    // Somewhere in the directive that is wrong.
    expect(caret.indexOf('^')).toBeGreaterThanOrEqual(line.indexOf('#if('));
  });

  it('with a mistake in a file is told at the place in the file', async () => {
    const [problem] = await templateProblems(
      { file: 'templates/one-pet.vtl' },
      { 'templates/one-pet.vtl': '{\n  #set($x = )\n}' },
    );
    expect(problem?.explanation).toMatchObject({ code: 'config-template-syntax', source: { line: 2 } });
    expect(problem?.explanation.source?.file).toMatch(/one-pet\.vtl$/);
    expect(problem?.explanation.detail).toMatch(/^2 \| {3}#set\(\$x = \)\n {2}\| +\^$/);
  });

  it.each([
    ['a block', '|\n            {\n              #set($x = )\n            }', '10:25'],
    ['a text in quotes', '"{\\n  #set($x = )\\n}"', '8:29'],
  ])('with a mistake in %s of a YAML document is told at its place there', async (_, template, place) => {
    const document = `openapi: 3.0.1
paths:
  /a:
    get:
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { }
        responses: { }
`.replace('requestTemplates: { }', `requestTemplates:\n          application/json: ${template}`);
    const root = writeProject({ 'api.yaml': document, 'routes.json': { openapi: 'api.yaml', stages: { v1: {} } } });
    const problem = only((await readProject({ root })).problems);
    expect(problem).toMatchObject({ code: 'config-template-syntax', place });
  });

  it('whose file isn’t there is told with the nearest', async () => {
    const problem = only(await templateProblems({ file: 'templates/onepet.vtl' }, { 'templates/one-pet.vtl': '' }));
    expect(problem).toMatchObject({
      code: 'config-missing-file',
      what: 'There is no templates/onepet.vtl, which is to be the request template.',
      remedy: 'Write "templates/one-pet.vtl".',
    });
  });

  it('of a response is read as well', async () => {
    const responses = { default: { statusCode: 200, responseTemplates: { 'application/json': '#if(' } } };
    const { problems } = await load({ resources: { '/': { GET: { integration: { type: 'MOCK', responses } } } } });
    expect(codes(problems)).toEqual(['error config-template-syntax']);
  });

  it('has at most 300 KB', async () => {
    expect(await templateProblems('x'.repeat(300 * 1024))).toEqual([]);
    expect(only(await templateProblems('x'.repeat(300 * 1024 + 1))).code).toBe('config-template-too-large');
  });
});

describe('a path variable in a template', () => {
  it.each([
    '$input.params().path.petId',
    "$input.params().path.get('petId')",
    "$input.params('ID')",
    '$!{input.params("ID")}',
  ])('that the path doesn’t have is warned of: %s', async (text) => {
    const problem = only(await templateProblems(`{ "id": "${text}" }`));
    expect(problem.code).toBe('config-path-variable');
    expect(problem.detail.split('\n')[1]?.indexOf('^')).toBe(
      (problem.detail.split('\n')[0]?.indexOf('input.params') as number) - (text.startsWith('$!') ? 3 : 1),
    );
  });

  it.each([
    "$input.params('id')",
    '$input.params().path.id',
    "$input.params('q')",
    '$input.params().path.keySet()',
    '$input.params().header.petId',
  ])('may be meant well: %s', async (text) => {
    expect(await templateProblems(`{ "id": "${text}" }`)).toEqual([]);
  });

  it('may be a header or a query parameter of nearly the same name', async () => {
    expect(
      await templateProblems("$input.params('ID')", {}, { requestParameters: { 'method.request.header.ID': false } }),
    ).toEqual([]);
  });

  it('in a file is told at its line', async () => {
    const [problem] = await templateProblems(
      { file: 'a.vtl' },
      { 'a.vtl': '{\n  "id": "$input.params().path.pet"\n}' },
    );
    expect(problem?.explanation.source).toMatchObject({ line: 2, column: 10 });
  });
});
