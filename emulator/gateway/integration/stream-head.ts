/** Between the metadata of a streamed Lambda proxy answer and its payload. */
const DELIMITER = Buffer.alloc(8);
/** The metadata and its delimiter have to be among the first bytes (Developer Guide). */
const MOST_HEAD_BYTES = 16_384;

export interface StreamHead {
  readonly metadata: Buffer;
  /** What came with the head of the payload behind it. */
  readonly first: Buffer;
}

/** Reads the metadata of a streamed answer. Without a delimiter it gives what there was instead. */
export async function readStreamHead(
  pieces: AsyncIterator<Uint8Array>,
): Promise<StreamHead | { readonly instead: Buffer; readonly isOver: boolean }> {
  let read = Buffer.alloc(0);
  for (;;) {
    const next = await pieces.next();
    if (next.done) return { instead: read, isOver: true };
    // A delimiter may lie across two pieces.
    const from = Math.max(0, read.length - DELIMITER.length);
    read = Buffer.concat([read, next.value]);
    const at = read.indexOf(DELIMITER, from);
    if (at >= 0 && at + DELIMITER.length <= MOST_HEAD_BYTES) {
      return { metadata: read.subarray(0, at), first: read.subarray(at + DELIMITER.length) };
    }
    if (read.length >= MOST_HEAD_BYTES) return { instead: read, isOver: false };
  }
}
