/** How soon it is looked again whether the debugger has gone, at the earliest. */
const LOOK_AGAIN_MS = 500;

/**
 * Settles as `promise` does, or fails with `late()` when that takes more than `ms`. While `isDebugged` it is never
 * late: what waits may stand at a breakpoint.
 */
export function within<T>(
  ms: number,
  promise: Promise<T>,
  late: () => Error,
  isDebugged: () => boolean = () => false,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (isDebugged()) timer = setTimeout(check, Math.max(ms, LOOK_AGAIN_MS));
      else reject(late());
    };
    let timer = setTimeout(check, ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
