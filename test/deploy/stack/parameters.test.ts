import { describe, expect, it } from 'vitest';
import { type ParameterSources, readParameters } from '../../../emulator/deploy/stack/parameters.ts';
import type { Explanation } from '../../../emulator/errors/explanation.ts';
import { OffstageError } from '../../../emulator/errors/offstage-error.ts';

const DECLARED = {
  CodeBucket: { Type: 'String', MinLength: 3 },
  EnvOfToken: { Type: 'String', NoEcho: true },
  KeyValue: { Type: 'String', NoEcho: true, MinLength: 20, MaxLength: 128 },
  Pool: { Type: 'String', Description: 'ARN of the pool', AllowedPattern: '^arn:aws:.+$' },
  Days: { Type: 'Number', Default: 30, AllowedValues: [1, 30] },
};
const KEY = 'a-key-of-20-characters';

function read(sources: Partial<ParameterSources>): unknown {
  const all = { given: {}, own: new Set(['CodeBucket']), project: new Map(), before: new Map(), ...sources };
  return readParameters(DECLARED, all).map(({ ParameterKey, ParameterValue, UsePreviousValue }) =>
    [ParameterKey, UsePreviousValue ? '(as it is)' : ParameterValue].join('='),
  );
}

function problems(sources: Partial<ParameterSources>): readonly Explanation[] {
  try {
    read(sources);
  } catch (error) {
    if (!(error instanceof OffstageError)) throw error;
    return error.explanations;
  }
  return [];
}

describe('readParameters', () => {
  it('takes what is given, then what the project says, then what the stack has, then the default', () => {
    const project = new Map([
      ['EnvOfToken', 'of .env'],
      ['KeyValue', KEY],
    ]);
    expect(read({ project, given: { Pool: 'arn:aws:pool', EnvOfToken: 'other' } })).toEqual([
      'EnvOfToken=other',
      `KeyValue=${KEY}`,
      'Pool=arn:aws:pool',
    ]);
    expect(read({ project, before: new Set(['Pool', 'KeyValue', 'Days']) })).toEqual([
      'EnvOfToken=of .env',
      `KeyValue=${KEY}`,
      'Pool=(as it is)',
      'Days=(as it is)',
    ]);
  });

  it('keeps an empty text that is given', () => {
    expect(read({ given: { EnvOfToken: '' }, before: new Set(['KeyValue', 'Pool']) })).toContain('EnvOfToken=');
  });

  it('names every parameter that has no value, with what to write', () => {
    expect(problems({ given: { KeyValue: KEY } }).map(({ what, remedy }) => [what, remedy])).toEqual([
      ['The parameter EnvOfToken has no value.', 'Give it once with --parameter EnvOfToken=…; later deploys keep it.'],
      [
        'The parameter Pool has no value: ARN of the pool.',
        'Give it once with --parameter Pool=…; later deploys keep it.',
      ],
    ]);
  });

  it('refuses names that the template has not, and those that the deploy gives itself', () => {
    const before = new Set(['EnvOfToken', 'KeyValue', 'Pool']);
    const found = problems({ before, given: { Pol: 'x', CodeBucket: 'mine', constructor: 'x' } });
    expect(found.map(({ code, what }) => [code, what])).toEqual([
      ['deploy-parameter-unknown', 'The stack has no parameter "Pol". Did you mean Pool?'],
      ['deploy-parameter-own', 'The deploy decides about the parameter CodeBucket itself.'],
      ['deploy-parameter-unknown', 'The stack has no parameter "constructor".'],
    ]);
  });

  it('refuses what CloudFormation would, and shows no secret', () => {
    const found = problems({ given: { EnvOfToken: 't', KeyValue: 'secret', Pool: 'pool', Days: '2' } });
    expect(found.map(({ what }) => what)).toEqual([
      "The parameter KeyValue can't be what it is: it is shorter than 20 characters.",
      'The parameter Pool can\'t be "pool": it doesn\'t match ^arn:aws:.+$.',
      'The parameter Days can\'t be "2": it is none of 1, 30.',
    ]);
    const tooLong = problems({ given: { EnvOfToken: 't', Pool: 'arn:aws:x', KeyValue: 'x'.repeat(129) } });
    expect(tooLong).toHaveLength(1);
    expect(JSON.stringify(tooLong)).not.toContain('xxx');
  });
});
