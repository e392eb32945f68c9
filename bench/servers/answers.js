/**
 * What the functions of ../project answer, as plain functions: the work that a server written by hand does for the
 * same answers. Each gives the value that goes out as JSON.
 */
export const hello = (path) => ({ message: 'Hello from the stage', path });

export const pet = (id) => ({ id, name: 'Rex', kind: 'dog' });

const PETS = [
  { id: 1, name: 'Rex' },
  { id: 2, name: 'Mia' },
  { id: 3, name: 'Bo' },
];

export const pets = (owner, limit) => ({ owner, pets: PETS.slice(0, limit).map(({ id, name }) => ({ id, name })) });

/** The headers of a preflight's answer, as `cors: true` makes them. */
export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET,OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token',
};
