/**
 * Fastify's option for a server that validates and serialises nothing by JSON Schema, as all of ours. Its schema
 * compilers are then never loaded: eighty files, a third of what a start would read.
 */
export const WITHOUT_SCHEMAS: {
  readonly compilersFactory: { readonly buildValidator: () => never; readonly buildSerializer: () => never };
} = {
  compilersFactory: { buildValidator: unused, buildSerializer: unused },
};

function unused(): never {
  throw new Error('A route has a JSON Schema, and this server was made without their compilers.');
}
