import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../../emulator/config/types.ts';
import { cloudFormationTemplate } from '../../../emulator/exporters/cloudformation/template.ts';
import { describeApi } from '../../../emulator/exporters/describe.ts';
import { importOpenApi } from '../../../emulator/importers/openapi.ts';
import { readProject } from '../../../emulator/read-project.ts';
import { functionArn } from '../../../emulator/shared/aws-names.ts';
import { emptyProject } from '../../helpers/project.ts';
import { everything } from '../routes-json/documents.ts';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties: Readonly<Record<string, unknown>> }>>;
}

/** What CloudFormation makes of a value, in the account and the region that Offstage writes. */
function resolved(value: unknown, template: Template): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, template));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::Sub': sub } = value as { Ref?: unknown; 'Fn::Sub'?: unknown };
  if (typeof ref === 'string') return PARAMETERS[ref];
  if (typeof sub === 'string') return substituted(sub, template);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, template)]));
}

const PARAMETERS: Readonly<Record<string, string>> = {
  RoleArnOfHarbour: 'arn:aws:iam::000000000000:role/harbour',
  UserPoolArnOfPeople: 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_PetRescue',
};

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '000000000000',
  FunctionNamePrefix: '',
};

function substituted(text: string, template: Template): string {
  return text.replace(/\$\{(!?)([^}]*)\}/g, (_, escaped: string, name: string) => {
    if (escaped) return `\${${name}}`;
    const known = PSEUDO[name];
    if (known !== undefined) return known;
    const named = template.Resources[name.replace(/\.Arn$/, '')]?.Properties.FunctionName;
    return functionArn(String(resolved(named, template)));
  });
}

/** The API that AWS makes of the template's document. */
async function made(template: Template): Promise<RestApi> {
  const document = resolved(template.Resources.RestApi?.Properties.Body, template) as object;
  const { api, problems } = await importOpenApi({ document, stages: [{ name: 'v1' }] });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return api;
}

/** Everything that has no id of its own, whatever the order. */
function comparable(api: RestApi): unknown {
  const { resources, methods, models, authorizers, requestValidators } = JSON.parse(
    JSON.stringify(describeApi(api))
      .replaceAll(api.id, 'ID')
      // It has no place in an OpenAPI document.
      .replaceAll('"$schema":"http://json-schema.org/draft-04/schema#",', ''),
  );
  const byKey = (list: readonly Readonly<Record<string, unknown>>[], key: string): unknown =>
    Object.fromEntries(list.map((one) => [one[key], one]));
  return {
    paths: resources.map(({ path }: { path: string }) => path).sort(),
    methods,
    models: byKey(models, 'name'),
    authorizers: byKey(authorizers, 'name'),
    requestValidators: byKey(requestValidators, 'name'),
    gatewayResponses: [...api.gatewayResponses.values()].map(({ source: _, ...response }) => response),
  };
}

describe('the API that a stack makes', () => {
  it('is the one of a document with every extension', async () => {
    const { api } = await importOpenApi({ document: everything, stages: [{ name: 'v1' }] });
    const { template } = cloudFormationTemplate(emptyProject('/', [api]), api);
    expect(comparable(await made(template as unknown as Template))).toEqual(comparable(api));
  });

  it('is the one of the pet rescue, its methods and integrations', async () => {
    const { project } = await readProject({ root: '.' });
    const [api] = project?.apis ?? [];
    if (project === undefined || api === undefined) throw new Error('The pet rescue has no API.');
    const { template } = cloudFormationTemplate(project, api);
    const again = describeApi(await made(template as unknown as Template)).methods;
    // An import declares the path variables that an OPTIONS method of "cors" doesn't.
    const named = (methods: typeof again): [string, unknown][] =>
      Object.entries(methods)
        .filter(([name]) => !name.startsWith('OPTIONS '))
        .sort();
    expect(named(again)).toEqual(named(describeApi(api).methods));
  });
});
