import { describe, expect, it } from 'vitest';
import { handler as allPets } from '../../functions/allPets.ts';
import { handler as allUsers } from '../../functions/allUsers.ts';
import { handler as createPet } from '../../functions/createPet.ts';
import { handler as createUser } from '../../functions/createUser.ts';
import { handler as deletePet } from '../../functions/deletePet.ts';
import { handler as onePet } from '../../functions/onePet.ts';
import { handler as oneUser } from '../../functions/oneUser.ts';

const proxyEvent = { pathParameters: null, body: null, isBase64Encoded: false };

describe('the functions behind custom integrations', () => {
  it('list pets with a number, a name and a kind each', async () => {
    const { body } = await allPets();
    expect(body.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(body[0]).toMatchObject({ name: 'Biscuit', kind: 'dog' });
  });

  it('view a pet by its number as text, and say when nobody has it', async () => {
    expect((await onePet({ id: '3' })).body).toMatch(/^Viewing one pet: 3 \(Pip the rabbit/);
    expect((await onePet({ id: '9' })).body).toBe('Viewing one pet: 9 (nobody here has that number)');
  });

  it('delete a pet in the name of whoever the token is for', async () => {
    expect((await deletePet({ id: '3', by: 'alice' })).body).toBe(
      'Deleted pet 3: Pip the rabbit found a home, says alice',
    );
    expect((await deletePet({ id: '9', by: 'alice' })).body).toMatch(/^Nothing was deleted/);
  });

  it('confirm a new pet by its name', async () => {
    expect(await createPet({ name: 'Joey' })).toEqual({ body: 'Created Joey' });
    expect((await createPet({})).body).toBe('Nothing was created: the event has no name');
  });
});

describe('the functions behind proxy integrations', () => {
  it('answer with status, CORS header and a text body', async () => {
    const { statusCode, headers, body } = await allUsers();
    expect(statusCode).toBe(200);
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
    expect(JSON.parse(body)).toContainEqual({ id: '1', name: 'Ada' });
  });

  it('find a user by the path parameter', async () => {
    expect((await oneUser({ ...proxyEvent, pathParameters: { id: '2' } })).body).toBe('{"id":"2","name":"Grace"}');
    expect((await oneUser({ ...proxyEvent, pathParameters: { id: '7' } })).statusCode).toBe(404);
  });

  it.each([
    ['{"name":"Bo"}', false, 201],
    [Buffer.from('{"name":"Bo"}').toString('base64'), true, 201],
    ['{"name":7}', false, 400],
    ['null', false, 400],
    ['not JSON', false, 400],
    [null, false, 400],
  ])('answer the body %j (base64: %s) with %i', async (body, isBase64Encoded, statusCode) => {
    expect((await createUser({ ...proxyEvent, body, isBase64Encoded })).statusCode).toBe(statusCode);
  });
});
