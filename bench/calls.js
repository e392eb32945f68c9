const PETS = '[{"id":1,"name":"Rex"},{"id":2,"name":"Mia"},{"id":3,"name":"Bo"}]';
const KILOBYTE = kilobyteOfJson();

/**
 * The calls that are measured, with the one answer that each of them has. Every contender has to give it: the same
 * status and, byte for byte, the same body. Paths stand below the stage `v1` at every contender, so that all of them
 * route the same text.
 */
export const CALLS = [
  {
    id: 'proxy',
    title: 'Lambda proxy GET',
    method: 'GET',
    path: '/v1/proxy',
    answer: { status: 200, body: '{"message":"Hello from the stage","path":"/proxy"}' },
  },
  {
    id: 'path-parameter',
    title: 'Path parameter GET',
    method: 'GET',
    path: '/v1/pets/7',
    answer: { status: 200, body: '{"id":"7","name":"Rex","kind":"dog"}' },
  },
  {
    id: 'post',
    title: '1 KB POST',
    method: 'POST',
    path: '/v1/echo',
    headers: { 'content-type': 'application/json' },
    body: KILOBYTE,
    answer: { status: 200, body: KILOBYTE },
  },
  {
    id: 'templated',
    title: 'Templated GET (AWS type)',
    method: 'GET',
    path: '/v1/templated?owner=Ada',
    answer: { status: 200, body: `{"owner":"Ada","pets":${PETS}}` },
  },
  {
    id: 'preflight',
    title: 'Preflight',
    method: 'OPTIONS',
    path: '/v1/pets/7',
    headers: { origin: 'http://localhost:3001', 'access-control-request-method': 'GET' },
    answer: { status: 200, body: '' },
  },
];

/** Calls that only Offstage is asked, about its environments: the others have none. */
export const ENVIRONMENT_CALLS = {
  small: { title: 'a small handler', method: 'GET', path: '/v1/proxy', answer: CALLS[0].answer },
  sdk: {
    title: 'one that loads the AWS SDK’s DynamoDB client',
    method: 'GET',
    path: '/v1/sdk',
    answer: { status: 200, body: '{"sdk":"function"}' },
  },
  wait: { title: 'one that waits 100 ms and names its environment', method: 'GET', path: '/v1/wait' },
};

/** The call with this id; a wrong id is a mistake of the harness. */
export function callNamed(id) {
  const call = CALLS.find((candidate) => candidate.id === id);
  if (call === undefined) throw new Error(`calls.js has no call "${id}"`);
  return call;
}

/** A JSON object of 1,024 bytes that JSON.stringify writes as it was read. */
function kilobyteOfJson() {
  const empty = JSON.stringify({ name: 'Rex', kind: 'dog', story: '' });
  return JSON.stringify({ name: 'Rex', kind: 'dog', story: 'x'.repeat(1024 - empty.length) });
}
