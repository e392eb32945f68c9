import type { CodeTable } from '../define.ts';

export interface MappingFacts {
  'mapping-template-syntax': { reason: string; line: number; column: number };
  'mapping-template-failed': {
    kind: 'call' | 'path' | 'pattern' | 'limit' | 'override';
    reason: string;
    /** The reference that was being worked out; empty when there was none. */
    expression: string;
    line: number;
  };
}

const REMEDIES: Readonly<Record<MappingFacts['mapping-template-failed']['kind'], string>> = {
  call: 'Test the value before the call, e.g. with #if($list.size() > 0), or change what is passed.',
  path: "Write a JSONPath that Jayway JsonPath takes, e.g. $input.path('$.pets[0].name').",
  pattern: 'Mend the regular expression: it has the syntax of java.util.regex and 50 ms for each match.',
  limit: 'Do less in the template: fewer rounds, shorter texts, no list or map inside itself.',
  override: 'Work the value out with #set($value = …) first, and assign it to the override once.',
};

export const MAPPING_CODES: CodeTable<MappingFacts> = {
  'mapping-template-syntax': {
    fault: 'user',
    what: ({ reason, line, column }) =>
      `The mapping template can't be parsed: ${reason} (its line ${line}, column ${column}).`,
    remedy: () => 'Mend the template at the caret.',
  },
  'mapping-template-failed': {
    fault: 'user',
    what: ({ reason, expression, line }) => {
      const what = expression === '' ? 'The mapping template' : `${expression} of the mapping template`;
      return `${what} failed on its line ${line}: ${reason.replace(/\.$/, '')}.`;
    },
    remedy: ({ kind }) => REMEDIES[kind],
  },
};
