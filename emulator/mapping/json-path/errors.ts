/** A query that Jayway's library ends with an error. */
export class JsonPathError extends Error {
  /** The query, whole. */
  path = '';

  constructor(message: string) {
    super(message);
    this.name = 'JsonPathError';
  }
}

/** A path that the library can't read, or that doesn't fit the document. Inside a filter it only means "no". */
export class InvalidPath extends JsonPathError {}

/** A definite path that leads nowhere. */
export class PathNotFound extends InvalidPath {}
