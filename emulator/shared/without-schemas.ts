/**
 * Fastify's option for a server that validates and serialises nothing by JSON Schema, as all of ours. Its schema
 * compilers are then never loaded: eighty files, a third of what a start would read.
 */
export const WITHOUT_SCHEMAS: {
  readonly compilersFactory: {
    readonly buildValidator: () => () => () => boolean;
    readonly buildSerializer: () => () => (value: unknown) => string;
  };
} = {
  compilersFactory: {
    buildValidator: () => () => () => true,
    buildSerializer: () => () => (value) => JSON.stringify(value),
  },
};
