import type { Page } from 'playwright-core';

export interface TextContrast {
  readonly text: string;
  /** 1 to 21; WCAG AA asks for 4.5, and for 3 in large type. */
  readonly ratio: number;
}

/** The contrast of each piece of text that the page shows, in its present colours. */
export async function readTextContrast(page: Page): Promise<TextContrast[]> {
  // The function runs in the page: it can use nothing from outside of itself.
  return page.evaluate(`(() => {
    const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const background = (node) => {
      for (let one = node; one; one = one.parentElement) {
        const color = getComputedStyle(one).backgroundColor;
        if (channels(color)[3] !== 0) return color;
      }
      return 'rgb(255, 255, 255)';
    };
    return [...document.body.querySelectorAll('*')]
      .filter((node) => node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
      .map((node) => {
        const [light, dark] = [luminance(getComputedStyle(node).color), luminance(background(node))].sort((a, b) => b - a);
        return { text: node.textContent.trim().slice(0, 40), ratio: (light + 0.05) / (dark + 0.05) };
      });
  })()`);
}
