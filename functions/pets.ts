export interface Pet {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly about: string;
}

/**
 * The rescue's pets. The list is fixed: there is no database yet, so nothing that a function changes here would last.
 * Every function that imports this file is packed with a copy of its own, on AWS as well as here.
 */
export const pets: readonly Pet[] = [
  { id: 1, name: 'Biscuit', kind: 'dog', about: 'believes that every parcel is for him' },
  { id: 2, name: 'Clementine', kind: 'cat', about: 'naps on warm laptops, mostly during deployments' },
  { id: 3, name: 'Pip', kind: 'rabbit', about: 'thumps once for yes and twice for carrots' },
  { id: 4, name: 'Marzipan', kind: 'hamster', about: 'has run to the moon and back, in a wheel' },
  { id: 5, name: 'Olive', kind: 'tortoise', about: 'is 41 and in no hurry' },
  { id: 6, name: 'Kiwi', kind: 'parrot', about: 'says “it works on my machine”' },
];
