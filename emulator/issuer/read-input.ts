import type { TokenInput } from './issue-token.ts';

/** Reads what is posted to ask for a token: the input, or what is wrong with it. */
export function readTokenInput(value: unknown): TokenInput | string {
  if (!isObject(value)) return 'Post a JSON object: { "sub": "alice" }.';
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof TokenInput] : undefined;
    if (!check) return `There is no field ${JSON.stringify(name)}, only ${Object.keys(FIELDS).join(', ')}.`;
    if (!check.fits(field)) return `"${name}" has to be ${check.form}.`;
  }
  return typeof value.sub === 'string' ? (value as unknown as TokenInput) : '"sub" is missing.';
}

interface Field {
  readonly form: string;
  readonly fits: (value: unknown) => boolean;
}

const TEXT: Field = { form: 'a text that is not empty', fits: (value) => typeof value === 'string' && value !== '' };
const TEXTS: Field = {
  form: 'a list of texts',
  fits: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};
/** A hundred years: dates beyond are no dates. */
const LONGEST = 100 * 366 * 86_400;

const FIELDS: Readonly<Record<keyof TokenInput, Field>> = {
  sub: TEXT,
  groups: TEXTS,
  scopes: TEXTS,
  use: { form: '"id" or "access"', fits: (value) => value === 'id' || value === 'access' },
  clientId: TEXT,
  expiresIn: {
    form: 'a whole number of seconds, not over a hundred years',
    fits: (value) => Number.isSafeInteger(value) && Math.abs(value as number) <= LONGEST,
  },
  claims: { form: 'an object', fits: isObject },
  authorizer: TEXT,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
