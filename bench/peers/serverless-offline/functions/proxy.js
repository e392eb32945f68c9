export { handler } from '../../../project/functions/proxy.js';
