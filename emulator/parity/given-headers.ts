import type { HeaderList } from '../shared/header-list.ts';
import type { ParityRequest } from './types.ts';

/** The headers that were given for the stage, and who gets them. */
export interface GivenHeaders {
  readonly headers: HeaderList;
  /** Names (lower case) that some request of the suite carries itself. */
  readonly carried: ReadonlySet<string>;
}

/** The names of all headers that the requests carry, in lower case. */
export function namesIn(requests: readonly ParityRequest[]): ReadonlySet<string> {
  return new Set(requests.flatMap(({ headers }) => headers.map(([name]) => name.toLowerCase())));
}

/** They say which API is meant, where a private one is asked through an address of the network. */
const OF_THE_STAGE: ReadonlySet<string> = new Set(['host', 'x-apigw-api-id']);

/** A request as the emulator gets it: with those given headers that no request of the suite carries. */
export function forEmulator(request: ParityRequest, given: GivenHeaders): ParityRequest {
  const added = missingIn(given).filter(([name]) => !OF_THE_STAGE.has(name.toLowerCase()));
  return { ...request, headers: [...request.headers, ...added] };
}

/**
 * A request as the stage gets it: a given header stands in the place of the request's own, which only the emulator
 * knows. A request that the emulator refused (401, 403) was meant to be refused, and keeps what it brings.
 */
export function forStage(
  request: ParityRequest,
  given: GivenHeaders,
  emulatorStatus: number | undefined,
): ParityRequest {
  const sent = { ...request, headers: [...request.headers, ...missingIn(given)] };
  if (emulatorStatus === 401 || emulatorStatus === 403) return sent;
  const own = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const instead = given.headers.filter(([name]) => own.has(name.toLowerCase()));
  const replaced = new Set(instead.map(([name]) => name.toLowerCase()));
  return { ...sent, headers: [...sent.headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...instead] };
}

function missingIn({ headers, carried }: GivenHeaders): HeaderList {
  return headers.filter(([name]) => !carried.has(name.toLowerCase()));
}
