/** What is left of a reference or directive that was none: its `$`, `#` and the backslashes before a `$`. */
export function specialText(image: string): string {
  let text = '';
  for (let i = 0; i < image.length; i++) {
    const character = image[i];
    if (character === '#' || character === '$') text += character;
    if (character === '\\') {
      let end = i;
      while (image[end] === '\\') end++;
      if (image[end] === '$') {
        text += image.slice(i, end + 1);
        i = end + 1;
      }
    }
  }
  return text;
}
