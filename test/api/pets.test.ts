import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { useTarget } from './target.ts';

const target = useTarget();

describe('the pets', () => {
  it('are listed', async () => {
    const { status, headers, body } = await request(target().url).get('/pets');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    expect(body.body.map(({ name }: { name: string }) => name)).toContain('Olive');
  });

  it('are found by their number', async () => {
    const { status, body } = await request(target().url).get('/pets/3');
    expect([status, body]).toEqual([
      200,
      { body: 'Viewing one pet: 3 (Pip the rabbit thumps once for yes and twice for carrots)' },
    ]);
    const nobody = await request(target().url).get('/pets/99');
    expect([nobody.status, nobody.body.body]).toEqual([200, 'Viewing one pet: 99 (nobody here has that number)']);
  });

  it('are created when they have a name', async () => {
    const made = await request(target().url).post('/pets').send({ name: 'Joey' });
    expect([made.status, made.body]).toEqual([200, { body: 'Created Joey' }]);
    const nameless = await request(target().url).post('/pets').send({ kind: 'dog' });
    expect([nameless.status, nameless.text]).toEqual([400, '{"message":"Invalid request body"}']);
  });

  it('are created from text/plain as well, which no model checks', async () => {
    const { status, body } = await request(target().url)
      .post('/pets')
      .set('Content-Type', 'text/plain;charset=UTF-8')
      .send('{"name":"Joey"}');
    expect([status, body]).toEqual([200, { body: 'Created Joey' }]);
  });

  it('are deleted for somebody who brings a token', async () => {
    const { url, token } = target();
    const { status, body } = await request(url).delete('/pets/3').set('Authorization', `Bearer ${token}`);
    expect(status).toBe(200);
    expect(body.body).toMatch(/^Deleted pet 3: Pip the rabbit found a home, says /);
  });

  it('are deleted for nobody else', async () => {
    const none = await request(target().url).delete('/pets/3');
    expect([none.status, none.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(none.headers['x-amzn-errortype']).toBe('UnauthorizedException');
    const wrong = await request(target().url).delete('/pets/3').set('Authorization', 'Bearer nonsense');
    expect(wrong.status).toBe(401);
  });

  it('may be asked for by pages of any origin', async () => {
    const { status, headers, text } = await request(target().url)
      .options('/pets')
      .set('Origin', 'http://localhost:3001')
      .set('Access-Control-Request-Method', 'POST');
    expect([status, text]).toEqual([200, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,OPTIONS,POST',
    });
  });
});
