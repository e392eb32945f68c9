import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import { type EventValues, SAMPLE_TIME, type SampleEvent } from './types.ts';

/** What buckets and tables tell a function about their changes. */
export const STORAGE_EVENTS: readonly SampleEvent[] = [
  {
    service: 's3',
    name: 'put',
    summary: 'an object was created',
    defaults: { bucket: 'my-bucket', key: 'photos/rex.jpg', size: '1024' },
    build: (values) =>
      objectEvent('ObjectCreated:Put', values, {
        size: readSize(values.size ?? ''),
        eTag: '0123456789abcdef0123456789abcdef',
        sequencer: '0A1B2C3D4E5F678901',
      }),
  },
  {
    service: 's3',
    name: 'delete',
    summary: 'an object was removed',
    defaults: { bucket: 'my-bucket', key: 'photos/rex.jpg' },
    build: (values) => objectEvent('ObjectRemoved:Delete', values, { sequencer: '0A1B2C3D4E5F678901' }),
  },
  {
    service: 'dynamodb',
    name: 'update',
    summary: 'a stream with an item that was added, changed and removed',
    defaults: { table: 'my-table' },
    build: ({ table }) => ({
      Records: [
        change(table, 1, 'INSERT', { NewImage: image('New item!') }),
        change(table, 2, 'MODIFY', { NewImage: image('This item has changed'), OldImage: image('New item!') }),
        change(table, 3, 'REMOVE', { OldImage: image('This item has changed') }),
      ],
    }),
  },
];

/** Keys come URL-encoded in the manner of forms, as in S3's own notifications. */
function objectEvent(eventName: string, { bucket, key = '' }: EventValues, object: object): object {
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: SAMPLE_TIME.toISOString(),
        eventName,
        userIdentity: { principalId: 'EXAMPLE' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': 'EXAMPLE123456789',
          'x-amz-id-2': 'EXAMPLE123/5678abcdefghijklambdaisawesome/mnopqrstuvwxyzABCDEFGH',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'testConfigRule',
          bucket: { name: bucket, ownerIdentity: { principalId: 'EXAMPLE' }, arn: `arn:aws:s3:::${bucket}` },
          object: { key: encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+'), ...object },
        },
      },
    ],
  };
}

function change(table: string | undefined, number: number, eventName: string, images: object): object {
  return {
    eventID: String(number),
    eventVersion: '1.0',
    dynamodb: {
      Keys: { Id: { N: '101' } },
      ...images,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      SequenceNumber: String(number * 111),
      SizeBytes: 26 + number,
    },
    awsRegion: REGION,
    eventName,
    eventSourceARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${table}/stream/2026-01-01T00:00:00.000`,
    eventSource: 'aws:dynamodb',
  };
}

function image(message: string): object {
  return { Message: { S: message }, Id: { N: '101' } };
}

function readSize(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new OffstageError(
    explain('cli-event-value', { option: 'size', value: text, reason: 'it is no number of bytes' }),
  );
}
