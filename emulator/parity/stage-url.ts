import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { MASKED, maskText } from '../terminal/mask.ts';

/** The address of a stage, `https://ID.execute-api.REGION.amazonaws.com/STAGE`, without a slash at its end. @throws OffstageError */
export function readStageUrl(text: string): string {
  const refuse = (reason: string): never => {
    throw new OffstageError(explain('parity-bad-url', { url: withoutCredentials(text), reason }));
  };
  if (!URL.canParse(text)) refuse('it is no address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse('it begins with neither https:// nor http://');
  if (url.username !== '' || url.password !== '') refuse('it holds a name or a password');
  if (url.search !== '' || url.hash !== '') refuse('a stage has no query and no fragment');
  const path = url.pathname.replace(/\/+$/, '');
  if (isInvokeHost(url.hostname) && !/^\/[^/]+$/.test(path)) {
    refuse(path === '' ? 'the name of the stage is missing' : 'it goes on behind the name of the stage');
  }
  return `${url.origin}${path}`;
}

/** The last part of the path: on AWS's own addresses the name of the stage. */
export function stageNameIn(stageUrl: string): string | undefined {
  return new URL(stageUrl).pathname.split('/').at(-1) || undefined;
}

function isInvokeHost(hostname: string): boolean {
  return /\.execute-api\.[^.]+\.amazonaws\.com(\.cn)?$/.test(hostname);
}

function withoutCredentials(text: string): string {
  return maskText(text.replace(/^([a-z]+:\/\/)?.*@/is, `$1${MASKED}@`));
}
