// Loads a handler from a folder as the Node.js runtime of Lambda does (UserFunction.js), calls it with the event, and
// prints what it answers. `node lambda-runtime.mjs FOLDER HANDLER [EVENT]`
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [appRoot = '', handler = '', event = '{}'] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const last = basename(handler);
const moduleRoot = handler.slice(0, handler.indexOf(last));
const [, module = '', path = ''] = /^([^.]*)\.(.*)$/.exec(last) ?? [];
const loaded = await load(resolve(appRoot, moduleRoot, module));
const found = path.split('.').reduce((object, key) => object?.[key], loaded);
process.stdout.write(JSON.stringify((await found(JSON.parse(event), {})) ?? null));

async function load(file) {
  if (existsSync(file)) return require(file);
  const isModule = typeAbove(dirname(file)) === 'module';
  if (!isModule && existsSync(`${file}.js`)) return require(`${file}.js`);
  for (const extension of isModule ? ['.js', '.mjs'] : ['.mjs']) {
    if (existsSync(file + extension)) return import(pathToFileURL(file + extension).href);
  }
  return require(`${file}.cjs`);
}

function typeAbove(folder) {
  const manifest = resolve(folder, 'package.json');
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type;
  return dirname(folder) === folder ? undefined : typeAbove(dirname(folder));
}
