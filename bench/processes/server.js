import { callNamed } from '../calls.js';
import { ask, isRight, shown } from './ask.js';
import { startChild } from './children.js';
import { freePorts } from './ports.js';

const START_MS = 30_000;

/**
 * Starts a contender and waits, asking without pause, for its first right answer: one that a TypeScript function
 * gives, so that the build is part of it. `startMs` runs from the spawn to the end of that answer.
 */
export async function startServer(contender, project) {
  const ports = await freePorts(3);
  const command = contender.command(ports, project);
  const spawned = performance.now();
  const child = startChild(command);
  try {
    await firstAnswer({ contender, child, port: ports[0], until: spawned + START_MS });
    return { contender, child, port: ports[0], startMs: performance.now() - spawned, stop: child.stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function firstAnswer({ contender, child, port, until }) {
  const call = callNamed('path-parameter');
  let last = 'nothing listens';
  while (performance.now() < until) {
    if (child.hasExited()) throw new Error(`${contender.title} ended at its start:\n${child.output()}`);
    try {
      const answer = await ask(port, call);
      if (isRight(answer, call)) return;
      last = shown(answer);
    } catch (error) {
      last = error.code ?? error.message;
    }
  }
  throw new Error(`${contender.title} gave no right answer in ${START_MS / 1000} s, last: ${last}\n${child.output()}`);
}
