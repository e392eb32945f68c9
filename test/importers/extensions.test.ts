import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importOpenApi } from '../../emulator/importers/openapi.ts';
import { EXTENSIONS, type ExtensionPlace, VALUES, WORDS } from '../../emulator/importers/vocabulary.ts';

const importers = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'emulator/importers');
const readers = readdirSync(importers)
  .filter((file) => file !== 'vocabulary.ts' && file !== 'extensions.ts')
  .map((file) => readFileSync(join(importers, file), 'utf8'))
  .join('\n');

/** A document with something at one place of it. */
function documentWith(place: ExtensionPlace, extension: object): object {
  const at = (other: ExtensionPlace) => (other === place ? extension : {});
  return {
    openapi: '3.0.1',
    info: { title: 'a' },
    ...at('the document'),
    servers: [{ url: 'https://a.test', ...at('a server') }],
    tags: [{ name: 'a', ...at('a tag') }],
    components: {
      ...at('the components'),
      securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header', ...at('a security scheme') } },
    },
    paths: { '/': { ...at('a path'), get: { responses: {}, ...at('an operation') } } },
  };
}

async function findings(document: object) {
  const { problems } = await importOpenApi({ document, stages: [] });
  return problems.map(({ severity, explanation: { code, what, remedy } }) => ({ severity, code, what, remedy }));
}

/** An integration with one word more. */
const withWord = (words: object, responses: object = {}) =>
  documentWith('an operation', {
    'x-amazon-apigateway-integration': { type: 'mock', responses, ...words },
    responses: { 200: {} },
  });

describe.each(Object.entries(EXTENSIONS))('%s', (name, { at, fate }) => {
  it('is read by the import, or told to have no effect', async () => {
    if (fate === 'read') expect(readers).toContain(`'${name}'`);
    for (const place of at) {
      const told = (await findings(documentWith(place, { [name]: {} }))).filter(({ what }) => what.includes(name));
      const codes = told.map(({ code }) => code).filter((code) => code.startsWith('import-word'));
      expect(codes).toEqual(fate === 'read' ? [] : ['import-word-without-effect']);
    }
  });

  it('is told where AWS does not look for it', async () => {
    const elsewhere = (['a tag', 'the components', 'a path'] as const).find((place) => !at.includes(place));
    const told = await findings(documentWith(elsewhere ?? 'a tag', { [name]: {} }));
    expect(told).toMatchObject([{ severity: 'warning', code: 'import-word-without-effect' }]);
    expect(told[0]?.what).toContain(`AWS looks for it in ${at[0]}`);
  });
});

describe.each(Object.entries(WORDS))('the words of %s', (_, words) => {
  it('are read by the import, each that is not told to have no effect', () => {
    const unread = Object.keys(words).filter((word) => words[word] === 'read' && !readers.includes(`'${word}'`));
    expect(unread).toEqual([]);
  });
});

describe('a word', () => {
  it('that is misspelled is told with the nearest one', async () => {
    expect(await findings(withWord({ requestTemplate: {} }))).toMatchObject([
      { severity: 'warning', code: 'import-word-unknown', remedy: 'Write requestTemplates, or take it away.' },
    ]);
    expect(await findings(withWord({}, { default: { statusCode: 200, responseTemplate: {} } }))).toMatchObject([
      { code: 'import-word-unknown', remedy: 'Write responseTemplates, or take it away.' },
    ]);
    expect(await findings(documentWith('the document', { 'x-amazon-apigateway-polcy': {} }))).toMatchObject([
      { code: 'import-word-unknown', remedy: 'Write x-amazon-apigateway-policy, or take it away.' },
    ]);
  });

  it('that has no effect is told with the reason', async () => {
    expect(await findings(withWord({ payloadFormatVersion: '1.0', cacheNamespace: 'a' }))).toMatchObject([
      { severity: 'warning', what: 'payloadFormatVersion has no effect: it belongs to HTTP APIs.' },
      {
        severity: 'warning',
        what: 'cacheNamespace has no effect: the import gives the methods of each resource a namespace of their own.',
      },
    ]);
  });

  it.each(Object.entries(VALUES['x-amazon-apigateway-integration'] ?? {}))(
    '%s has the values that AWS takes, in any case, and no other',
    async (word, values) => {
      for (const value of values) expect(await findings(withWord({ [word]: value.toLowerCase() }))).toEqual([]);
      expect(await findings(withWord({ [word]: 'sometimes' }))).toMatchObject([
        { severity: 'error', code: 'import-word-refused', remedy: `Write ${values.join(', ')}.` },
      ]);
    },
  );

  it('of other owners has AWS’s values as well', async () => {
    const refused = { severity: 'error', code: 'import-word-refused' };
    expect(
      await findings(documentWith('the document', { 'x-amazon-apigateway-api-key-source': 'QUERY' })),
    ).toMatchObject([refused]);
    expect(await findings(withWord({}, { default: { statusCode: 200, contentHandling: 'TEXT' } }))).toMatchObject([
      refused,
    ]);
  });

  it('timeoutInMillis has AWS’s bounds', async () => {
    expect(await findings(withWord({ timeoutInMillis: 50 }))).toEqual([]);
    for (const timeoutInMillis of [49, 50.5, 300_001]) {
      const [found] = await findings(withWord({ timeoutInMillis }));
      expect(found?.what).toContain('Timeout should be between 50 ms and 29000 ms');
    }
  });
});
