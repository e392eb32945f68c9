import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Project } from '../config/types.ts';
import type { Outside } from '../gateway/exchange.ts';
import { reportUsage, resetUsage } from '../gateway/method-request/usage/report.ts';
import { findStranger } from './stranger.ts';

export interface UsageApiOptions {
  readonly project: () => Pick<Project, 'access'>;
  readonly outside: Pick<Outside, 'state' | 'clock'>;
}

/**
 * `GET /-/usage`: what each API key has used of its usage plans, `{ entries, names }`; `?name=` gives one plan or one
 * key. `DELETE` clears these counters and answers the same. For `offstage usage`, and later the console page.
 */
export async function usageApi(app: FastifyInstance, { project, outside }: UsageApiOptions): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const stranger = findStranger(request);
    if (stranger) return reply.code(403).send({ message: stranger });
  });
  app.route({
    method: ['GET', 'DELETE'],
    url: '/-/usage',
    handler: async (request: FastifyRequest<{ Querystring: { name?: string | string[] } }>, reply) => {
      const { name: asked } = request.query;
      const name = Array.isArray(asked) ? asked.at(-1) : asked;
      const { usage } = outside.state;
      const report = () => reportUsage(project().access, usage, { name, now: outside.clock.now() });
      const { names } = report();
      if (name !== undefined && !names.includes(name)) {
        return reply.code(404).send({ message: `There is no usage plan and no API key ${name}.`, names });
      }
      if (request.method === 'DELETE') resetUsage(project().access, usage, name);
      return report();
    },
  });
}
