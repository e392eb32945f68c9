import type { CodeTable } from '../define.ts';
import { list, quote } from './wording.ts';

interface MappingOf {
  readonly domainName: string;
  readonly basePath: string;
}

/** What can be wrong with custom domains of the right form. */
export interface ConfigDomainsFacts {
  'config-domain-taken': { readonly domainName: string };
  'config-domain-unresolved': { readonly domainName: string };
  'config-domain-health-check': { readonly domainName: string; readonly path: string };
  'config-mapping-twice': { readonly domainName: string };
  'config-mapping-needs-stage': MappingOf;
  'config-mapping-stage': MappingOf & {
    readonly name: string;
    readonly nearest?: string;
    readonly known: readonly string[];
  };
  'config-endpoint-closed': { readonly name: string };
}

export const CONFIG_DOMAINS_CODES: CodeTable<ConfigDomainsFacts> = {
  'config-domain-taken': {
    fault: 'user',
    what: ({ domainName }) => `The custom domain ${domainName} can't be yours: every API has an address below it.`,
    remedy: () => 'Choose a name such as "api.pets.localhost".',
  },
  'config-domain-unresolved': {
    fault: 'user',
    what: ({ domainName }) =>
      `The custom domain ${domainName} is no name below localhost: nothing leads it to this machine by itself.`,
    remedy: ({ domainName }) =>
      domainName.startsWith('*')
        ? `Add each name that you call to the hosts file, as 127.0.0.1 ${domainName.replace('*', 'api')}, or choose a name that ends in .localhost.`
        : `Add 127.0.0.1 ${domainName} to the hosts file, or choose a name that ends in .localhost.`,
  },
  'config-domain-health-check': {
    fault: 'user',
    what: ({ domainName, path }) =>
      `On AWS the path ${path} of the custom domain ${domainName} belongs to API Gateway's health checks, and never reaches the resource ${path}.`,
    remedy: () => 'Give the resource another path, or map the API to a base path.',
  },
  'config-mapping-twice': {
    fault: 'user',
    what: ({ domainName }) =>
      `The custom domain ${domainName} has two mappings without a base path: "" and "(none)" are the same.`,
    remedy: () => 'Take one of the two out.',
  },
  'config-mapping-needs-stage': {
    fault: 'user',
    what: ({ domainName, basePath }) =>
      `The mapping ${basePath} of the custom domain ${domainName} has no stage, which AWS asks for where a base path has several levels.`,
    remedy: () => 'Add "stage": "v1" with the name of a stage.',
  },
  'config-mapping-stage': {
    fault: 'user',
    what: ({ domainName, basePath, name }) =>
      `The mapping ${basePath === '' ? '(none)' : basePath} of the custom domain ${domainName} leads to the stage ${quote(name)}, which is not in "stages". AWS says: BadRequestException: Invalid stage identifier specified`,
    remedy: ({ nearest, known }) => {
      if (nearest !== undefined) return `Did you mean ${quote(nearest)}?`;
      return known.length === 0 ? 'Add the stage to "stages".' : `The stages are ${list(known)}.`;
    },
  },
  'config-endpoint-closed': {
    fault: 'user',
    what: ({ name }) =>
      `The API ${name} has disableExecuteApiEndpoint and no custom domain leads to it: every request gets 403 Forbidden.`,
    remedy: () => 'Add "customDomains" with a mapping to one of its stages, or take disableExecuteApiEndpoint out.',
  },
};
