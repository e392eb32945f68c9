import { describe, expect, it } from 'vitest';
import type { Authorizer } from '../../../../emulator/config/types.ts';
import * as gateway from '../../../helpers/gateway.ts';
import { ARN, DENIED, NOT_ALLOWED, policy, seen, source, stageOf } from './guarded-stage.ts';

describe('the answer of a Lambda authorizer', () => {
  it('is kept for 300 seconds when nothing else is said', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Allow')));
    await stage.send('GET /pets');
    stage.now += 299_999;
    await stage.send('GET /pets');
    expect(stage.calls).toHaveLength(1);
    stage.now += 1;
    await stage.send('GET /pets');
    expect(stage.calls).toHaveLength(2);
  });

  it('is kept for the seconds that the configuration says, and not at all for 0', async () => {
    const short = stageOf({ authorizerResultTtlInSeconds: 2 }, () => gateway.returned(policy('Allow')));
    for (const step of [0, 1999, 1]) {
      short.now += step;
      await short.send('GET /pets');
    }
    expect(short.calls).toHaveLength(2);
    const never = stageOf({ authorizerResultTtlInSeconds: 0 }, () => gateway.returned(policy('Allow')));
    await never.send('GET /pets');
    await never.send('GET /pets');
    expect(never.calls).toHaveLength(2);
  });

  it('is kept for each identity by itself', async () => {
    const stage = stageOf(
      { type: 'REQUEST', identitySource: 'method.request.header.A,method.request.querystring.b' },
      () => gateway.returned(policy('Allow')),
    );
    await stage.send('GET /pets?b=2', { A: '1' });
    await stage.send('GET /pets?b=2&c=3', { A: '1', C: '4' });
    expect(stage.calls).toHaveLength(1);
    await stage.send('GET /pets?b=3', { A: '1' });
    await stage.send('GET /pets?b=2', { A: '2' });
    await stage.send('GET /pets?b=1', { A: '12' });
    expect(stage.calls).toHaveLength(4);
  });

  it('is asked again for each request: a kept policy denies a path that it does not allow', async () => {
    const stage = stageOf({}, ({ methodArn }) => gateway.returned(policy('Allow', methodArn)));
    expect((await stage.send('GET /pets')).reply.status).toBe(200);
    const denied = await stage.send('GET /pets/7');
    expect(seen(denied)).toEqual(NOT_ALLOWED);
    expect(stage.calls).toHaveLength(1);
    expect(denied.rejection?.explanation.what).toContain(`its policy for ${ARN}/v1/GET/pets was kept 0 s ago`);
    expect((await stage.send('GET /pets')).reply.status).toBe(200);
  });

  it('keeps context and key, and says that nobody was called', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Allow', '*', { context: { n: 1 } })), {
      integration: 'AWS_PROXY',
    });
    await stage.send('GET /pets');
    const { requestContext } = JSON.parse((await stage.send('GET /pets')).text);
    expect(requestContext.authorizer).toEqual({ n: '1', principalId: 'alice', integrationLatency: 0 });
  });

  it('is kept when it denies, and not when it is a failure', async () => {
    const denying = stageOf({}, () => gateway.returned(policy('Deny')));
    await denying.send('GET /pets');
    expect(seen(await denying.send('GET /pets'))).toEqual(DENIED);
    expect(denying.calls).toHaveLength(1);
    for (const answer of [gateway.threw('Unauthorized'), gateway.threw('x'), gateway.returned({})]) {
      const failing = stageOf({}, () => answer);
      await failing.send('GET /pets');
      await failing.send('GET /pets');
      expect(failing.calls).toHaveLength(2);
    }
  });

  it('is not kept when a file was saved while the function ran', async () => {
    const stage = stageOf({}, () => {
      stage.state.authorizerResults.clear();
      return gateway.returned(policy('Allow'));
    });
    await stage.send('GET /pets');
    await stage.send('GET /pets');
    expect(stage.calls).toHaveLength(2);
  });

  it('is not shared by requests that come at the same time', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Allow')));
    await Promise.all([stage.send('GET /pets'), stage.send('GET /pets'), stage.send('GET /pets')]);
    expect(stage.calls).toHaveLength(3);
  });

  it('is told of when it will deny another route', async () => {
    const stage = stageOf({}, ({ methodArn }) => gateway.returned(policy('Allow', methodArn)));
    const { notes } = await stage.send('GET /pets');
    expect(notes).toMatchObject([{ code: 'gateway-authorizer-caching-trap', source }]);
    expect(notes[0]?.what).toContain('403 on GET /');
    expect(notes[0]?.remedy).toContain(`"${ARN}/v1/*/*"`);
    expect((await stage.send('GET /pets')).notes).toEqual([]);
  });

  it.each<[string, Partial<Authorizer>, (arn: unknown) => unknown]>([
    ['nothing is kept', { authorizerResultTtlInSeconds: 0 }, (arn) => arn],
    ['the policy has a wildcard', {}, () => `${ARN}/v1/*/*`],
    ['the policy names more than this route', {}, (arn) => [arn, `${ARN}/v1/GET/users`]],
  ])('is not told of when %s', async (_, parts, resource) => {
    const stage = stageOf(parts, ({ methodArn }) => gateway.returned(policy('Allow', resource(methodArn))));
    expect((await stage.send('GET /pets')).notes).toEqual([]);
  });
});
