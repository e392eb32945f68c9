import { describe, expect, it } from 'vitest';
import { isStackName, stackNameOf } from '../../../emulator/deploy/stack/stack-name.ts';

describe('stackNameOf', () => {
  it.each([
    ['petRescue', 'petRescue'],
    ['pet rescue!', 'pet-rescue'],
    ['2 cats & a dog', 'api-2-cats-a-dog'],
    ['Größe', 'Gr-e'],
    ['動物', 'api'],
    ['-a-', 'a'],
    ['x'.repeat(200), 'x'.repeat(120)],
  ])('makes a name that CloudFormation takes of %j', (apiName, name) => {
    expect(stackNameOf(apiName)).toBe(name);
    expect(isStackName(name)).toBe(true);
  });
});

it.each(['', '1a', 'a_b', 'a b', '-a', 'x'.repeat(121)])('%j is no name for a stack', (name) => {
  expect(isStackName(name)).toBe(false);
});
