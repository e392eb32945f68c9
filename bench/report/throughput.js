import { CALLS } from '../calls.js';
import { median, roundRatios } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, ratioFigure, table } from './table.js';

const CLIENT_IS_THE_LIMIT = 0.9;

/** Requests per second and latencies: for each number of connections one table of each. */
export function reportThroughput({ rows, contenders, options }) {
  const parts = goals(rows);
  for (const connections of options.connections) {
    const here = rows.filter((row) => row.connections === connections);
    parts.push('', `### ${connections} ${connections === 1 ? 'connection' : 'connections'}`, '');
    parts.push(rateTable(here, contenders), '', latencyTable(here, contenders));
  }
  parts.push('', ...clientNote(rows, contenders));
  return { title: 'Requests per second', text: parts.join('\n') };
}

function goals(rows) {
  const of = (call, connections) => rows.filter((row) => row.call === call && row.connections === connections);
  const rate = (call, connections) =>
    roundRatios(of(call, connections), 'offstage', 'node-http', ([row]) => row.requestsPerSecond)?.median;
  const p99 = roundRatios(of('proxy', 100), 'offstage', 'node-http', ([row]) => row.p99)?.median;
  const share = { atLeast: 0.45, unit: ' of node:http', decimals: 2 };
  return [
    ...goalLine({ what: 'Lambda proxy GET, 10 connections', value: rate('proxy', 10), ...share }),
    ...goalLine({ what: 'Lambda proxy GET, 100 connections', value: rate('proxy', 100), ...share }),
    ...goalLine({ what: 'its p99, 100 connections', value: p99, under: 3, unit: ' times node:http’s', decimals: 1 }),
    ...goalLine({ what: 'Templated GET, 10 connections', value: rate('templated', 10), ...share, atLeast: 0.35 }),
  ];
}

function rateTable(rows, contenders) {
  const others = contenders.filter(({ id }) => id !== 'node-http');
  const head = ['requests per second', ...titles(contenders), ...others.map(({ title }) => `${title} ÷ node:http`)];
  return table(
    head,
    CALLS.map((call) => {
      const here = rows.filter((row) => row.call === call.id);
      return [
        call.title,
        ...contenders.map(({ id }) => figure(medianOf(here, id, (row) => row.requestsPerSecond))),
        ...others.map(({ id }) => ratioFigure(roundRatios(here, id, 'node-http', ([row]) => row.requestsPerSecond))),
      ];
    }),
  );
}

function latencyTable(rows, contenders) {
  return table(
    ['p50 / p99, ms', ...titles(contenders)],
    CALLS.map((call) => {
      const here = rows.filter((row) => row.call === call.id);
      const both = ({ id }) =>
        `${figure(
          medianOf(here, id, (row) => row.p50),
          2,
        )} / ${figure(
          medianOf(here, id, (row) => row.p99),
          2,
        )}`;
      return [call.title, ...contenders.map(both)];
    }),
  );
}

/** Where the client had no time left, it is the client that was measured: the reader has to know. */
function clientNote(rows, contenders) {
  const busy = contenders.map(({ id, title }) => {
    const shares = rows.filter((row) => row.contender === id).map((row) => row.clientBusy);
    return { title, share: Math.max(...shares) };
  });
  const list = busy.map(({ title, share }) => `${title} ${figure(share * 100)} %`).join(', ');
  const limited = busy.some(({ share }) => share > CLIENT_IS_THE_LIMIT);
  return [
    `The client's busiest run, as a share of one core: ${list}.`,
    ...(limited ? ['Near 100 % the client is the limit, and the server could have done more.'] : []),
  ];
}

const titles = (contenders) => contenders.map(({ title }) => title);

function medianOf(rows, contender, value) {
  const values = rows.filter((row) => row.contender === contender).map(value);
  return values.length === 0 ? undefined : median(values);
}
