import type { PatternNode } from './nodes.ts';

/** The most UTF-16 units that a node can match; Infinity when there is no bound. */
export function widthOf(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
      return 2;
    case 'sequence':
      return node.nodes.reduce((sum, one) => sum + widthOf(one), 0);
    case 'alternation':
      return Math.max(...node.nodes.map(widthOf));
    case 'repeat':
      return repeatWidth(node.max, widthOf(node.node));
    case 'group':
    case 'atomic':
      return widthOf(node.node);
    case 'backreference':
      return Number.POSITIVE_INFINITY;
    default:
      return 0;
  }
}

function repeatWidth(times: number, width: number): number {
  if (width === 0) return 0;
  return times >= 2147483647 ? Number.POSITIVE_INFINITY : times * width;
}
