/**
 * Is a media type one of the API's binaryMediaTypes? `image/png` covers only itself, `image/*` every subtype (and the
 * literal `image/*`), `*` before the slash nothing, except that the entry `*` `/` `*` covers all (recorded:
 * test_aws_proxy_binary_response; the last from the Developer Guide). Without a type only that last entry fits.
 */
export function isBinaryType(binaryMediaTypes: readonly string[], mediaType: string | undefined): boolean {
  if (binaryMediaTypes.length === 0) return false;
  return binaryMediaTypes.some((entry) => {
    if (entry === '*/*') return true;
    if (mediaType === undefined) return false;
    const known = entry.toLowerCase();
    return known === mediaType || (known.endsWith('/*') && mediaType.startsWith(known.slice(0, -1)));
  });
}

/** Decodes base64 as strictly as AWS does (a blank is a failure); undefined when the text is none. */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64');
}
