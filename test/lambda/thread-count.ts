interface Report {
  readonly workers: readonly unknown[];
}

/** Threads that this process has at the moment, besides the main one. */
export function threadCount(): number {
  return (process.report.getReport() as unknown as Report).workers.length;
}

/** Resolves when there are no more than so many: a thread takes a moment to end. */
export async function threadsAtMost(most: number): Promise<void> {
  while (threadCount() > most) await new Promise((resolve) => setTimeout(resolve, 20));
}
