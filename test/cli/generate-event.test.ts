import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SAMPLE_EVENTS } from '../../emulator/cli/sample-events/catalog.ts';
import { EVENT_OPTIONS } from '../../emulator/cli/sample-events/event-options.ts';
import { projectFolder, proxyRoutes, startEmulator } from '../helpers/emulator.ts';
import { packageOffstage } from './packaged.ts';

const offstage = packageOffstage();

function generate(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [offstage.cli, 'generate-event', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

describe('offstage generate-event', () => {
  it('lists every event with its options', () => {
    const { status, stdout } = generate();
    expect(status).toBe(0);
    for (const { service, name, summary } of SAMPLE_EVENTS) {
      expect(stdout).toMatch(new RegExp(`${service} ${name} +${summary.slice(0, 20).replace(/[()]/g, '.')}`));
    }
    expect(generate('s3').stdout).not.toContain('sqs');
  });

  it('makes an event of each kind that is JSON, takes its options, and is the same each time', () => {
    for (const { service, name, defaults, build } of SAMPLE_EVENTS) {
      const text = JSON.stringify(build(defaults));
      expect(JSON.stringify(build(defaults))).toBe(text);
      expect(text).not.toMatch(/undefined|NaN/);
      for (const option of Object.keys(defaults)) {
        expect(EVENT_OPTIONS, `${service} ${name}`).toHaveProperty(option);
        const other =
          option === 'detail' ? '{"changed":true}' : option === 'size' ? '7' : option === 'query' ? 'a=1' : '/changed';
        expect(JSON.stringify(build({ ...defaults, [option]: other })), `${service} ${name} ${option}`).not.toBe(text);
      }
    }
  });

  it('takes what it is told', () => {
    const put = JSON.parse(generate('s3', 'put', '--bucket', 'photos', '--key', 'my pets/Bo & Rex.jpg').stdout);
    expect(put.Records[0].s3).toMatchObject({ bucket: { name: 'photos' }, object: { key: 'my+pets/Bo+%26+Rex.jpg' } });
    const bus = JSON.parse(
      generate('eventbridge', 'put-events', '--detail-type', 'sold', '--detail', '{"n":1}').stdout,
    );
    expect(bus).toMatchObject({ 'detail-type': 'sold', detail: { n: 1 } });
  });

  it('makes the proxy event that the gateway itself sends', async () => {
    const root = await projectFolder({
      'routes.json': proxyRoutes({ '/pets/{id}': 'echo' }),
      'functions/echo.js': 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
    });
    const { emulator } = await startEmulator({ root });
    const answer = await fetch(`${emulator.url}/v1/pets/7?a=1&a=2`, {
      method: 'POST',
      body: '{"n":1}',
      headers: { 'content-type': 'application/json' },
    });
    const real = (await answer.json()) as Record<string, Record<string, Record<string, unknown>>>;
    const made = JSON.parse(
      generate('apigateway', 'aws-proxy', '--method', 'POST', '--query', 'a=1&a=2', '--body', '{"n":1}').stdout,
    );
    expect(Object.keys(made)).toEqual(Object.keys(real));
    expect(Object.keys(made.requestContext)).toEqual(Object.keys(real.requestContext ?? {}));
    expect(Object.keys(made.requestContext.identity)).toEqual(Object.keys(real.requestContext?.identity ?? {}));
    const { headers: _headers, multiValueHeaders, requestContext: _context, ...same } = made;
    expect(real).toMatchObject(same);
    expect(real.multiValueHeaders?.['X-Forwarded-Proto']).toEqual(multiValueHeaders['X-Forwarded-Proto']);
  });

  it.each([
    [['s4'], /There is no event "s4"; there is apigateway, .*Did you mean s3\?/s],
    [['s3', 'putt'], /Did you mean s3 put\?/],
    [['s3', 'put', '--queue', 'x'], /--queue says nothing about s3 put\.[\s\S]*--bucket, --key, --size/],
    [['s3', 'put', '--size', 'big'], /--size big: it is no number of bytes/],
    [['eventbridge', 'put-events', '--detail', '[1]'], /it is no JSON object/],
  ])('refuses %j with what there is', (args, message) => {
    const { status, stdout, stderr } = generate(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
