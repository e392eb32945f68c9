// Stands for a handler that waits for a database. It says in which environment it ran.
const WAIT_MS = 100;

export const handler = async () => {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  return { statusCode: 200, body: process.env.AWS_LAMBDA_LOG_STREAM_NAME };
};
