/** The options of `offstage generate-event`: each event takes some of them. */
export const EVENT_OPTIONS: Readonly<Record<string, string>> = {
  method: 'the HTTP method',
  path: 'the path below the stage',
  resource: 'the path of the resource, with {names}',
  query: 'the query string, without its question mark',
  body: "a request's or a message's body",
  stage: 'the stage',
  token: 'the token that the client sent',
  bucket: 'the bucket',
  key: "the object's key",
  size: "the object's size in bytes",
  table: 'the table',
  queue: 'the queue',
  topic: 'the topic',
  subject: "a notification's subject",
  message: "a notification's text",
  rule: 'the rule',
  source: 'who put the event on the bus',
  detailType: "the event's detail-type",
  detail: "the event's detail, a JSON object",
};

/** `--detail-type <text>` */
export function optionFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
