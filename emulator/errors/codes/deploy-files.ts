import type { CodeTable } from '../define.ts';
import { list, quote } from './wording.ts';

interface InFunction {
  readonly functionName: string;
}

/** One key of a bucket that S3 refused to do something with. */
export interface RefusedKey {
  readonly key: string;
  readonly code: string;
}

/** What is sent to buckets and what is taken out of them: the functions' code, and the files of the site. */
export interface DeployFilesFacts {
  'deploy-compiled-code': InFunction & { readonly name: string };
  'deploy-handler-absolute': InFunction & { readonly handler: string };
  'deploy-code-too-large': InFunction & { readonly bytes: number; readonly largest: string };
  'deploy-file-unknown': InFunction;
  'deploy-file-hidden': InFunction & { readonly path: string };
  'deploy-file-outside': InFunction & { readonly path: string };
  'deploy-site-missing': { readonly root: string };
  'deploy-site-unreadable': { readonly file: string; readonly cause: string };
  'deploy-site-file-too-large': { readonly file: string; readonly bytes: number };
  'deploy-keys-left': { readonly bucket: string; readonly count: number; readonly refused: readonly RefusedKey[] };
  'destroy-unconfirmed': { readonly stack: string };
  'destroy-protected': { readonly stack: string };
  'destroy-not-ours': { readonly stack: string; readonly description: string };
}

export const DEPLOY_FILES_CODES: CodeTable<DeployFilesFacts> = {
  'deploy-compiled-code': {
    fault: 'user',
    what: ({ functionName, name }) =>
      `Function "${functionName}" uses ${quote(name)}, which is compiled code: what is installed here was made for this machine, not for Lambda's.`,
    remedy: () =>
      'Take a package that is JavaScript or WebAssembly alone (bcryptjs for bcrypt), or do without it. Nothing was sent to AWS.',
  },
  'deploy-handler-absolute': {
    fault: 'user',
    what: ({ functionName, handler }) =>
      `The handler "${handler}" of function "${functionName}" is a path of this machine: on AWS the project's folder is /var/task.`,
    remedy: () => 'Write the path from the project\'s folder, in which the file has to be: "functions/pets.handler".',
  },
  'deploy-code-too-large': {
    fault: 'user',
    what: ({ functionName, bytes, largest }) =>
      `The code of function "${functionName}" has ${megabytes(bytes)} MB with the files that it reads; Lambda takes 250 MB, unzipped. The largest file is ${largest}.`,
    remedy: () => 'Keep large files in a bucket, and read them from there.',
  },
  'deploy-file-unknown': {
    fault: 'user',
    what: ({ functionName }) =>
      `Function "${functionName}" reads a file beside its code whose name is known only when it runs: such files are not in its zip file.`,
    remedy: () =>
      "Write out the folder that it lies in: join(__dirname, 'templates', name) takes the folder templates along.",
  },
  'deploy-file-hidden': {
    fault: 'user',
    what: ({ functionName, path }) =>
      `Function "${functionName}" names ${path}, and a file or folder whose name begins with a dot, or a link to one, is not in its zip file: it may hold secrets.`,
    remedy: () => 'Give it another name if the code needs it on AWS.',
  },
  'deploy-file-outside': {
    fault: 'user',
    what: ({ functionName, path }) =>
      `Function "${functionName}" names ${path}, which lies, or leads, outside of the project's folder: it is not in its zip file.`,
    remedy: () => 'Move it into the project.',
  },
  'deploy-site-missing': {
    fault: 'user',
    what: ({ root }) => `The site's folder ${root} isn't there.`,
    remedy: () => 'Create it, or correct "root" of "site" in routes.json.',
  },
  'deploy-site-unreadable': {
    fault: 'user',
    what: ({ file, cause }) => `${file} of the site can't be read: ${cause}.`,
    remedy: () => 'Make it readable, or remove it, and run the same command again.',
  },
  'deploy-site-file-too-large': {
    fault: 'user',
    what: ({ file, bytes }) =>
      `${file} has ${megabytes(bytes)} MB; a deploy sends files of 2,000 MB at most. No file of the site was sent.`,
    remedy: () => 'Keep it in another bucket, and link to it.',
  },
  'deploy-keys-left': {
    fault: 'user',
    what: ({ bucket, count, refused }) =>
      `S3 refused to delete ${count === 1 ? 'an object' : `${count} objects`} of the bucket ${bucket}: ${list(
        refused.map(({ key, code }) => `${key} (${code})`),
      )}${count > refused.length ? ' and others' : ''}.`,
    remedy: () => 'See what keeps them (a policy, a legal hold), and run the same command again.',
  },
  'destroy-unconfirmed': {
    fault: 'user',
    what: ({ stack }) => `The stack ${stack} was not deleted: there is no terminal to ask in.`,
    remedy: () => 'Add --yes to delete what is listed above without being asked.',
  },
  'destroy-protected': {
    fault: 'user',
    what: ({ stack }) => `The stack ${stack} has termination protection. Nothing was deleted.`,
    remedy: ({ stack }) =>
      `Take it off: \`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack}\`.`,
  },
  'destroy-not-ours': {
    fault: 'user',
    what: ({ stack, description }) =>
      `The stack ${stack} isn't one that Offstage made: ${description === '' ? 'it has no description' : `its description is ${quote(description)}`}. Nothing was deleted.`,
    remedy: () => 'Name the right one with --stack; `aws cloudformation delete-stack` deletes any.',
  },
};

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1_000_000).toLocaleString('en-US');
}
