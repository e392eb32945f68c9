export interface User {
  readonly id: string;
  readonly name: string;
}

/** The people who look after the pets: a fixed list, as pets.ts is. */
export const users: readonly User[] = [
  { id: '1', name: 'Ada' },
  { id: '2', name: 'Grace' },
  { id: '3', name: 'Katherine' },
];
