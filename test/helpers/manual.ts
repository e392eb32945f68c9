import { COMMANDS } from '../../emulator/cli/options.ts';
import { CODES } from '../../emulator/errors/codes.ts';

/** The fields of the JSON Schema that the manual shows. */
interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly 'x-keys'?: string;
  readonly 'x-notSupportedYet'?: Readonly<Record<string, unknown>>;
}

const GENERATED = '<!-- Made by test/docs.test.ts from the program itself: npx vitest run test/docs.test.ts -u -->';

/** docs/routes-json.md: every field of routes.json, from its schema. */
export function routesJsonPage(schema: Schema): string {
  const sections = Object.entries(schema.definitions ?? {}).map(([name, definition]) => section(name, definition));
  return `${[
    GENERATED,
    '# routes.json',
    schema.description ?? '',
    'Editors complete it when it begins with `"$schema": "./node_modules/offstage/emulator/config/routes.schema.json"`.',
    fieldTable(schema),
    ...sections,
  ].join('\n\n')}\n`;
}

function section(name: string, definition: Schema): string {
  const example = definition.examples?.[0];
  return [
    `## ${name}`,
    definition.description ?? '',
    ...(definition.properties || definition.patternProperties ? [fieldTable(definition)] : []),
    ...(example === undefined ? [] : [['```json', JSON.stringify(example, null, 2), '```'].join('\n')]),
  ].join('\n\n');
}

function fieldTable({ properties = {}, patternProperties = {}, required = [], ...schema }: Schema): string {
  const named = Object.entries(properties).map(([name, field]) =>
    row(`\`${name}\`${required.includes(name) ? ' (required)' : ''}`, field),
  );
  const patterned = Object.values(patternProperties).map((field) => row(schema['x-keys'] ?? 'any name', field));
  return ['| field | value | default | meaning |', '| --- | --- | --- | --- |', ...named, ...patterned].join('\n');
}

function row(name: string, field: Schema): string {
  const fallback = field.default === undefined ? '' : `\`${JSON.stringify(field.default)}\``;
  return `| ${[name, kindOf(field), fallback, field.description ?? ''].map(cell).join(' | ')} |`;
}

function kindOf(field: Schema): string {
  if (field.$ref) return link(field.$ref);
  if (field.enum) return field.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  const alternatives = field.anyOf ?? field.oneOf;
  if (alternatives) return alternatives.map(kindOf).join(' or ');
  const entries = Object.values(field.patternProperties ?? {});
  const [entry] = entries;
  if (entry) return `object of ${kindOf(entry)}`;
  if (field.items) return `list of ${kindOf(field.items)}`;
  return [field.type ?? 'any value'].flat().join(' or ');
}

function link(ref: string): string {
  const name = ref.replace('#/definitions/', '');
  return `[${name}](#${name.toLowerCase()})`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** docs/commands.md: every command and option, from the tables that parse them. */
export function commandsPage(): string {
  const sections = COMMANDS.map(({ name, summary, arguments: given, options }) =>
    [
      `## offstage ${[name, ...given.map((argument) => argument.name)].join(' ')}`,
      `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
      ...given.map(
        (argument) =>
          `\`${argument.name}\`: ${argument.description}${argument.default === undefined ? '' : ` (default \`${argument.default}\`)`}.`,
      ),
      ...(options.length === 0
        ? []
        : [
            [
              '| option | default | meaning |',
              '| --- | --- | --- |',
              ...options.map(
                (option) =>
                  `| \`${option.flags}\` | ${option.default === undefined ? '' : `\`${option.default}\``} | ${cell(option.description)} |`,
              ),
            ].join('\n'),
          ]),
    ].join('\n\n'),
  );
  return `${[GENERATED, '# Commands', ...sections].join('\n\n')}\n`;
}

/** docs/explanations.md: every code that an explanation can have. */
export function explanationsPage(): string {
  const all = Object.entries(CODES);
  const areas = [...new Set(all.map(([code]) => areaOf(code)))];
  const sections = areas.map((area) =>
    [
      `## ${area}`,
      [
        '| code | whose fault |',
        '| --- | --- |',
        ...all
          .filter(([code]) => areaOf(code) === area)
          .map(
            ([code, { fault }]) =>
              `| \`${code}\` | ${fault === 'user' ? 'the project' : 'Offstage: please report it'} |`,
          ),
      ].join('\n'),
    ].join('\n\n'),
  );
  const intro =
    'Each failure that Offstage can explain has a code. The block in the terminal says what happened, where, and what to write instead; the code is the name by which to search for it.';
  return `${[GENERATED, '# Explanations', intro, ...sections].join('\n\n')}\n`;
}

function areaOf(code: string): string {
  return code.split('-')[0] ?? code;
}
