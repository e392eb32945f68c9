/** What can be said about an event on the command line: `--bucket photos`. Everything has a default. */
export type EventValues = Readonly<Record<string, string>>;

/** An event that `offstage generate-event` makes. */
export interface SampleEvent {
  readonly service: string;
  readonly name: string;
  readonly summary: string;
  /** The options it takes, with their defaults. */
  readonly defaults: EventValues;
  /** The event as the service sends it. @throws OffstageError for a value that can't be */
  readonly build: (values: EventValues) => object;
}

/** The time of every sample: the same event each time, so that it can be kept in a repository. */
export const SAMPLE_TIME: Date = new Date('2026-01-01T00:00:00.000Z');
