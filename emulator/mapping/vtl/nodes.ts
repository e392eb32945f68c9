/** The syntax tree of a template. `offset` is where a node begins in the template, `source` its text there. */

export interface Placed {
  readonly offset: number;
  readonly source: string;
}

export type Statement =
  | { readonly kind: 'text'; readonly text: string }
  | (Reference & { readonly kind: 'reference' })
  | SetStatement
  | IfStatement
  | ForeachStatement
  | DefineStatement
  | BreakStatement
  | StopStatement
  | FailStatement;

export type Block = readonly Statement[];

export interface SetStatement extends Placed {
  readonly kind: 'set';
  readonly target: Reference;
  /** The variable that is set when the target is no more than a name. */
  readonly name: string;
  readonly value: Expression;
}

export interface IfStatement extends Placed {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Expression; readonly body: Block }[];
  readonly otherwise: Block | undefined;
}

export interface ForeachStatement extends Placed {
  readonly kind: 'foreach';
  readonly variable: string;
  readonly list: Expression;
  readonly body: Block;
}

export interface DefineStatement extends Placed {
  readonly kind: 'define';
  readonly name: string;
  readonly body: Block;
}

export interface BreakStatement extends Placed {
  readonly kind: 'break';
  readonly scope: Expression | undefined;
}

export interface StopStatement extends Placed {
  readonly kind: 'stop';
}

/** A directive that API Gateway parses and can't run: #parse and #include have nothing to read. */
export interface FailStatement extends Placed {
  readonly kind: 'fail';
  readonly reason: string;
}

export interface Reference extends Placed {
  /** The variable; undefined for a bare word in an argument list, which is a reference to nothing. */
  readonly name: string | undefined;
  readonly steps: readonly Step[];
  /** Printed before the value: half of the backslashes in front, or `$` signs that name nothing. */
  readonly prefix: string;
  /** An odd number of backslashes in front: printed as written, without the last of them. */
  readonly escapedText: string | undefined;
  /** Printed when the value has no text of its own. */
  readonly literal: string;
  /** False for `$\!name`: it is printed, but counts as nothing in an expression. */
  readonly computable: boolean;
}

export type Step =
  | (Placed & { readonly kind: 'property'; readonly name: string })
  | (Placed & { readonly kind: 'method'; readonly name: string; readonly arguments: readonly Expression[] })
  | (Placed & { readonly kind: 'index'; readonly argument: Expression });

export type BinaryOperator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export type Expression =
  | (Placed & { readonly kind: 'string'; readonly value: string })
  | (Placed & { readonly kind: 'interpolated'; readonly body: Block; readonly cutLast: boolean })
  | (Placed & { readonly kind: 'integer' | 'float'; readonly text: string })
  | (Placed & { readonly kind: 'boolean'; readonly value: boolean })
  | (Placed & { readonly kind: 'range'; readonly from: Expression; readonly to: Expression })
  | (Placed & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Placed & { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] })
  | (Placed & { readonly kind: 'not'; readonly operand: Expression })
  | (Placed & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Reference & { readonly kind: 'reference' });
