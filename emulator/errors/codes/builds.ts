import type { CodeTable } from '../define.ts';

interface InFunction {
  readonly functionName: string;
}

/** Why a function has no code to run. */
export interface BuildFacts {
  'lambda-build-warning': InFunction & { readonly message: string };
  'lambda-missing-module': InFunction & {
    readonly handler: string;
    readonly modulePath: string;
    readonly nearest?: string;
  };
  'lambda-unresolved-import': InFunction & { readonly name: string };
  'lambda-sdk-not-installed': InFunction & { readonly name: string };
  'lambda-missing-built-in': InFunction & {
    readonly name: string;
    readonly runtime: string;
    readonly nodeVersion: string;
  };
  'lambda-file-type': InFunction & {
    readonly extension: string;
    /** From the folder of the file that imports it. */
    readonly path: string;
    readonly format: 'cjs' | 'esm';
  };
  'lambda-syntax': InFunction & { readonly message: string };
  'lambda-module-syntax': InFunction & { readonly file: string; readonly runtime: string };
}

export const BUILD_CODES: CodeTable<BuildFacts> = {
  'lambda-build-warning': {
    fault: 'user',
    what: ({ functionName, message }) => `esbuild warns about the code of function "${functionName}": ${message}.`,
    remedy: () => 'Mend the line; it is built and run as it stands.',
  },
  'lambda-missing-module': {
    fault: 'user',
    what: ({ functionName, handler, modulePath }) =>
      `The handler "${handler}" of function "${functionName}" names a file that isn't there: ${modulePath}.ts (or .js, .mjs, .cjs, .mts, .cts).`,
    remedy: ({ nearest }) =>
      nearest ? `Write "${nearest}", or create the file.` : 'Create the file, or change "handler" to one that exists.',
  },
  'lambda-unresolved-import': {
    fault: 'user',
    what: ({ functionName, name }) => `Function "${functionName}" imports "${name}", which can't be found.`,
    remedy: ({ name }) =>
      name.startsWith('.')
        ? `Create that file, or correct the path "${name}".`
        : `Run: npm install ${packageName(name)}`,
  },
  'lambda-sdk-not-installed': {
    fault: 'user',
    what: ({ functionName, name }) =>
      `Function "${functionName}" imports "${name}". On AWS it is part of the Node.js runtime; here it isn't installed.`,
    remedy: ({ name }) => `Run: npm install --save-dev ${packageName(name)}`,
  },
  'lambda-missing-built-in': {
    fault: 'user',
    what: ({ functionName, name, nodeVersion }) =>
      `Function "${functionName}" imports "${name}", which Node.js ${nodeVersion} doesn't have. Functions run on the Node.js that runs Offstage.`,
    remedy: ({ runtime, nodeVersion }) =>
      majorOf(runtime.slice('nodejs'.length)) > majorOf(nodeVersion)
        ? `Start Offstage with Node.js ${majorOf(runtime.slice('nodejs'.length))}, as "runtime" says: ${runtime}.`
        : `Correct the name, or see whether Node.js ${majorOf(runtime.slice('nodejs'.length))} has the module: ${runtime} is what runs on AWS.`,
  },
  'lambda-file-type': {
    fault: 'user',
    what: ({ functionName, path, extension }) =>
      `Function "${functionName}" imports "${path}". Node.js has no modules of ${extension} files, and Offstage doesn't know how your bundler would read one.`,
    remedy: ({ path, format }) =>
      `Read the file: readFileSync(${format === 'esm' ? `new URL('${path}', import.meta.url)` : `require('node:path').join(__dirname, '${path}')`}). A text can be imported with { type: 'text' }, other bytes with { type: 'bytes' }.`,
  },
  'lambda-syntax': {
    fault: 'user',
    what: ({ functionName, message }) => `The code of function "${functionName}" can't be read: ${message}.`,
    remedy: () => 'Mend the line and save: the next request runs the new code.',
  },
  'lambda-module-syntax': {
    fault: 'user',
    what: ({ file, runtime }) =>
      `${file} is written as an ES module, but Lambda's ${runtime} loads it as CommonJS and would refuse it.`,
    remedy: () => 'Rename it to .mjs, or put "type": "module" into the package.json above it.',
  },
};

/** Of a version: 22.11.0 or 22.x. */
function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
