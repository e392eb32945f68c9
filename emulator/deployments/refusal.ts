/** What the control plane says to a call that it refuses, as an SDK throws it. */
export class StageRefusal extends Error {
  readonly statusCode: number;

  constructor(name: 'BadRequestException' | 'NotFoundException', message: string) {
    super(message);
    this.name = name;
    this.statusCode = name === 'NotFoundException' ? 404 : 400;
  }
}

export function badRequest(message: string): StageRefusal {
  return new StageRefusal('BadRequestException', message);
}

/** Of a path that there is, and that doesn't take this operation. */
export function invalidOperation({ op, path }: { readonly op: string; readonly path: string }): StageRefusal {
  return badRequest(`Invalid ${op} operation with path: ${path}`);
}

/** `written`: the path without its first slash. The blank at the end is AWS's (recorded). */
export function noMethodSetting(written: string): StageRefusal {
  return badRequest(`Cannot remove method setting ${written} because there is no method setting for this method `);
}
