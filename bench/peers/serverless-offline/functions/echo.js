export { handler } from '../../../project/functions/echo.js';
