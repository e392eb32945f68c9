import { suggest } from '../../errors/suggest.ts';
import type { BasePathMapping, CustomDomain, RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

type Check = Pick<ProjectCheck, 'report' | 'wrote'>;

/** Custom domains and mappings that AWS refuses or that can't be reached, and stages that aren't there. */
export function checkCustomDomains(
  customDomains: ReadonlyMap<string, CustomDomain> | undefined,
  apis: readonly RestApi[],
  check: Check,
): void {
  for (const domain of customDomains?.values() ?? []) {
    checkName(domain, check);
    for (const mapping of domain.basePathMappings) checkMapping(mapping, domain, apis, check);
    warnOfHealthChecks(domain, apis, check);
  }
  warnOfClosedApi(customDomains, apis, check);
}

function checkName({ domainName, source }: CustomDomain, { report }: Check): void {
  if (TAKEN.test(domainName)) report.error('config-domain-taken', { domainName }, source);
  else if (!domainName.endsWith('.localhost')) report.warning('config-domain-unresolved', { domainName }, source);
}

/** What leads to an API already, here or on AWS. */
const TAKEN = /(^|\.)(execute-api\.localhost|amazonaws\.com)$/;

function checkMapping(
  mapping: BasePathMapping,
  { domainName, basePathMappings }: CustomDomain,
  apis: readonly RestApi[],
  { report, wrote }: Check,
): void {
  const { basePath, stage, source } = mapping;
  const of = { domainName, basePath };
  const [first] = basePathMappings.filter((other) => other.basePath === basePath);
  if (first !== mapping) report.error('config-mapping-twice', { domainName }, source);
  if (stage === undefined) {
    if (basePath.includes('/')) report.error('config-mapping-needs-stage', of, source);
    return;
  }
  const known = apis.flatMap(({ stages }) => stages.map(({ name }) => name));
  if (known.includes(stage) || wrote('stages', stage)) return;
  const nearest = suggest(stage, known);
  report.error(
    'config-mapping-stage',
    { ...of, name: stage, known, ...(nearest !== undefined && { nearest }) },
    source,
  );
}

/** On AWS these two are answered before any API (Developer Guide, known issues). */
function warnOfHealthChecks(
  { domainName, basePathMappings }: CustomDomain,
  apis: readonly RestApi[],
  check: Check,
): void {
  const root = basePathMappings.find(({ basePath }) => basePath === '');
  if (root?.stage === undefined) return;
  for (const { path, source } of apis.flatMap(({ resources }) => resources)) {
    if (path === '/ping' || path === '/sping') {
      check.report.warning('config-domain-health-check', { domainName, path }, source);
    }
  }
}

function warnOfClosedApi(
  customDomains: ReadonlyMap<string, CustomDomain> | undefined,
  apis: readonly RestApi[],
  { report }: Check,
): void {
  const leads = [...(customDomains?.values() ?? [])].some(({ basePathMappings }) => basePathMappings.length > 0);
  for (const { name, disableExecuteApiEndpoint, source } of apis) {
    if (disableExecuteApiEndpoint && !leads) report.warning('config-endpoint-closed', { name }, source);
  }
}
