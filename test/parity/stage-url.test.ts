import { describe, expect, it } from 'vitest';
import { readStageUrl, stageNameIn } from '../../emulator/parity/stage-url.ts';

describe('the address of a stage', () => {
  it.each([
    [
      'https://abcdefghij.execute-api.us-east-1.amazonaws.com/v1/',
      'https://abcdefghij.execute-api.us-east-1.amazonaws.com/v1',
      'v1',
    ],
    ['http://127.0.0.1:3000/v1', 'http://127.0.0.1:3000/v1', 'v1'],
    ['https://api.pets.test', 'https://api.pets.test', undefined],
    ['https://api.pets.test/base/', 'https://api.pets.test/base', 'base'],
  ])('%s is %s, whose stage is %s', (text, url, name) => {
    expect(readStageUrl(text)).toBe(url);
    expect(stageNameIn(url)).toBe(name);
  });

  it.each([
    ['pets', /pets is not the address of a stage: it is no address/],
    ['ftp://a.test/v1', /it begins with neither https:\/\/ nor http:\/\//],
    ['https://ann:wo@rd@a.test/v1', /^https:\/\/\*\*\*\*@a\.test\/v1 /],
    ['ann:word@a.test/v1', /^\*\*\*\*@a\.test\/v1 /],
    ['https://ann:word@a.test/v1', /^https:\/\/\*\*\*\*@a\.test\/v1 .* it holds a name or a password/],
    ['https://a.test/v1?x=1', /a stage has no query/],
    ['https://abcdefghij.execute-api.us-east-1.amazonaws.com', /the name of the stage is missing/],
    ['https://abcdefghij.execute-api.cn-north-1.amazonaws.com.cn/v1/pets', /it goes on behind the name of the stage/],
  ])('%s is refused', (text, message) => {
    expect(() => readStageUrl(text)).toThrow(message);
  });
});
