import { expect, it, onTestFinished } from 'vitest';
import { followStack } from '../../../emulator/deploy/stack/stack-events.ts';
import { startCloudFormation } from './cloudformation.ts';

it('stops to wait for a stack of which nothing is heard any more, and says that it may still be at work', async () => {
  const aws = await startCloudFormation();
  onTestFinished(() => aws.close());
  aws.stack = { status: 'UPDATE_IN_PROGRESS' };
  const followed = { stackName: 'pets', stackId: 'pets', since: undefined, quietMs: 300 };
  await expect(followStack(aws.aws, followed, { onEvent: () => {}, onLook: () => {} })).rejects.toThrow(
    'It may still be at work',
  );
});
