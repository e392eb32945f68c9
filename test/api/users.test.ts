import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { useTarget } from './target.ts';

const target = useTarget();

describe('the users', () => {
  it('are listed', async () => {
    const { status, headers, body } = await request(target().url).get('/users');
    expect([status, body]).toEqual([
      200,
      [
        { id: '1', name: 'Ada' },
        { id: '2', name: 'Grace' },
        { id: '3', name: 'Katherine' },
      ],
    ]);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('are found by their id, or not', async () => {
    const grace = await request(target().url).get('/users/2');
    expect([grace.status, grace.body]).toEqual([200, { id: '2', name: 'Grace' }]);
    const nobody = await request(target().url).get('/users/9');
    expect([nobody.status, nobody.body]).toEqual([404, { message: 'There is no user 9' }]);
  });

  it('are created when they have a name', async () => {
    const made = await request(target().url).post('/users').send({ name: 'Edsger' });
    expect([made.status, made.body]).toEqual([201, { message: 'Created Edsger' }]);
    const nameless = await request(target().url).post('/users').set('Content-Type', 'application/json').send('no JSON');
    expect([nameless.status, nameless.body]).toEqual([400, { message: 'Send {"name": "…"} as JSON' }]);
  });
});

describe('what no resource fits', () => {
  it.each(['/dogs', '/pets/3/toys', '/'])('%s is 403, as AWS says it', async (path) => {
    const { status, headers, text } = await request(target().url).get(path);
    expect([status, text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'MissingAuthenticationTokenException',
      'access-control-allow-origin': '*',
    });
  });

  it('is 403 for a method that a resource lacks', async () => {
    const { status } = await request(target().url).put('/pets').send({ name: 'Joey' });
    expect(status).toBe(403);
  });
});
