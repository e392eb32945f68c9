import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import type { Logger } from '../../terminal/logger.ts';
import { SAMPLE_EVENTS } from '../sample-events/catalog.ts';
import { optionFlag } from '../sample-events/event-options.ts';
import type { EventValues, SampleEvent } from '../sample-events/types.ts';

/** `offstage generate-event [SERVICE] [EVENT]`: an event as the service sends it, or what there is. */
export function generateEvent(
  service: string | undefined,
  name: string | undefined,
  options: EventValues,
  logger: Logger,
): void {
  const ofService = SAMPLE_EVENTS.filter((event) => service === undefined || event.service === service);
  if (service !== undefined && ofService.length === 0)
    throw unknown(service, [...new Set(SAMPLE_EVENTS.map((event) => event.service))]);
  if (name === undefined) {
    logger.print(listOf(ofService, logger));
    return;
  }
  const event = ofService.find((one) => one.name === name);
  if (event === undefined)
    throw unknown(
      `${service} ${name}`,
      ofService.map((one) => `${one.service} ${one.name}`),
    );
  const stray = Object.keys(options).find((option) => !(option in event.defaults));
  if (stray !== undefined) {
    const takes = Object.keys(event.defaults).map(optionFlag);
    throw new OffstageError(
      explain('cli-event-option', { option: optionFlag(stray), event: `${service} ${name}`, takes }),
    );
  }
  logger.print(JSON.stringify(event.build({ ...event.defaults, ...options }), undefined, 2));
}

function unknown(event: string, known: readonly string[]): OffstageError {
  return new OffstageError(explain('cli-unknown-event', { event, known, nearest: suggest(event, known) }));
}

/** `  apigateway aws-proxy  a request to …` and below it the options with their defaults. */
function listOf(events: readonly SampleEvent[], { colors: c }: Logger): string {
  const width = Math.max(...events.map(({ service, name }) => service.length + 1 + name.length));
  const lines = events.flatMap(({ service, name, summary, defaults }) => [
    `  ${c.cyan(`${service} ${name}`.padEnd(width))}  ${summary}`,
    c.dim(
      `  ${''.padEnd(width)}  ${Object.entries(defaults)
        .map(
          ([option, value]) =>
            `${optionFlag(option)} ${value === '' ? '""' : value.includes(' ') ? `"${value}"` : value}`,
        )
        .join('  ')}`,
    ),
  ]);
  return ['', ...lines, ''].join('\n');
}
