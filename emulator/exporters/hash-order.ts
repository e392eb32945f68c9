/**
 * Names in the order in which AWS exports them: that of a Java HashMap, which its export walks. Recorded for paths
 * (OpenAPI 3), parameters and response headers. Export twice and compare: the lists have AWS's own order.
 */
export function inHashOrder(names: readonly string[]): string[] {
  let buckets = 16;
  while (names.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (name: string): number => {
    const hash = hashCode(name);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return [...names].sort((a, b) => bucketOf(a) - bucketOf(b));
}

/** java.lang.String.hashCode. */
function hashCode(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}
