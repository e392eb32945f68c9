// ../../../project/functions/pet.ts without its types: this peer builds no TypeScript by itself.
export const handler = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify({ id: event.pathParameters.id, name: 'Rex', kind: 'dog' }),
});
