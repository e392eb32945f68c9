import type { BasePathMapping, CustomDomain, Project, Stage } from '../../config/types.ts';
import { logicalNames } from './logical-names.ts';
import { type JsonObject, joinParts, type TemplatePart } from './part.ts';
import { getAtt, ref } from './substitute.ts';

/**
 * The custom domains with the mappings that lead to the template's stage. A domain needs a certificate and a DNS record,
 * which a stack can't make by itself: the certificate is a parameter, and without it the domain is left out.
 */
export function customDomainsPart({ customDomains = new Map() }: Project, stage: Stage | undefined): TemplatePart {
  const domains: CustomDomain[] = [...customDomains.values()];
  if (domains.length === 0) return {};
  if (stage === undefined) return { notes: [WITHOUT_STAGE] };
  const names = logicalNames(domains.map(({ domainName }) => domainName));
  return joinParts(domains.map((domain) => domainPart(domain, stage, `${names.get(domain.domainName)}Domain`)));
}

const WITHOUT_STAGE =
  'Custom domains are left out: their mappings lead to stages, and this template has none. Make them in API Gateway once a stage is there.';

function domainPart({ domainName, basePathMappings }: CustomDomain, stage: Stage, id: string): TemplatePart {
  const own = basePathMappings.filter((mapping) => mapping.stage === undefined || mapping.stage === stage.name);
  const others = basePathMappings.filter((mapping) => !own.includes(mapping)).map(({ basePath }) => shown(basePath));
  const condition = `${id}IsWanted`;
  const isLocal = domainName.endsWith('.localhost');
  return {
    parameters: {
      [`${id}Name`]: {
        Type: 'String',
        Description: `Domain name for ${domainName}`,
        Default: isLocal ? '' : domainName,
      },
      [`${id}CertificateArn`]: {
        Type: 'String',
        Description: `Certificate for ${domainName}, of ACM in the region of the stack. Empty: no such domain`,
        Default: '',
      },
    },
    conditions: {
      [condition]: { 'Fn::And': [isGiven(`${id}Name`), isGiven(`${id}CertificateArn`)] },
    },
    resources: {
      [id]: {
        Type: 'AWS::ApiGateway::DomainName',
        Condition: condition,
        Properties: {
          DomainName: ref(`${id}Name`),
          RegionalCertificateArn: ref(`${id}CertificateArn`),
          EndpointConfiguration: { Types: ['REGIONAL'] },
          // Base paths of several levels need it.
          SecurityPolicy: 'TLS_1_2',
        },
      },
      ...Object.fromEntries(
        own.map((mapping, index) => [`${id}Mapping${index + 1}`, resource(mapping, id, condition)]),
      ),
    },
    outputs: {
      [`${id}Target`]: {
        Condition: condition,
        Description: `What the DNS record of ${domainName} leads to`,
        Value: getAtt(id, 'RegionalDomainName'),
      },
    },
    notes: [
      `The custom domain ${domainName} is made when the parameters ${id}Name and ${id}CertificateArn are given; its DNS record, which leads to the output ${id}Target, is yours to make.`,
      ...(others.length === 0
        ? []
        : [
            `Mappings of ${domainName} that lead to other stages than ${stage.name} are left out: ${others.join(', ')}.`,
          ]),
    ],
  };
}

function isGiven(parameter: string): JsonObject {
  return { 'Fn::Not': [{ 'Fn::Equals': [ref(parameter), ''] }] };
}

/** A base path of several levels is known to the newer API alone, a mapping without a stage to the older (Developer Guide). */
function resource({ basePath, stage }: BasePathMapping, id: string, condition: string): JsonObject {
  if (stage === undefined) {
    const Properties = {
      DomainName: ref(id),
      RestApiId: ref('RestApi'),
      ...(basePath !== '' && { BasePath: basePath }),
    };
    return { Type: 'AWS::ApiGateway::BasePathMapping', Condition: condition, Properties };
  }
  return {
    Type: 'AWS::ApiGatewayV2::ApiMapping',
    Condition: condition,
    Properties: {
      DomainName: ref(id),
      ApiId: ref('RestApi'),
      Stage: ref('Stage'),
      ...(basePath !== '' && { ApiMappingKey: basePath }),
    },
  };
}

function shown(basePath: string): string {
  return basePath === '' ? '(none)' : basePath;
}
