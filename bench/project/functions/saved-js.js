// measure/reload.js saves this file again and again, with another version each time.
const version = 0;

export const handler = async () => ({ statusCode: 200, body: JSON.stringify({ version }) });
