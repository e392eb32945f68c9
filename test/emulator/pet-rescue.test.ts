import { rmSync } from 'node:fs';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../helpers/emulator.ts';
import { copyPetRescue } from '../helpers/pet-rescue.ts';

let root: string;
beforeAll(() => {
  root = copyPetRescue();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the pet rescue', () => {
  it('lists, finds and creates pets through custom integrations', async () => {
    const { emulator } = await startEmulator({ root });
    const pets = await request(emulator.server).get('/v1/pets').expect(200);
    expect(pets.headers['content-type']).toBe('application/json');
    expect(pets.headers['access-control-allow-origin']).toBe('*');
    expect(pets.body.body).toHaveLength(6);
    const one = await request(emulator.server).get('/v1/pets/9').expect(200);
    expect(one.body.body).toMatch(/^Viewing one pet: 9/);
    const made = await request(emulator.server)
      .post('/v1/pets')
      .set('Content-Type', 'text/plain;charset=UTF-8')
      .send('{"name":"Joey"}');
    expect(made).toMatchObject({ status: 200, body: { body: 'Created Joey' } });
  });

  it('deletes a pet for somebody who brings a token, and for nobody else', async () => {
    const { emulator } = await startEmulator({ root });
    const refused = await request(emulator.server).delete('/v1/pets/3');
    expect([refused.status, refused.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
    for (const sub of ['alice', "O'Neil", 'a "quoted" name']) {
      const token = await emulator.issueToken({ sub });
      const deleted = await request(emulator.server).delete('/v1/pets/3').set('Authorization', `Bearer ${token}`);
      expect([deleted.status, deleted.body]).toEqual([
        200,
        { body: `Deleted pet 3: Pip the rabbit found a home, says ${sub}` },
      ]);
    }
    const old = await emulator.issueToken({ sub: 'alice', expiresIn: -1 });
    const expired = await request(emulator.server).delete('/v1/pets/3').set('Authorization', old);
    expect([expired.status, expired.text]).toEqual([401, '{"message":"The incoming token has expired"}']);
  });

  it('answers users through proxy integrations', async () => {
    const { emulator } = await startEmulator({ root });
    const users = await request(emulator.server).get('/v1/users').expect(200);
    expect(users.headers['access-control-allow-origin']).toBe('*');
    expect(users.body.length).toBeGreaterThan(0);
    const created = await request(emulator.server).post('/v1/users').send({ name: 'Edsger' });
    expect(created.status).toBe(201);
  });

  it('answers a preflight as the console’s Enable CORS makes it, for any origin', async () => {
    const { emulator } = await startEmulator({ root });
    const { status, headers, text } = await request(emulator.server)
      .options('/v1/pets')
      .set('Origin', 'http://anywhere');
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,OPTIONS,POST',
      'access-control-allow-headers': 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token',
    });
  });

  it('says no with CORS headers, since routes.json asks for them on errors', async () => {
    const { emulator } = await startEmulator({ root });
    const { status, headers, text } = await request(emulator.server).get('/v1/dogs');
    expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('is tested by the console’s Test with its log', async () => {
    const { emulator } = await startEmulator({ root });
    const { status, body, log, headers } = await emulator.testInvokeMethod({
      resourcePath: '/pets/{id}',
      httpMethod: 'GET',
      pathWithQueryString: '/pets/9',
    });
    expect(status).toBe(200);
    expect(JSON.parse(body).body).toMatch(/^Viewing one pet: 9/);
    expect(Object.keys(headers)).toEqual(['X-Amzn-Trace-Id', 'Access-Control-Allow-Origin', 'Content-Type']);
    expect(log.split('\n').map((line) => line.replace(/^.*UTC \d{4} : /, ''))).toEqual([
      expect.stringMatching(/^Execution log for request [0-9a-f-]{36}$/),
      expect.stringMatching(/^Starting execution for request: /),
      'HTTP Method: GET, Resource Path: /pets/9',
      'Method request path: {id=9}',
      'Method request query string: {}',
      'Method request headers: {}',
      'Method request body before transformations: ',
      expect.stringMatching(
        /^Endpoint request URI: https:\/\/lambda\.us-east-1\.amazonaws\.com\/2015-03-31\/functions\/arn/,
      ),
      expect.stringMatching(/^Endpoint request headers: \{x-amzn-lambda-integration-tag=/),
      'Endpoint request body after transformations: { "id": "9" }',
      expect.stringMatching(/^Sending request to https:\/\/lambda\./),
      expect.stringMatching(/^Received response\. Status: 200, Integration latency: \d+ ms$/),
      expect.stringMatching(/^Endpoint response headers: \{Date=.*, Content-Type=application\/json, /),
      expect.stringMatching(/^Endpoint response body before transformations: \{"body":"Viewing one pet: 9/),
      expect.stringMatching(/^Method response body after transformations: \{"body":"Viewing one pet: 9/),
      expect.stringMatching(/^Method response headers: \{X-Amzn-Trace-Id=.*, Content-Type=application\/json\}$/),
      'Successfully completed execution',
      'Method completed with status: 200',
      '',
    ]);
  });
});
