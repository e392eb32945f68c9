// Stands for a handler that waits for a database.
const WAIT_MS = 100;

export const handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  return { statusCode: 200, body: 'waited' };
};
