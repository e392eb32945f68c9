import type { BinaryOperator } from './nodes.ts';
import type { Kind } from './token-grammar.ts';

/** Operators by how tightly they bind, the loosest first. */
export const PRECEDENCE: readonly Readonly<Partial<Record<Kind, BinaryOperator>>>[] = [
  { LOGICAL_OR: '||' },
  { LOGICAL_AND: '&&' },
  { LOGICAL_EQUALS: '==', LOGICAL_NOT_EQUALS: '!=' },
  { LOGICAL_LT: '<', LOGICAL_GT: '>', LOGICAL_LE: '<=', LOGICAL_GE: '>=' },
  { PLUS: '+', MINUS: '-' },
  { MULTIPLY: '*', DIVIDE: '/', MODULUS: '%' },
];
