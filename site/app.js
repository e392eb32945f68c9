// The Pet Dashboard: a button for each call of the API, one place for what comes back.
// offstage-config.js, loaded before this file, says where the API is, and where `npm run dev` issues tokens.
const { apiUrl, signInUrl } = window.OFFSTAGE;

const results = document.querySelector('#results');
const requestLine = document.querySelector('#request');
document.querySelector('#api-url').textContent = apiUrl;

document.querySelector('#allpets').addEventListener('click', () => show('GET', '/pets'));

document.querySelector('#one-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const id = document.querySelector('#petnumber').value;
  show('GET', `/pets/${encodeURIComponent(id)}`);
});

document.querySelector('#new-form').addEventListener('submit', (event) => {
  event.preventDefault();
  const name = document.querySelector('#petname').value;
  // No Content-Type is set, so the browser says text/plain. That makes it a simple request: with application/json
  // the browser would first ask with an OPTIONS request whether it may.
  show('POST', '/pets', { method: 'post', body: JSON.stringify({ name }) });
});

/** Of whoever is signed in; it is never stored, so a reload signs out. */
let token;

const signIn = document.querySelector('#sign-in');
// On AWS the page would send its visitors to the user pool's own sign-in page instead.
signIn.hidden = !signInUrl;

signIn.addEventListener('submit', async (event) => {
  event.preventDefault();
  const sub = document.querySelector('#username').value;
  try {
    const response = await fetch(signInUrl, {
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sub }),
    });
    if (!response.ok) throw new Error((await response.json()).message);
    showSignedIn(sub, (await response.json()).token);
  } catch (error) {
    requestLine.textContent = '';
    renderResults({ problem: 'You could not be signed in', hint: error.message });
  }
});

document.querySelector('#signout').addEventListener('click', () => showSignedIn('', undefined));

function showSignedIn(name, newToken) {
  token = newToken;
  document.querySelector('#whoami').textContent = name;
  const [form, state] = signIn.querySelectorAll('.who');
  form.hidden = token !== undefined;
  state.hidden = token === undefined;
  document.querySelector(token === undefined ? '#username' : '#signout').focus();
}

let latest = 0;

/** Calls the API and shows the answer, whatever it is. When two calls overlap, the later one is shown. */
async function show(method, path, options) {
  const call = ++latest;
  results.setAttribute('aria-busy', 'true');
  requestLine.textContent = `${method} ${path} …`;
  const started = performance.now();
  const outcome = await callApi(path, options);
  if (call !== latest) return;
  const took = Math.round(performance.now() - started);
  requestLine.textContent = outcome.status
    ? `${method} ${path} → ${outcome.status} · ${took} ms`
    : `${method} ${path} → no answer`;
  renderResults(outcome);
  results.setAttribute('aria-busy', 'false');
}

function renderResults(outcome) {
  results.classList.toggle('failed', 'problem' in outcome);
  results.replaceChildren(...('problem' in outcome ? renderProblem(outcome) : renderBody(outcome.body)));
  // On a phone the answer is below the cards.
  results.scrollIntoView({ block: 'nearest' });
}

/** With the token of whoever is signed in. A DELETE is no simple request: the browser asks with OPTIONS first. */
function deletePet(id) {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return show('DELETE', `/pets/${id}`, { method: 'delete', headers });
}

/** Gives `{ status, body }`, or `{ status, problem, hint }` where there is nothing to show but a failure. */
async function callApi(path, options) {
  let response;
  let text;
  try {
    response = await fetch(apiUrl + path, options);
    text = await response.text();
  } catch {
    return { status: 0, ...(await explainNoAnswer()) };
  }
  const { status } = response;
  const data = parseJson(text);
  if (!response.ok) return { status, ...explainStatus(status, data?.message) };
  if (data?.errorMessage) {
    return { status, problem: 'The function ended with an error', hint: data.errorMessage };
  }
  if (data?.body === undefined) {
    const found = text === '' ? 'an empty answer' : text.slice(0, 300);
    return {
      status,
      problem: 'The answer has no field “body”',
      hint: `This page shows what the function returns as “body”, and got: ${found}`,
    };
  }
  return { status, body: data.body };
}

/**
 * A page is not told why it got no answer: the API may be out of reach, or its answer lacks the CORS header that lets
 * this page read it. A request whose answer nobody wants to read tells the two apart.
 */
async function explainNoAnswer() {
  try {
    await fetch(apiUrl, { mode: 'no-cors', cache: 'no-store' });
  } catch {
    return {
      problem: 'The API can’t be reached',
      hint: `Nothing answers at ${apiUrl}. Is “npm run dev” still running, and is this device online?`,
    };
  }
  return {
    problem: 'The API answered, but this page may not read it (CORS)',
    hint: `The answer has no Access-Control-Allow-Origin header that allows ${location.origin}. Enable CORS on the resource in routes.json, and on error answers with “corsOnErrors”; a proxy function has to send the header itself.`,
  };
}

function explainStatus(status, message) {
  const hints = {
    400: 'The request was refused: something in it is missing or malformed.',
    401: token
      ? 'Your token is not good any more. Sign in again.'
      : 'Only somebody who is signed in may do this. Sign in first.',
    403: 'The stage has no such path or method, or this call is not allowed.',
    404: 'There is nothing at this address.',
    415: 'The API doesn’t take this type of content.',
    429: 'Too many requests: wait a moment and try again.',
    500: 'The API failed inside. The terminal that runs it says where.',
    502: 'The function failed or answered in a form that API Gateway can’t use. The terminal that runs it says why.',
    504: 'The function took too long.',
  };
  const hint = hints[status] ?? 'The terminal that runs the API may say more.';
  return { problem: `The API answered with status ${status}`, hint: message ? `“${message}”. ${hint}` : hint };
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function renderProblem({ problem, hint }) {
  return [element('p', 'problem', problem), element('p', 'hint', hint)];
}

function renderBody(body) {
  if (typeof body === 'string') return [element('p', 'said', body)];
  const isPetList = Array.isArray(body) && body.length > 0 && body.every((pet) => pet?.name && pet.kind);
  if (!isPetList) return [element('pre', 'json', JSON.stringify(body, null, 2))];
  const list = element('ul', 'pets');
  list.append(...body.map(renderPet));
  return [list];
}

const PICTURES = new Set(['cat', 'dog', 'hamster', 'parrot', 'rabbit', 'tortoise']);

function renderPet({ id, name, kind, about }) {
  const picture = element('img');
  picture.src = `images/${PICTURES.has(kind) ? kind : 'paw'}.svg`;
  picture.alt = '';
  const number = element('span', 'number', id);
  const portrait = element('div', 'portrait');
  portrait.append(picture, number);
  const remove = element('button', 'delete', 'Delete');
  remove.type = 'button';
  remove.setAttribute('aria-label', `Delete ${name}`);
  remove.addEventListener('click', () => deletePet(id));
  const words = element('div');
  words.append(element('strong', '', name), ` the ${kind}`, element('span', 'about', about), remove);
  const item = element('li');
  item.append(portrait, words);
  return item;
}

function element(tag, className = '', text = '') {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
