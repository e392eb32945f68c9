/** A test of this project: its file below test/ without `.test.ts`, and its title or that of the group it is in. */
export type Proof = readonly [file: string, title: string];

/** `exact`: recorded answers of AWS agree. `approximate`: documented, or seen, or known to differ in what the detail says. */
export interface Feature {
  readonly feature: string;
  readonly state: 'exact' | 'approximate';
  readonly detail: string;
  readonly proof: readonly Proof[];
}

/** What isn't there: `dev` and `check` refuse to start with it, and name it. */
export interface Refusal {
  readonly feature: string;
  readonly detail: string;
  /** Ways to ask for it, each of which is refused with this text. */
  readonly refused: readonly (Attempt & { readonly says: string })[];
}

/** Fields added to a routes.json, or to an OpenAPI document that it names. */
export type Attempt = { readonly routes: object } | { readonly document: object };

/** An answer that nobody recorded. */
export interface Unconfirmed {
  readonly situation: string;
  readonly answer: string;
  readonly proof: readonly Proof[];
}

/** Cases with answers recorded from AWS that Offstage doesn't pass. */
export interface FailingCase {
  readonly cases: string;
  readonly reason: string;
}
