import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The import rules of ARCHITECTURE.md: each folder, and what it may import besides itself. `.`: files of emulator/ itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  errors: [],
  shared: ['errors'],
  mapping: ['errors', 'shared'],
  config: ['errors', 'shared', 'mapping'],
  gateway: ['errors', 'shared', 'config', 'mapping'],
  issuer: ['errors', 'shared', 'config'],
  lambda: ['errors', 'shared', 'config', 'events.ts'],
  deployments: ['errors', 'shared', 'config'],
  'hot-reload': ['errors', 'shared'],
  https: ['errors', 'shared'],
  'static-site': ['errors', 'shared', 'config', 'events.ts'],
  importers: ['errors', 'shared', 'config'],
  exporters: ['errors', 'shared', 'config'],
  server: ['errors', 'shared', 'config', 'gateway', 'issuer', 'events.ts'],
  terminal: ['errors', 'shared', 'mapping', 'config', 'gateway', 'events.ts', 'options.ts'],
  parity: ['errors', 'shared', 'config', 'gateway', 'server', 'terminal'],
  deploy: ['errors', 'shared', 'config', 'deployments', 'exporters', 'lambda', 'static-site', 'terminal'],
  cli: [
    'errors',
    'shared',
    'mapping',
    'config',
    'deploy',
    'deployments',
    'importers',
    'exporters',
    'issuer',
    'parity',
    'terminal',
    'emulator.ts',
    'options.ts',
    'events.ts',
    'read-project.ts',
    'test-method.ts',
  ],
};

/** Each outside package or module has one door. */
const DOORS: Record<string, readonly string[]> = {
  fastify: ['server', 'static-site', 'servers.ts'],
  '@fastify/static': ['static-site'],
  '@fastify/cors': ['static-site'],
  velocityjs: ['mapping'],
  esbuild: ['lambda'],
  chokidar: ['hot-reload'],
  'jsonc-parser': ['config'],
  yaml: ['importers'],
  ajv: [],
  'ajv-draft-04': [],
  commander: ['cli'],
  // Two sides that trust nothing but the tokens between them: who verifies, and who signs.
  jose: ['gateway', 'issuer'],
  '@peculiar/x509': ['https'],
  picocolors: ['terminal'],
  '@aws-sdk/client-api-gateway': ['deploy'],
  '@aws-sdk/client-cloudformation': ['deploy'],
  '@aws-sdk/client-s3': ['deploy'],
  fflate: ['deploy'],
  'node:worker_threads': ['lambda'],
  'node:inspector': ['lambda'],
  'node:readline': ['terminal', 'cli'],
};

/** Boxes of the pipeline: none imports another, only these put them together. */
const BOXES = [
  'route-match',
  'method-request',
  'integration-request',
  'integration',
  'integration-response',
  'method-response',
];
/** integration/types.ts says what is handed from box to box. */
const BETWEEN_BOXES = ['gateway/integration/types.ts'];

/** Files over 250 lines, each with its reason. */
const LONG_FILES: Record<string, string> = {
  'cli/options.ts': 'a table: an entry for each command',
  'config/types.ts': 'one value, read from top to bottom',
  'errors/codes/config-check.ts': 'a table: an entry for each code',
  'errors/codes/gateway.ts': 'a table: an entry for each code',
  'errors/codes/import.ts': 'a table: an entry for each code',
};
const LONGEST = 250;

const root = join(dirname(dirname(fileURLToPath(import.meta.url))), 'emulator');

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('init/'))
  .sort();
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const imports = new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]));

function importsOf(file: string, text: string): Import[] {
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...statements].map(([, type, from, dynamic]) => {
    const specifier = from ?? dynamic ?? '';
    const target = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
      : specifier;
    return { target, typeOnly: type !== undefined };
  });
}

const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? file) : file);
const packageOf = (target: string) =>
  target.startsWith('@')
    ? target.split('/').slice(0, 2).join('/')
    : target.startsWith('node:')
      ? target
      : (target.split('/')[0] ?? target);

describe('the layers of emulator/', () => {
  it('import only what the table allows', () => {
    const findings = [...imports].flatMap(([file, list]) => {
      const folder = folderOf(file);
      const allowed = MAY_IMPORT[folder];
      if (!allowed) return [];
      return list
        .filter(({ target }) => texts.has(target))
        .filter(({ target }) => folderOf(target) !== folder && !allowed.includes(folderOf(target)))
        .map(
          ({ target }) =>
            `${file} imports ${target}: ${folder}/ may import ${allowed.join(', ') || 'nothing'}. Hand it in as an argument.`,
        );
    });
    expect(findings).toEqual([]);
  });

  it('have a rule each', () => {
    const folders = [...new Set(files.filter((file) => file.includes('/')).map(folderOf))];
    expect(folders.filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it('reach outside packages through one door each', () => {
    const findings = [...imports].flatMap(([file, list]) =>
      list
        .filter(({ target }) => !texts.has(target))
        .map(({ target }) => ({ name: packageOf(target), doors: DOORS[packageOf(target)] }))
        .filter(({ doors }) => doors && !doors.includes(folderOf(file)))
        .map(({ name, doors }) => `${file} imports ${name}: only ${doors?.join(', ')} may.`),
    );
    expect(findings).toEqual([]);
  });

  it('keep the boxes of the pipeline apart', () => {
    const findings = [...imports].flatMap(([file, list]) => {
      const [folder, box = ''] = file.split('/');
      if (folder !== 'gateway' || !BOXES.includes(box)) return [];
      return list
        .filter(({ target }) => target.startsWith('gateway/') && !BETWEEN_BOXES.includes(target))
        .filter(({ target }) => BOXES.includes(target.split('/')[1] ?? '') && target.split('/')[1] !== box)
        .map(
          ({ target }) =>
            `${file} imports ${target}: a box never imports another. Put what both need beside the boxes.`,
        );
    });
    expect(findings).toEqual([]);
  });

  it('name the boxes that exist, all of which the pipeline runs', () => {
    const pipeline = texts.get('gateway/pipeline.ts') ?? '';
    expect(BOXES.filter((box) => !pipeline.includes(`'./${box}/`))).toEqual([]);
  });

  it('have no cycles of run-time imports', () => {
    expect(findCycle()).toBeUndefined();
  });

  it(`have no file over ${LONGEST} lines without a reason, and no reason without such a file`, () => {
    const long = files.filter((file) => (texts.get(file)?.split('\n').length ?? 0) - 1 > LONGEST);
    expect(long.filter((file) => !(file in LONG_FILES))).toEqual([]);
    expect(Object.keys(LONG_FILES).filter((file) => !long.includes(file))).toEqual([]);
  });

  it('print through terminal/ alone', () => {
    const printing = files.filter((file) =>
      /\bconsole\.(log|error|warn|info|debug)\(|process\.std(out|err)\.write\(/.test(texts.get(file) ?? ''),
    );
    expect(printing.filter((file) => !file.startsWith('terminal/') && !file.startsWith('lambda/worker'))).toEqual([]);
  });

  it('have no barrels and no catch-all folders', () => {
    expect(files.filter((file) => /\/index\.ts$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(^|\/)(utils|helpers|common)\//.test(file))).toEqual([]);
  });
});

function findCycle(): string | undefined {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): string | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file].join(' → ');
    if (done.has(file)) return undefined;
    for (const { target, typeOnly } of imports.get(file) ?? []) {
      if (typeOnly || !texts.has(target)) continue;
      const cycle = walk(target, [...way, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
