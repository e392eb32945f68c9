/** Milliseconds that one render may take. */
const TIME_LIMIT_MS = 2000;
/** Characters of a text or of the output: 10 MB is the largest payload of API Gateway. */
export const TEXT_LIMIT: number = 10 * 1024 * 1024;
/** Steps of work of one render. An item that is put into a list or map counts as several, for the memory it takes. */
const WORK_LIMIT = 20_000_000;
const STEPS_PER_ITEM = 4;
/** So many characters that are made or looked through count as a step: as a power of two. */
const TEXT_SHIFT = 4;
const CLOCK_INTERVAL = 4096;

/** A template that does too much: it would not end, or not fit. The message is for the developer. */
export class BudgetExceeded extends Error {}

/**
 * What the render under way has used. A render is one synchronous call and none begins inside another, so one counter
 * serves all of them; handing it through every comparison and every print would cost more than they do.
 */
let used = 0;
let nextLook = Number.POSITIVE_INFINITY;
let deadline = Number.POSITIVE_INFINITY;

/** To be called when a render begins. */
export function startBudget(): void {
  used = 0;
  nextLook = CLOCK_INTERVAL;
  deadline = performance.now() + TIME_LIMIT_MS;
}

/** To be called when it has ended: what is made outside of a render is not counted. */
export function endBudget(): void {
  nextLook = Number.POSITIVE_INFINITY;
}

/**
 * Does something beside the render under way, with `steps` of work of its own: what is shown to the developer is not
 * taken from the template, and ends however large the value is. @throws BudgetExceeded
 */
export function onAllowance<T>(steps: number, action: () => T): T {
  const before = { used, nextLook, deadline };
  used = WORK_LIMIT - steps;
  nextLook = 0;
  deadline = Number.POSITIVE_INFINITY;
  try {
    return action();
  } finally {
    ({ used, nextLook, deadline } = before);
  }
}

/** Counts `steps` of work. @throws BudgetExceeded */
export function charge(steps: number): void {
  used += steps;
  if (used >= nextLook) look();
}

/** Counts a text of `length` characters that is made or looked through. @throws BudgetExceeded */
export function chargeText(length: number): void {
  charge(1 + (length >>> TEXT_SHIFT));
}

/** Looks at the clock now: for work that is long whatever it counts. @throws BudgetExceeded */
export function checkTime(): void {
  if (nextLook !== Number.POSITIVE_INFINITY) look();
}

/** Counts `items` put into lists and maps. @throws BudgetExceeded */
export function chargeItems(items: number): void {
  charge(items * STEPS_PER_ITEM);
}

function look(): void {
  nextLook = used + CLOCK_INTERVAL;
  if (used > WORK_LIMIT) throw new BudgetExceeded(`It took more than ${WORK_LIMIT.toLocaleString('en')} steps.`);
  if (performance.now() > deadline) throw new BudgetExceeded(`It ran for more than ${TIME_LIMIT_MS / 1000} seconds.`);
}

/** Lets a text pass that is not too long. @throws BudgetExceeded */
export function checkLength(length: number): void {
  if (length > TEXT_LIMIT) throw new BudgetExceeded('It made a text of more than 10 MB.');
  charge(1);
}
