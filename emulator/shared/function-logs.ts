/** The logs of every function, as far back as they are kept, and as they grow. */
export interface FunctionLogReader {
  /** The lines that are kept, oldest first; none for a function that has written nothing. */
  lines(functionName: string): readonly LogLine[];
  /** Calls `listener` for each line from now on, until the function that is given back is called. */
  follow(functionName: string, listener: (line: LogLine) => void): () => void;
}

/** A line of CloudWatch's log of a function: its own, or one of Lambda's (START, END, REPORT). */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly requestId?: string;
  readonly text: string;
}
