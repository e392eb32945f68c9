// Renders the template with both engines, in a process of its own, told by message how often and posting back the
// microseconds. The engines take turns block by block, so that whatever else the machine does meets both alike.
import { median } from '../figures.js';
import * as offstage from './offstage.js';
import * as velocityjs from './velocityjs.js';

const ENGINES = { offstage, velocityjs };
const RENDERS_PER_BLOCK = 50;
const PARSES_PER_BLOCK = 5;

process.once('message', ({ renders, parses }) => {
  const trouble = differenceOf(offstage.render(), velocityjs.render());
  if (trouble !== undefined) return process.send({ trouble });
  const render = microseconds('render', renders / RENDERS_PER_BLOCK, RENDERS_PER_BLOCK);
  const parse = microseconds('parse', parses / PARSES_PER_BLOCK, PARSES_PER_BLOCK);
  process.send({ engines: Object.keys(ENGINES).map((id) => ({ id, render: render[id], parse: parse[id] })) });
});

/** Where two outputs part, in one sentence; undefined when they are the same. */
function differenceOf(ours, theirs) {
  if (ours === theirs) return undefined;
  let at = 0;
  while (ours[at] === theirs[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
  return `the engines render different texts from character ${at} on: Offstage ${around(ours)}, velocityjs ${around(theirs)}`;
}

/** The median block of each engine, by call. The first third of the blocks only warms the code up. */
function microseconds(what, blocks, calls) {
  const times = Object.fromEntries(Object.keys(ENGINES).map((engine) => [engine, []]));
  const turns = Object.keys(ENGINES);
  for (let block = -Math.ceil(blocks / 2); block < blocks; block += 1) {
    for (const engine of turns) {
      const time = timeOf(ENGINES[engine][what], calls);
      if (block >= 0) times[engine].push(time);
    }
    turns.reverse();
  }
  return Object.fromEntries(Object.entries(times).map(([engine, list]) => [engine, median(list)]));
}

function timeOf(call, calls) {
  const started = performance.now();
  for (let done = 0; done < calls; done += 1) call();
  return ((performance.now() - started) * 1000) / calls;
}
