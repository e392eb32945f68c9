import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CALLS } from './calls.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = here('../dist/cli.js');
const OSLS = here('./node_modules/osls/bin/serverless.js');
const SERVERLESS_OFFLINE = here('./node_modules/serverless-offline/package.json');

/**
 * Who is measured. `command` gives the arguments of node, the folder to start it in and what its environment needs
 * besides, from three free ports (of which the first has to answer) and the copy of project/ that this run made.
 * `calls`: the ids it is asked.
 */
const CONTENDERS = [
  {
    id: 'node-http',
    title: 'node:http',
    calls: CALLS.map(({ id }) => id),
    command: ([port], project) => ({ args: [here('./servers/node-http.js'), `${port}`], cwd: project }),
  },
  {
    id: 'fastify',
    title: 'Fastify',
    calls: CALLS.map(({ id }) => id),
    command: ([port], project) => ({ args: [here('./servers/fastify.js'), `${port}`], cwd: project }),
  },
  {
    id: 'offstage',
    title: 'Offstage',
    calls: CALLS.map(({ id }) => id),
    missing: () => (existsSync(CLI) ? undefined : 'dist/cli.js is not there: run "npm run build" first'),
    command: ([port, sitePort, controlPort], project) => ({
      args: [
        ...[CLI, 'dev', '--strict-port', '--port', `${port}`],
        ...['--site-port', `${sitePort}`, '--control-port', `${controlPort}`],
      ],
      cwd: project,
    }),
  },
];

const PEERS = [peer('worker threads', []), peer('in process', ['--useInProcess'])];

/**
 * The contenders of this run: those named, or all; with the peers when asked for. An Error says what has to be done
 * before one of them can be measured.
 */
export function chooseContenders({ contenders, peers }) {
  const known = peers ? [...CONTENDERS, ...PEERS] : CONTENDERS;
  const unknown = contenders?.find((id) => !known.some((contender) => contender.id === id));
  if (unknown !== undefined)
    throw new Error(`--contenders ${unknown}: there is ${known.map(({ id }) => id).join(', ')}`);
  const chosen = contenders === undefined ? known : known.filter(({ id }) => contenders.includes(id));
  for (const contender of chosen) {
    const missing = contender.missing?.();
    if (missing !== undefined) throw new Error(`${contender.title} can't be measured: ${missing}`);
  }
  return chosen;
}

/** The same contenders, another one first in each round, so that none has the best place each time. */
export function rotated(contenders, by) {
  const first = by % contenders.length;
  return [...contenders.slice(first), ...contenders.slice(0, first)];
}

/** The contender with more flags: those of node in front of what it runs, its own behind. */
export function withFlags(contender, flags, nodeFlags = []) {
  const command = (ports, project) => {
    const { args, ...rest } = contender.command(ports, project);
    return { ...rest, args: [...nodeFlags, ...args, ...flags] };
  };
  return { ...contender, command };
}

function peer(mode, flags) {
  return {
    id: `serverless-offline-${mode.replaceAll(' ', '-')}`,
    title: `serverless-offline (${mode})`,
    // Its preflight and its templates answer other bytes than AWS, and so than the others here.
    calls: ['proxy', 'path-parameter', 'post'],
    missing: () =>
      existsSync(OSLS) && existsSync(SERVERLESS_OFFLINE)
        ? undefined
        : 'it is not installed: run "npm install --prefix bench" first',
    // Its plug-in is looked for from the service's folder, so it starts there and not in the copy of the project.
    command: ([port, websocketPort, lambdaPort]) => ({
      args: [
        ...[OSLS, 'offline', '--host', '127.0.0.1', '--httpPort', `${port}`],
        ...['--websocketPort', `${websocketPort}`, '--lambdaPort', `${lambdaPort}`, ...flags],
      ],
      cwd: here('./peers/serverless-offline/'),
      env: { SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    }),
  };
}
