import { parseArgs } from 'node:util';

export const MEASURES = [
  'throughput',
  'start',
  'many',
  'reload',
  'cold',
  'memory',
  'environments',
  'burst',
  'template',
  'access',
];

export const USAGE = `npm run bench -- [options]

  --only LIST         of ${MEASURES.join(', ')} (all of them without it)
  --rounds N          how often everything is measured (5)
  --duration S        seconds of load per figure (3)
  --connections LIST  connections of the load (1,10,100)
  --contenders LIST   of node-http, fastify, offstage (all of them without it)
  --peers             serverless-offline as well; needs "npm install --prefix bench" once
  --quick             one short round: does the harness work? Its figures are not written down
  --json              every single figure as JSON on stdout
  --help

Offstage is measured as it is built: run "npm run build" first. The report goes to bench/RESULTS.md, where each
measure's section is replaced; with --quick or fewer contenders it is only printed.
`;

/**
 * Reads the command line of run.js. A wrong one is an Error whose message says what is wrong.
 * `full` is false when the figures are not worth keeping: the report is then printed and not written.
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      duration: { type: 'string' },
      connections: { type: 'string' },
      contenders: { type: 'string' },
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    ...values,
    full: !quick && values.contenders === undefined,
    only: values.only === undefined ? MEASURES : checkedMeasures(list(values.only.join(','))),
    contenders: values.contenders === undefined ? undefined : list(values.contenders),
    rounds: positive('--rounds', values.rounds ?? (quick ? 1 : 5), Number.isInteger),
    seconds: positive('--duration', values.duration ?? (quick ? 1 : 3), Number.isFinite),
    connections: list(values.connections ?? '1,10,100').map((text) =>
      positive('--connections', text, Number.isInteger),
    ),
    starts: quick ? 1 : 3,
    saves: quick ? 6 : 50,
    coldStarts: quick ? 3 : 20,
    requests: quick ? 5_000 : 100_000,
    moreRequests: quick ? 10_000 : 200_000,
    renders: quick ? 1_000 : 10_000,
    parses: quick ? 50 : 500,
    checks: quick ? 50_000 : 1_000_000,
    burst: { connections: 2_000, seconds: quick ? 2 : 6 },
  };
}

function list(text) {
  return text.split(',').map((item) => item.trim());
}

function checkedMeasures(names) {
  const wrong = names.find((name) => !MEASURES.includes(name));
  if (wrong !== undefined) throw new Error(`--only ${wrong}: there is ${MEASURES.join(', ')}`);
  return names;
}

function positive(option, text, fits) {
  const number = Number(text);
  if (!fits(number) || number <= 0) throw new Error(`${option} ${text}: a number above 0 is needed`);
  return number;
}
