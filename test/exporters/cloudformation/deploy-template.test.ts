import { describe, expect, it } from 'vitest';
import { type DeployTemplate, deployTemplate } from '../../../emulator/exporters/cloudformation/deploy-template.ts';
import { expectWhole, projectOf, small } from './exported.ts';

const format = '$context.requestId';
const routes = {
  ...small,
  stages: {
    v1: { accessLogSettings: { format, destination: 'access.log' } },
    'pre-prod': { variables: { table: 'pets' }, accessLogSettings: { format } },
    quiet: {},
  },
  functions: {
    'all-pets': { environment: { TOKEN: 'Bearer ${API_TOKEN}', PLAIN: 'a' } },
    onePet: { environment: { TOKEN: '${API_TOKEN}' } },
  },
  apiKeys: { dashboard: { value: 'the-key-of-the-dashboard' } },
  usagePlans: { gold: { apiStages: [{ stage: 'v1' }], keys: ['dashboard'] } },
  site: { root: 'site', indexDocument: 'index.html' },
};

async function deployable(changes: object = {}): Promise<DeployTemplate> {
  const project = await projectOf({ ...routes, ...changes }, { API_TOKEN: 'a-token-of-the-api' });
  const [api] = project.apis;
  if (api === undefined) throw new Error('The project has no API.');
  const made = deployTemplate(project, api);
  expectWhole(made.template);
  return made;
}

const typesOf = ({ template }: DeployTemplate): string[] =>
  Object.values(template.Resources).map((resource) => (resource as { readonly Type: string }).Type);

describe('the template of a deploy', () => {
  it('has no deployment and no stage, and the log groups of all stages that have an access log', async () => {
    const made = await deployable();
    const types = typesOf(made);
    expect(types).not.toContain('AWS::ApiGateway::Deployment');
    expect(types).not.toContain('AWS::ApiGateway::Stage');
    expect(types.filter((type) => type === 'AWS::ApiGateway::Account')).toHaveLength(1);
    const { LogGroupOfStageV1, LogGroupOfStagePreProd } = made.template.Resources;
    expect(LogGroupOfStageV1).toMatchObject({
      Properties: { LogGroupName: { 'Fn::Sub': '/aws/apigateway/${RestApi}/v1' } },
    });
    expect(LogGroupOfStagePreProd).toMatchObject({
      Properties: { LogGroupName: { 'Fn::Sub': '/aws/apigateway/${RestApi}/pre-prod' } },
    });
    expect([...made.accessLogs]).toEqual([
      ['v1', 'LogGroupOfStageV1Arn'],
      ['pre-prod', 'LogGroupOfStagePreProdArn'],
    ]);
    expect(made.template.Outputs.LogGroupOfStagePreProdArn).toMatchObject({
      Value: { 'Fn::GetAtt': ['LogGroupOfStagePreProd', 'Arn'] },
    });
  });

  it('needs no role for logs where no stage has an access log', async () => {
    const made = await deployable({ stages: { v1: {} } });
    expect(typesOf(made)).not.toContain('AWS::ApiGateway::Account');
    expect(made.template.Parameters).not.toHaveProperty('CloudWatchRoleArn');
    expect(made.accessLogs.size).toBe(0);
  });

  it('is the same whatever the stages are set to', async () => {
    const stages = {
      ...routes.stages,
      'pre-prod': { description: 'new', accessLogSettings: { format: '$context.requestId $context.path' } },
    };
    expect((await deployable({ stages })).template).toEqual((await deployable()).template);
  });

  it('says where what it needs is, and all of it is there', async () => {
    const { template, codeKeys, environment, apiKeys, usagePlans } = await deployable();
    expect([...codeKeys]).toEqual([
      ['all-pets', 'AllPetsCodeKey'],
      ['onePet', 'OnePetCodeKey'],
    ]);
    expect([...environment]).toEqual([['API_TOKEN', 'EnvOfApiToken']]);
    expect([...apiKeys]).toEqual([['dashboard', 'DashboardApiKeyValue']]);
    expect([...usagePlans]).toEqual([['gold', 'GoldUsagePlan']]);
    expect(Object.keys(template.Parameters ?? {})).toEqual(
      expect.arrayContaining([...codeKeys.values(), ...environment.values(), ...apiKeys.values()]),
    );
    expect(Object.keys(template.Resources)).toEqual(expect.arrayContaining([...usagePlans.values()]));
    expect(template.Outputs.ApiUrl).toEqual({
      Description: 'What the addresses of stages begin with',
      Value: { 'Fn::Sub': 'https://${RestApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}' },
    });
  });

  it('has no secret in it', async () => {
    const text = JSON.stringify(await deployable());
    expect(text).not.toContain('a-token-of-the-api');
    expect(text).not.toContain('the-key-of-the-dashboard');
  });

  it('is told about where it says less than the project, and not where the deploy does the rest', async () => {
    const { notes } = await deployable();
    expect(notes).toEqual([
      'A function may write its log and nothing else: what its code calls besides has to be added to its role.',
      'The access log of the stage v1 goes to a log group on AWS, not to access.log.',
    ]);
  });
});
