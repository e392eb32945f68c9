import { createHash } from 'node:crypto';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import { SAMPLE_TIME, type SampleEvent } from './types.ts';

/** What queues, topics and buses hand to a function. */
export const MESSAGING_EVENTS: readonly SampleEvent[] = [
  {
    service: 'sqs',
    name: 'receive-message',
    summary: 'a batch of one message from a queue',
    defaults: { queue: 'my-queue', body: 'Hello from SQS!' },
    build: ({ queue, body = '' }) => ({
      Records: [
        {
          messageId: '19dd0b57-b21e-4ac1-bd88-01bbb068cb78',
          receiptHandle: 'MessageReceiptHandle',
          body,
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(SAMPLE_TIME.getTime()),
            SenderId: ACCOUNT_ID,
            ApproximateFirstReceiveTimestamp: String(SAMPLE_TIME.getTime() + 1),
          },
          messageAttributes: {},
          md5OfBody: createHash('md5').update(body).digest('hex'),
          eventSource: 'aws:sqs',
          eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${queue}`,
          awsRegion: REGION,
        },
      ],
    }),
  },
  {
    service: 'sns',
    name: 'notification',
    summary: 'a notification of a topic',
    defaults: { topic: 'my-topic', subject: 'TestInvoke', message: 'Hello from SNS!' },
    build: ({ topic, subject, message }) => {
      const topicArn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:${topic}`;
      const subscriptionArn = `${topicArn}:21be56ed-a058-49f5-8c98-aedd2564c486`;
      return {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: subscriptionArn,
            Sns: {
              Type: 'Notification',
              MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
              TopicArn: topicArn,
              Subject: subject,
              Message: message,
              Timestamp: SAMPLE_TIME.toISOString(),
              SignatureVersion: '1',
              Signature: 'EXAMPLE',
              SigningCertUrl: 'EXAMPLE',
              UnsubscribeUrl: 'EXAMPLE',
              MessageAttributes: {
                Test: { Type: 'String', Value: 'TestString' },
                TestBinary: { Type: 'Binary', Value: 'TestBinary' },
              },
            },
          },
        ],
      };
    },
  },
  {
    service: 'eventbridge',
    name: 'scheduled-event',
    summary: 'a rule that runs by the clock',
    defaults: { rule: 'my-schedule' },
    build: ({ rule }) => busEvent('Scheduled Event', 'aws.events', {}, [ruleArn(rule)]),
  },
  {
    service: 'eventbridge',
    name: 'put-events',
    summary: 'an event that a program put on a bus',
    defaults: { source: 'my.application', detailType: 'order placed', detail: '{"id":"7"}' },
    build: ({ source = '', detailType = '', detail = '' }) => busEvent(detailType, source, readDetail(detail), []),
  },
];

function busEvent(detailType: string, source: string, detail: unknown, resources: readonly string[]): object {
  return {
    version: '0',
    id: 'cdc73f9d-aea9-11e3-9d5a-835b769c0d9c',
    'detail-type': detailType,
    source,
    account: ACCOUNT_ID,
    time: SAMPLE_TIME.toISOString().replace('.000', ''),
    region: REGION,
    resources,
    detail,
  };
}

function ruleArn(rule: string | undefined): string {
  return `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${rule}`;
}

/** A bus takes a JSON object for a detail and nothing else. */
function readDetail(text: string): object {
  let detail: unknown;
  try {
    detail = JSON.parse(text);
  } catch (error) {
    throw refuse((error as Error).message);
  }
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) throw refuse('it is no JSON object');
  return detail;

  function refuse(reason: string): OffstageError {
    return new OffstageError(explain('cli-event-value', { option: 'detail', value: text, reason }));
  }
}
