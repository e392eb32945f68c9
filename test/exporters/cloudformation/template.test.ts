import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cloudFormationTemplate } from '../../../emulator/exporters/cloudformation/template.ts';
import { toJsonText } from '../../../emulator/exporters/json-text.ts';
import { toYamlText } from '../../../emulator/exporters/yaml-text.ts';
import { importOpenApi } from '../../../emulator/importers/openapi.ts';
import { readProject } from '../../../emulator/read-project.ts';
import { emptyProject } from '../../helpers/project.ts';
import { everything, manyShips } from '../routes-json/documents.ts';
import { exported, exportedOf, ofType, projectOf, small } from './exported.ts';

describe('a CloudFormation template', () => {
  it('of the pet rescue has the API, its seven functions and its site', async () => {
    const { project } = await readProject({ root: '.' });
    if (project === undefined) throw new Error('The pet rescue has faults.');
    const template = exportedOf(project, 'v1');
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values(template.resources)) counts[Type] = (counts[Type] ?? 0) + 1;
    expect(counts).toEqual({
      'AWS::ApiGateway::RestApi': 1,
      'AWS::Lambda::Function': 7,
      'AWS::Lambda::Permission': 7,
      'AWS::IAM::Role': 7,
      'AWS::Logs::LogGroup': 7,
      'AWS::ApiGateway::Deployment': 1,
      'AWS::ApiGateway::Stage': 1,
      'AWS::S3::Bucket': 1,
      'AWS::S3::BucketPolicy': 1,
    });
    expect(Object.keys(template.parameters)).toEqual(expect.arrayContaining(['CodeBucket', 'UserPoolArnOfPeople']));
    expect(template.text).not.toContain('000000000000');
  });

  it('is the same for the same project', async () => {
    const project = await projectOf({ ...small, functions: { one: {}, two: {} } });
    expect(exportedOf(project, 'v1').text).toBe(
      exportedOf(await projectOf({ ...small, functions: { one: {}, two: {} } }), 'v1').text,
    );
  });

  it('says the same in JSON and in YAML', async () => {
    const project = await projectOf({ ...small, functions: { one: {} }, site: {} });
    const [api] = project.apis;
    if (api === undefined) throw new Error('There is no API.');
    const { template } = cloudFormationTemplate(project, api, api.stages[0]);
    expect(JSON.parse(toJsonText(template))).toEqual(template);
    expect(parse(toYamlText(template))).toEqual(template);
  });

  it('without a stage has neither a deployment nor a stage, and says so', async () => {
    const template = await exported(small);
    expect(Object.keys(template.resources)).toEqual(['RestApi']);
    expect(template.notes.join()).toContain('--stage');
  });

  it('tells every setting that is no part of a stack', async () => {
    const { notes, text } = await exported(
      {
        ...small,
        stages: { v1: {}, beta: {} },
        functions: { old: { runtime: 'nodejs20.x' } },
        accountConcurrency: 1000,
        accountThrottle: { rateLimit: 10, burstLimit: 5 },
        iamUsers: { alice: { accessKeyId: 'LOCALKEYOFALICE00001', secretAccessKey: 'alice-keeps-it-to-herself' } },
        serviceEndpoints: { sqs: 'http://127.0.0.1:9324' },
        site: {},
      },
      { stage: 'v1' },
    );
    for (const word of [
      'beta',
      'nodejs20.x',
      'accountConcurrency',
      'accountThrottle',
      'iamUsers',
      'serviceEndpoints',
    ]) {
      expect(notes.filter((note) => note.includes(word))).toHaveLength(1);
    }
    expect(notes.join()).toContain("The site's files");
    expect(text).not.toContain('alice');
    expect(text).not.toContain('9324');
  });

  it('tells where the account of Offstage stands in no ARN', async () => {
    const environment = { QUEUE: 'https://sqs.us-east-1.amazonaws.com/000000000000/ships' };
    const { notes } = await exported({ ...small, functions: { one: { environment } } });
    expect(notes.filter((note) => note.includes('000000000000'))).toEqual([
      "The account 000000000000, which isn't yours, is left as it is at /Resources/OneFunction/Properties/Environment/Variables/QUEUE.",
    ]);
  });

  it('tells when CloudFormation will refuse it for its size', async () => {
    const functions = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f${index}`, {}]));
    const { notes } = await exported({ ...small, functions });
    expect(notes.filter((note) => /resources; CloudFormation takes 500/.test(note))).toHaveLength(1);
    expect(notes.filter((note) => /parameters; CloudFormation takes 200/.test(note))).toHaveLength(1);
    expect(notes.filter((note) => /51,200 bytes/.test(note))).toHaveLength(1);
  });

  it.each([
    ['everything that a document can say', everything],
    ['a large document', manyShips(30)],
  ])('of %s holds together', async (_, document) => {
    const { api } = await importOpenApi({ document, stages: [{ name: 'v1', variables: { host: 'ships.test' } }] });
    const template = exportedOf(emptyProject('/', [api]), 'v1');
    expect(Object.keys(ofType(template, 'AWS::ApiGateway::Stage'))).toEqual(['Stage']);
    expect(template.notes.some((note) => note.includes("none of the project's"))).toBe(true);
  });

  it('of a pinned stage has the API that the stage was deployed with', async () => {
    const project = await projectOf(small);
    const [api] = project.apis;
    const [stage] = api?.stages ?? [];
    if (api === undefined || stage === undefined) throw new Error('There is no stage.');
    const pinned = {
      ...project,
      snapshots: new Map([['old123', { ...api, description: 'as it was' }]]),
      apis: [{ ...api, stages: [{ ...stage, deploymentId: 'old123' }] }],
    };
    const { resources, notes } = exportedOf(pinned, 'v1');
    expect(resources.RestApi?.Properties).toMatchObject({ Description: 'as it was' });
    expect(notes.join()).toContain('old123');
    expect(exportedOf(pinned).resources.RestApi?.Properties).not.toHaveProperty('Description');
  });
});
