import { explainTemplateFailure } from '../../emulator/mapping/explain-failure.ts';
import { renderMapping } from '../../emulator/mapping/render.ts';
import { compileTemplate } from '../../emulator/mapping/template.ts';
import { CONTEXT_VARIABLES, type ContextVariable } from '../mapping/constructs/context-variables.ts';
import type { Example, Given, Table } from '../mapping/constructs/example.ts';
import { TABLES } from '../mapping/constructs/tables.ts';

/** docs/templates.md: how each construct of a mapping template behaves, from the examples that test/mapping renders. */
export function templatesPage(): string {
  return `${[
    '<!-- Made by test/docs.test.ts from test/mapping/constructs: npx vitest run test/docs.test.ts -u -->',
    INTRO,
    contents(),
    READING,
    ...TABLES.map(section),
    contextVariables(),
    failures(),
  ].join('\n\n')}\n`;
}

const INTRO = `# Mapping templates

A mapping template turns one text into another: the client's body into what the backend gets, or the backend's answer into what the client gets. It is written in the Velocity Template Language. API Gateway runs Velocity 1.7 with three differences, and Offstage does what API Gateway does:

- What has no value prints nothing and is the empty text. Velocity prints the reference as it is written.
- There are no macros: the definition vanishes, the call is printed as it is written.
- There is no \`#evaluate\`.

A template for the body \`{"name":"Rex","tags":["old","dog"]}\` of \`POST /pets/7\`:

\`\`\`velocity
#set($pet = $input.path('$'))
{
  "id": "$input.params('id')",
  "name": $input.json('$.name'),
  "tags": [#foreach($tag in $pet.tags)"$tag"#if($foreach.hasNext), #end#end]
}
\`\`\`

Try one without a gateway: \`offstage render pet.vtl --body pet.json --params path.id=7 --trace\` prints the result and the value of each reference ([commands](commands.md#offstage-render-template)). Test one with \`renderMappingTemplate\` ([the library](library.md)).`;

const READING = `## How to read the tables

Every row is a test: the template is rendered and the text compared, character by character. \`⏎\` stands for a newline, \`␣\` for a blank at the end of a text or beside another, and *nothing* for the empty text. *refused* means that the template is wrong and that \`dev\` and \`check\` say so; *fails* means that the request fails with 500. A last column says what Velocity 1.7 does with its own settings, where that is something else.`;

function failures(): string {
  return `## When a template fails

A template that can't be parsed is found when routes.json is loaded: \`dev\` and \`check\` show file, line and column (of a template that stands in routes.json or in an OpenAPI document, those of that file), the line and a caret below the place. AWS, as far as is known, notices it when a request comes, and answers 500.

A template that fails while it is rendered answers as on AWS: 500 \`{"message": "Internal server error"}\`, the gateway response API_CONFIGURATION_ERROR. The terminal says at which line, in which expression, and what the values of its parts were:

\`\`\`
${sampleFailure()}
\`\`\``;
}

/** What the developer is told about a template that asks for an item that isn't there. */
function sampleFailure(): string {
  const text = `#set($i = 9)\n{ "tag": "$input.path('$.tags').get($i)" }`;
  const params = { path: {}, querystring: {}, header: {} };
  try {
    renderMapping(compileTemplate(text), { body: '{"tags":["old","dog"]}', params, context: {}, stageVariables: {} });
  } catch (error) {
    const source = { file: 'routes.json', line: 1, column: 1 };
    const explanation = explainTemplateFailure({ text, source, inline: true }, error);
    if (explanation) return [explanation.what, explanation.detail].join('\n\n');
  }
  throw new Error('the sample did not fail');
}

function contents(): string {
  const titles = [...TABLES.map(({ title }) => title), CONTEXT_TITLE, 'When a template fails'];
  return titles.map((title) => `[${title}](#${anchor(title)})`).join(' · ');
}

/** As GitHub makes the anchor of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function section({ title, intro, given, examples }: Table): string {
  const hasNotes = examples.some(({ velocity }) => velocity !== undefined);
  const head = ['construct', 'template', 'prints', 'what it does', ...(hasNotes ? ['Velocity 1.7'] : [])];
  const rows = examples.map((example) => [
    example.construct,
    [code(example.template), ...givens(example).map(([name, value]) => `${name} ${code(value)}`)].join('<br>'),
    outcome(example),
    example.says,
    ...(hasNotes ? [example.velocity ?? ''] : []),
  ]);
  return [`## ${title}`, intro, ...(given ? [givenBlock(given)] : []), table(head, rows)].join('\n\n');
}

function outcome({ expect }: Example): string {
  if (expect.kind === 'refused') return `*refused*: ${expect.reason}`;
  if (expect.kind === 'failed') return `*fails*: ${expect.reason}`;
  const text = expect.text === '' ? '*nothing*' : code(expect.text);
  return expect.context ? `${text}<br>\`$context\` is ${code(JSON.stringify(expect.context))}` : text;
}

function givenBlock(given: Given): string {
  const lines = givens(given).map(([name, value]) => `${name}: ${value}`);
  return `Given in all of these:\n\n\`\`\`\n${lines.join('\n')}\n\`\`\``;
}

/** What is given, by the name that the page has for it. */
function givens({ variables, body, params, context, stageVariables }: Given): [name: string, value: string][] {
  const all: [string, string][] = Object.entries(variables ?? {}).map(([name, value]) => [`$${name}`, show(value)]);
  if (body !== undefined) all.push(['body', body === '' ? 'none' : body]);
  for (const [place, values] of Object.entries(params ?? {})) all.push([place, show(values)]);
  if (context) all.push(['$context', show(context)]);
  if (stageVariables) all.push(['$stageVariables', show(stageVariables)]);
  return all;
}

const show = (value: unknown): string => JSON.stringify(value);

/** A text as code in a cell of a table. */
function code(text: string): string {
  const visible = text
    .replaceAll('\n', '⏎')
    .replaceAll('\t', '⇥')
    .replace(/^ +| +$| {2,}/g, (blanks) => '␣'.repeat(blanks.length));
  return visible.includes('`') ? `\`\` ${visible} \`\`` : `\`${visible}\``;
}

const CONTEXT_TITLE = 'The variables of $context';

function contextVariables(): string {
  const rows = CONTEXT_VARIABLES.map(({ name, meaning, there }) => [`\`$context.${name}\``, meaning, when(there)]);
  return [
    `## ${CONTEXT_TITLE}`,
    'All that AWS documents for REST APIs, and whether a template sees it here.',
    table(['variable', 'meaning', 'there'], rows),
  ].join('\n\n');
}

function when(there: ContextVariable['there']): string {
  if (there === 'always') return 'always';
  if (there === 'key') return 'where the method requires an API key';
  if (there === 'empty') return 'as a key without a value: nobody signs requests here';
  return `no: ${there.missing}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
