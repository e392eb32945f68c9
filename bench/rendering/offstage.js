import { renderMappingTemplate } from '../../dist/index.js';
import { INPUT, TEMPLATE } from './input.js';

/** Offstage's public function, which parses a template the first time that it sees it. */
export const render = () => renderMappingTemplate({ ...INPUT, template: TEMPLATE }).text;

let parsed = 0;

/** Parses the template: a comment at its end makes it one that was never seen, and an #stop before it a short render. */
export const parse = () => renderMappingTemplate({ ...INPUT, template: `#stop${TEMPLATE}## ${parsed++}` });
