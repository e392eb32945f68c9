// `node scripts/bundle.js FOLDER`: the library, the CLI and the worker thread's entry as plain JavaScript in FOLDER.
// The packages they use are bundled with them (their licences beside): a start that reads ten files instead of three
// hundred takes a quarter less of the processor's time, and an installation brings only esbuild along.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = resolve(process.argv[2] ?? 'dist');

// What stands in front of the code of threads that functions start themselves.
await build({
  absWorkingDir: root,
  entryPoints: ['emulator/lambda/nested-thread.ts'],
  outfile: join(outdir, 'nested-thread.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { index: 'emulator/index.ts', cli: 'emulator/cli/main.ts', worker: 'emulator/lambda/worker.ts' },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // esbuild is a program of its own, for each platform another. The others Fastify loads when it is asked for what
  // nothing here asks for: schemas, inject() and its logger.
  external: [
    'esbuild',
    ...['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request', 'pino'],
  ],
  // In the place of the CommonJS builds that stand first in their package.json: this one is smaller, and import() of the
  // others has to give the names that are asked for.
  alias: {
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
    ...Object.fromEntries(
      ['api-gateway', 'cloudformation', 's3'].map((service) => [
        `@aws-sdk/client-${service}`,
        `./node_modules/@aws-sdk/client-${service}/dist-es/index.js`,
      ]),
    ),
  },
  // CommonJS packages ask for Node's modules with a `require` that ES modules don't have.
  banner: {
    js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`,
  },
  legalComments: 'none',
  sourcemap: true,
  chunkNames: 'chunks/[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(join(outdir, 'third-party-licenses.txt'), licensesOf(packagesIn(metafile)));

/** Folders of the packages that something was taken from, sorted. */
function packagesIn({ inputs }) {
  const folders = Object.keys(inputs).flatMap((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  return [...new Set(folders)].sort();
}

function licensesOf(folders) {
  return folders.map((folder) => licenseOf(join(root, folder))).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry) && existsSync(join(folder, entry)));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${name} ${version} (${license})\n${text}`;
}
