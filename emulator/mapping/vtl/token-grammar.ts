/**
 * The kinds of tokens, in the order in which Velocity's grammar declares them: of two that match the same length, the
 * earlier one wins.
 */
export type Kind = (typeof KINDS)[number];

const KINDS = [
  'INDEX_LBRACKET',
  'INDEX_RBRACKET',
  'LBRACKET',
  'RBRACKET',
  'COMMA',
  'DOUBLEDOT',
  'COLON',
  'LEFT_CURLEY',
  'RIGHT_CURLEY',
  'LPAREN',
  'RPAREN',
  'REFMOD2_RPAREN',
  'ESCAPE_DIRECTIVE',
  'SET_DIRECTIVE',
  'DOLLAR',
  'DOLLARBANG',
  'TEXTBLOCK_START',
  'FORMAL_COMMENT_START',
  'MULTI_LINE_COMMENT_START',
  'HASH',
  'SINGLE_LINE_COMMENT_START',
  'DOUBLE_ESCAPE',
  'ESCAPE',
  'TEXT',
  'SINGLE_LINE_COMMENT',
  'FORMAL_COMMENT',
  'MULTI_LINE_COMMENT',
  'TEXTBLOCK',
  'COMMENT_CHAR',
  'TEXTBLOCK_CHAR',
  'WHITESPACE',
  'STRING_LITERAL',
  'TRUE',
  'FALSE',
  'MINUS',
  'PLUS',
  'MULTIPLY',
  'DIVIDE',
  'MODULUS',
  'LOGICAL_AND',
  'LOGICAL_OR',
  'LOGICAL_LT',
  'LOGICAL_LE',
  'LOGICAL_GT',
  'LOGICAL_GE',
  'LOGICAL_EQUALS',
  'LOGICAL_NOT_EQUALS',
  'LOGICAL_NOT',
  'EQUALS',
  'END',
  'IF_DIRECTIVE',
  'ELSEIF_DIRECTIVE',
  'ELSE_DIRECTIVE',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'WORD',
  'BRACKETED_WORD',
  'IDENTIFIER',
  'DOT',
  'LCURLY',
  'RCURLY',
  'REFERENCE_TERMINATOR',
  'DIRECTIVE_TERMINATOR',
  'EMPTY_INDEX',
  'EOF',
] as const;

/** Lexical states: which tokens can come next. */
export type State =
  | 'DEFAULT'
  | 'REFERENCE'
  | 'REFMODIFIER'
  | 'REFMOD2'
  | 'REFINDEX'
  | 'DIRECTIVE'
  | 'PRE_DIRECTIVE'
  | 'IN_TEXTBLOCK'
  | 'IN_FORMAL_COMMENT'
  | 'IN_MULTI_LINE_COMMENT'
  | 'IN_SINGLE_LINE_COMMENT';

export interface Rule {
  readonly kind: Kind;
  readonly pattern: RegExp;
}

const END_OF_LINE = '(?:[ \\t]*(?:\\r\\n|\\n|\\r))?';
const REFERENCES: readonly State[] = ['REFERENCE', 'REFMODIFIER', 'REFMOD2'];
const EXPONENT = '[eE][+-]?[0-9]+';
const EVERYWHERE = undefined;

/**
 * Which token is known in which states. Source: Parser.jjt of Velocity 1.7, where DOUBLE_ESCAPE is one pair, and a
 * character of a comment or a text block one character: runs of them are taken at once here, because all that begins
 * with a backslash looks to the end of the run.
 */
