import { projectFolder } from '../helpers/emulator.ts';

/** A route that needs no function, so that what is deployed can be asked. */
export function says(text: string): object {
  return {
    GET: {
      integration: {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: { default: { statusCode: '200', responseTemplates: { 'text/plain': text } } },
      },
    },
  };
}

/** The routes.json of an API with two stages, a function and a site. */
export function tideRoutes(name: string, resources: object): object {
  return {
    name,
    stages: { v1: { variables: { mood: 'calm' } }, prod: { variables: { mood: 'grave' } } },
    functions: { [`${name}-log`]: { handler: 'functions/log.handler' } },
    resources: { '/log': { GET: { integration: { type: 'AWS_PROXY', function: `${name}-log` } } }, ...resources },
    site: { root: 'site', indexDocument: 'index.html' },
  };
}

/** Its folder, which goes with the test. */
export function tideProject(
  name: string,
  resources: object = { '/tide': says('$stageVariables.mood') },
): Promise<string> {
  return projectFolder({
    'routes.json': tideRoutes(name, resources),
    'functions/log.js': 'exports.handler = async () => ({ statusCode: 200 });',
    'site/index.html': '<title>Tides</title>',
    'site/old.css': 'p { color: blue }',
  });
}
