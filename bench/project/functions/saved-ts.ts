// measure/reload.js saves this file again and again, with another version each time.
const version: number = 0;

export const handler = async (): Promise<{ statusCode: number; body: string }> => ({
  statusCode: 200,
  body: JSON.stringify({ version }),
});
