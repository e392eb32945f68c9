/** Calls under way at the same time. */
const AT_ONCE = 8;

/** Does `work` for each, a few at the same time. The first failure is thrown when those under way have ended. */
export async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const workThrough = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
  if (failures.length > 0) throw failures[0];
}