const GRAMMAR: readonly (readonly [kind: Kind, states: readonly State[] | undefined, pattern: string])[] = [
  ['INDEX_LBRACKET', ['REFERENCE', 'REFMODIFIER'], '\\['],
  ['INDEX_RBRACKET', ['REFINDEX'], '\\]'],
  ['LBRACKET', ['DIRECTIVE', 'REFMOD2'], '\\['],
  ['RBRACKET', ['DIRECTIVE', 'REFMOD2'], '\\]'],
  ['COMMA', ['DIRECTIVE', 'REFMOD2'], ','],
  ['DOUBLEDOT', ['DIRECTIVE', 'REFMOD2'], '\\.\\.'],
  ['COLON', ['DIRECTIVE', 'REFMOD2'], ':'],
  ['LEFT_CURLEY', ['DIRECTIVE', 'REFMOD2'], '\\{'],
  ['RIGHT_CURLEY', ['DIRECTIVE', 'REFMOD2'], '\\}'],
  ['LPAREN', ['DIRECTIVE', 'REFMODIFIER'], '\\('],
  ['RPAREN', ['DIRECTIVE'], `\\)${END_OF_LINE}`],
  ['REFMOD2_RPAREN', ['REFMOD2'], '\\)'],
  ['ESCAPE_DIRECTIVE', ['DEFAULT'], '(?:\\\\\\\\)*\\\\#(?:[a-zA-Z_@][a-zA-Z0-9_@]*|\\{[a-zA-Z_][a-zA-Z0-9_@]*\\})'],
  ['SET_DIRECTIVE', ['DEFAULT', ...REFERENCES], '[ \\t]*(?:#set|#\\{set\\}) *\\('],
  ['DOLLAR', EVERYWHERE, '\\\\*\\$'],
  ['DOLLARBANG', EVERYWHERE, '\\\\*\\$\\\\*!'],
  ['TEXTBLOCK_START', EVERYWHERE, '#\\[\\['],
  ['FORMAL_COMMENT_START', EVERYWHERE, '#\\*\\*[^#]'],
  ['MULTI_LINE_COMMENT_START', EVERYWHERE, '#\\*'],
  ['HASH', EVERYWHERE, '#'],
  ['SINGLE_LINE_COMMENT_START', ['DEFAULT', 'PRE_DIRECTIVE', 'DIRECTIVE', 'REFERENCE'], '##'],
  ['DOUBLE_ESCAPE', ['DEFAULT'], '(?:\\\\\\\\)+'],
  ['ESCAPE', ['DEFAULT'], '\\\\'],
  ['TEXT', ['DEFAULT'], '[^$#\\\\]+'],
  ['SINGLE_LINE_COMMENT', ['IN_SINGLE_LINE_COMMENT'], '\\r\\n|\\n|\\r'],
  ['FORMAL_COMMENT', ['IN_FORMAL_COMMENT'], '\\*#'],
  ['MULTI_LINE_COMMENT', ['IN_MULTI_LINE_COMMENT'], '\\*#'],
  ['TEXTBLOCK', ['IN_TEXTBLOCK'], '\\]\\]#'],
  [
    'COMMENT_CHAR',
    ['IN_SINGLE_LINE_COMMENT', 'IN_FORMAL_COMMENT', 'IN_MULTI_LINE_COMMENT'],
    '[^*#$\\\\\\r\\n]+|\\\\+|[^]',
  ],
  ['TEXTBLOCK_CHAR', ['IN_TEXTBLOCK'], '[^\\]#$\\\\]+|\\\\+|[^]'],
  ['WHITESPACE', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '[ \\t\\n\\r]+'],
  ['STRING_LITERAL', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '"[^"]*(?:""[^"]*)*"|\'[^\']*(?:\'\'[^\']*)*\''],
  ['TRUE', [...REFERENCES, 'DIRECTIVE', 'REFINDEX'], 'true'],
  ['FALSE', [...REFERENCES, 'DIRECTIVE', 'REFINDEX'], 'false'],
  ['MINUS', ['DIRECTIVE'], '-'],
  ['PLUS', ['DIRECTIVE'], '\\+'],
  ['MULTIPLY', ['DIRECTIVE'], '\\*'],
  ['DIVIDE', ['DIRECTIVE'], '/'],
  ['MODULUS', ['DIRECTIVE'], '%'],
  ['LOGICAL_AND', ['DIRECTIVE'], '&&|and'],
  ['LOGICAL_OR', ['DIRECTIVE'], '\\|\\||or'],
  ['LOGICAL_LT', ['DIRECTIVE'], '<|lt'],
  ['LOGICAL_LE', ['DIRECTIVE'], '<=|le'],
  ['LOGICAL_GT', ['DIRECTIVE'], '>|gt'],
  ['LOGICAL_GE', ['DIRECTIVE'], '>=|ge'],
  ['LOGICAL_EQUALS', ['DIRECTIVE'], '==|eq'],
  ['LOGICAL_NOT_EQUALS', ['DIRECTIVE'], '!=|ne'],
  ['LOGICAL_NOT', ['DIRECTIVE'], '!|not'],
  ['EQUALS', ['DIRECTIVE'], '='],
  ['END', ['PRE_DIRECTIVE'], `(?:end|\\{end\\})${END_OF_LINE}`],
  ['IF_DIRECTIVE', ['PRE_DIRECTIVE'], 'if|\\{if\\}'],
  ['ELSEIF_DIRECTIVE', ['PRE_DIRECTIVE'], 'elseif|\\{elseif\\}'],
  ['ELSE_DIRECTIVE', ['PRE_DIRECTIVE'], `(?:else|\\{else\\})${END_OF_LINE}`],
  ['INTEGER_LITERAL', ['PRE_DIRECTIVE', 'DIRECTIVE', 'REFMOD2', 'REFINDEX'], '-?[0-9]+(?:\\.\\.)?'],
  [
    'FLOATING_POINT_LITERAL',
    ['PRE_DIRECTIVE', 'DIRECTIVE', 'REFMOD2', 'REFINDEX'],
    `-?[0-9]+\\.[0-9]*(?:${EXPONENT})?|-?\\.[0-9]+(?:${EXPONENT})?|-?[0-9]+${EXPONENT}`,
  ],
  ['WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], '[a-zA-Z_@][a-zA-Z0-9_@]*'],
  ['BRACKETED_WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], '\\{[a-zA-Z_][a-zA-Z0-9_@]*\\}'],
  ['IDENTIFIER', REFERENCES, '[a-zA-Z_][a-zA-Z0-9_-]*'],
  ['DOT', REFERENCES, '\\.[a-zA-Z]'],
  ['LCURLY', ['REFERENCE', 'REFMODIFIER'], '\\{'],
  ['RCURLY', ['REFERENCE', 'REFMODIFIER'], '\\}'],
  ['REFERENCE_TERMINATOR', ['REFERENCE', 'REFMODIFIER'], '[^]'],
  ['DIRECTIVE_TERMINATOR', ['PRE_DIRECTIVE'], '[^]'],
  ['EMPTY_INDEX', ['DEFAULT', 'REFERENCE'], '\\$\\[|\\$!\\[|\\$\\\\!\\[|\\$\\.'],
];

const RULES = new Map<State, Rule[]>();

/** The tokens that can come next in a state. */
export function rulesOf(state: State): Rule[] {
  let rules = RULES.get(state);
  if (rules === undefined) {
    rules = GRAMMAR.filter(([, states]) => states === undefined || states.includes(state)).map(([kind, , pattern]) => ({
      kind,
      pattern: new RegExp(pattern, 'y'),
    }));
    RULES.set(state, rules);
  }
  return rules;
}

/** Kinds that only begin a token: what they matched becomes the start of the next one's image. */
export const PREFIXES: ReadonlySet<Kind> = new Set<Kind>([
  'DOLLAR',
  'DOLLARBANG',
  'TEXTBLOCK_START',
  'FORMAL_COMMENT_START',
  'MULTI_LINE_COMMENT_START',
  'HASH',
  'TEXTBLOCK_CHAR',
]);

/** What a value can begin with. */
export const PARAMETER_STARTS: ReadonlySet<Kind> = new Set<Kind>([
  'LBRACKET',
  'LEFT_CURLEY',
  'WHITESPACE',
  'STRING_LITERAL',
  'TRUE',
  'FALSE',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'IDENTIFIER',
  'LCURLY',
]);
