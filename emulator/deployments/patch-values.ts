import { badRequest } from './refusal.ts';

/** A boolean of a patch operation; one that is none is false (recorded). */
export function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true';
}

/** A number of at least `least`; throws a StageRefusal for anything else. */
export function readNumber(path: string, value: string, { least, whole }: { least: number; whole: boolean }): number {
  const number = Number(value);
  const fits = value.trim() !== '' && (whole ? Number.isInteger(number) : Number.isFinite(number)) && number >= least;
  if (!fits) throw badRequest(`Invalid value for ${path}: ${value}`);
  return number;
}
