import { relative } from 'node:path';
import { mappedAddresses } from '../config/mapped-addresses.ts';
import type { Emulator } from '../options.ts';
import type { Address } from '../terminal/banner.ts';

type Running = Pick<Emulator, 'url' | 'httpsUrl' | 'certificateAuthority' | 'project'>;

/** The custom domains of a running emulator for the banner: one address for each mapping, with the stage it leads to. */
export function domainAddresses({ url, httpsUrl = url, project }: Running, onlyStage?: string): Address[] {
  const { protocol, port } = new URL(httpsUrl);
  return mappedAddresses(project)
    .filter(({ stage }) => onlyStage === undefined || stage === undefined || stage === onlyStage)
    .map(({ domainName, path, stage }) => ({
      label: 'Domain',
      url: `${protocol}//${domainName}:${port}${path}/${stage === undefined ? (onlyStage ?? '{stage}') : ''}`,
      ...(stage !== undefined && { hint: `stage ${stage}` }),
    }));
}

/** The address over HTTPS, and what its clients have to trust. */
export function httpsAddresses(
  { httpsUrl, certificateAuthority = '' }: Running,
  path: string,
  hint?: string,
): Address[] {
  if (httpsUrl === undefined) return [];
  const trust = `trust ${relative(process.cwd(), certificateAuthority)}`;
  return [{ label: 'HTTPS', url: httpsUrl + path, hint: hint === undefined ? trust : `${hint}, ${trust}` }];
}
