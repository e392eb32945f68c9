import { NO_OVERRIDES } from '../../config/env-vars.ts';
import { NO_LOCATOR } from '../../config/locate.ts';
import type { Reading } from '../../config/normalize/reading.ts';
import { createReport } from '../../config/problem.ts';

/** What parts of the reading of routes.json want, where they are asked what a short form would mean. */
export function silentReading(): Reading {
  const start = { file: '', line: 1, column: 1 };
  const nothing = { env: {}, overrides: NO_OVERRIDES, inputs: new Set<string>(), texts: [] };
  return { root: '', start, locator: NO_LOCATOR, report: createReport(), ...nothing };
}
