import { describe, expect, it } from 'vitest';
import {
  endpointsOfEnvironment,
  endpointVariable,
  endpointVariables,
  serviceEndpoint,
} from '../../emulator/shared/service-endpoints.ts';

describe('the variables of AWS', () => {
  it('name services as SDKs do, which is not always as ARNs do', () => {
    expect(
      endpointsOfEnvironment({
        AWS_ENDPOINT_URL: 'http://all',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://a',
        AWS_ENDPOINT_URL_SFN: 'http://b',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://c',
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://d',
        AWS_ENDPOINT_URL_DYNAMODB_STREAMS: 'http://e',
      }),
    ).toEqual({
      '*': 'http://all',
      dynamodb: 'http://a',
      states: 'http://b',
      secretsmanager: 'http://c',
      'bedrock-runtime': 'http://d',
      'streams.dynamodb': 'http://e',
    });
  });

  it('that are empty, or not about endpoints, name none', () => {
    expect(endpointVariables({ AWS_ENDPOINT_URL: '', AWS_REGION: 'x', MY_AWS_ENDPOINT_URL: 'http://a' })).toEqual({});
  });

  it.each(['sqs', 'states', 'streams.dynamodb', 'bedrock-runtime', 'events'])('lead back to %s', (service) => {
    expect(endpointsOfEnvironment({ [endpointVariable(service)]: 'http://a' })).toEqual({ [service]: 'http://a' });
  });
});

it('no name that every object has is an endpoint', () => {
  expect(serviceEndpoint({ service: 'constructor' }, {})).toBeUndefined();
});
