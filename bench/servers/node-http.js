// The measure of all others: the same answers from node:http, written by hand. `node node-http.js PORT`.
import { createServer } from 'node:http';
import { hello, PREFLIGHT_HEADERS, pet, pets } from './answers.js';

createServer((request, response) => {
  const [path, query] = request.url.split('?');
  if (request.method === 'GET') {
    if (path === '/v1/proxy') return sendJson(response, hello('/proxy'));
    if (path.startsWith('/v1/pets/'))
      return sendJson(response, pet(decodeURIComponent(path.slice('/v1/pets/'.length))));
    if (path === '/v1/templated') return sendJson(response, pets(new URLSearchParams(query).get('owner'), 3));
  }
  if (request.method === 'POST' && path === '/v1/echo') return echo(request, response);
  if (request.method === 'OPTIONS' && path.startsWith('/v1/pets/')) {
    return response.writeHead(200, { ...PREFLIGHT_HEADERS, 'Content-Length': 0 }).end();
  }
  response.writeHead(404).end();
}).listen(Number(process.argv[2]), '127.0.0.1');

function sendJson(response, value) {
  const body = JSON.stringify(value);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
}

function echo(request, response) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => sendJson(response, JSON.parse(Buffer.concat(chunks).toString())));
}
