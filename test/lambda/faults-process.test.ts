import { fstatSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { badFunction } from './bad-function.ts';
import { threadCount, threadsAtMost } from './thread-count.ts';

/** A server that processes connect to, so that their end is seen. */
async function watchProcesses(): Promise<{ port: number; connected: Promise<Socket> }> {
  const server: Server = createServer();
  const connected = new Promise<Socket>((resolve) => server.once('connection', (socket) => resolve(socket.resume())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, connected };
}

/** A handler that begins a process, which connects and stays. */
const spawning = `const { spawn } = require('node:child_process');
  exports.handler = async ({ port, hang }) => {
    const program = "require('node:net').connect(" + port + ", '127.0.0.1').on('error', () => {})";
    spawn(process.execPath, ['-e', program], { stdio: 'ignore', detached: true }).unref();
    if (hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
  };`;

describe('a function', () => {
  it.each([
    ["process.kill(process.pid, 'SIGTERM')", 'signal: terminated'],
    ["process.kill(String(process.pid), 'SIGKILL')", 'signal: killed'],
    ["process.kill(0, 'SIGKILL')", 'signal: killed'],
    ["process.kill(-1, 'SIGKILL')", 'signal: killed'],
    ["process.kill(-process.pid, 'SIGINT')", 'signal: interrupt'],
    ['process.abort()', 'signal: aborted'],
    ['process.exit(300)', 'exit status'],
    ['process.reallyExit(3)', 'exit status 3'],
  ])('that ends its own process ends its environment: %s', async (code, message) => {
    const { call } = badFunction(`exports.handler = async () => { ${code}; await new Promise(() => {}); };`);
    expect(await call('bad')).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining(message),
    });
    expect(await call('good')).toBe('fine');
  });

  it('may ask whether its process lives', async () => {
    const { call } = badFunction("exports.handler = async () => [process.kill(process.pid, 0), process.kill(0, '0')];");
    expect(await call('bad')).toEqual([true, true]);
  });

  it.each(["require('node:fs')", "await import('node:fs')"])(
    'writes its log to the descriptors 1 and 2, and may close them: %s',
    async (module) => {
      const { call, logs } = badFunction(`exports.handler = async () => {
        const fs = ${module};
        const { promisify } = require('node:util');
        fs.writeSync(1, 'one\\n');
        fs.writeSync(2, Buffer.from('<two>'), 1, 3);
        const { bytesWritten } = await promisify(fs.write)(1, 'three');
        await new Promise((done) => fs.writev(1, [Buffer.from('fo'), Buffer.from('ur')], done));
        for (const fd of [0, 1, 2]) fs.closeSync(fd);
        await new Promise((done) => fs.close(1, done));
        process.stdout.end();
        process.stderr.destroy();
        console.log('five');
        return bytesWritten;
      };`);
      expect(await call('bad')).toBe(5);
      expect(logs('bad').map((line) => line.split('\t').at(-1))).toEqual(['one', 'two', 'three', 'four', 'five']);
      for (const fd of [0, 1, 2]) expect(() => fstatSync(fd)).not.toThrow();
    },
  );

  it('writes files of its own as ever', async () => {
    const { call } = badFunction(`exports.handler = async () => {
      const fs = require('node:fs');
      const fd = fs.openSync(__filename + '.txt', 'w+');
      fs.writeSync(fd, 'one');
      await new Promise((done, fail) => fs.write(fd, 'two', (error) => (error ? fail(error) : done())));
      fs.writevSync(fd, [Buffer.from('three')]);
      fs.closeSync(fd);
      return fs.readFileSync(__filename + '.txt', 'utf8');
    };`);
    expect(await call('bad')).toBe('onetwothree');
  });

  it('reads nothing from the standard input', async () => {
    const { call } = badFunction(
      'exports.handler = async () => { let text = ""; for await (const chunk of process.stdin) text += chunk; return text; };',
    );
    expect(await call('bad')).toBe('');
  });

  it('is told that it can’t change the folder, which all share', async () => {
    const folder = process.cwd();
    const { call } = badFunction("exports.handler = async () => process.chdir('/');");
    expect(await call('bad')).toMatchObject({ errorMessage: 'process.chdir() is not supported in workers' });
    expect(process.cwd()).toBe(folder);
  });

  it('takes its own threads along, and what they print is its log', async () => {
    const { port, connected } = await watchProcesses();
    const { call, logs, service } = badFunction(`const { Worker } = require('node:worker_threads');
      exports.handler = async ({ port }) => {
        new Worker('for (;;);', { eval: true });
        new Worker("require('node:net').connect(" + port + ", '127.0.0.1')", { eval: true });
        const worker = new Worker("console.log('inside'); process.exit(3);", { eval: true });
        return await new Promise((resolve) => worker.once('exit', resolve));
      };`);
    expect(await call('bad', { port })).toBe(3);
    expect(logs('bad')).toEqual(['inside']);
    expect(await call('good')).toBe('fine');
    const gone = connected.then((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await connected;
    await service.close();
    await gone;
  });

  it.each([
    ['it is timed out', { timeout: 1 }, { hang: true }],
    ['the emulator closes', {}, {}],
  ])('takes the processes along that it began, when %s', async (_, config, event) => {
    const { port, connected } = await watchProcesses();
    const { answer, service } = badFunction(spawning, config);
    const answered = answer('bad', { ...event, port });
    const socket = await connected;
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await answered;
    if (!('hang' in event)) await service.close();
    await gone;
  });

  it('that the system keeps for long keeps neither its own next call, nor another, nor the end', async () => {
    const wait = `require('node:child_process').spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'])`;
    const threads = threadCount();
    const { call, service } = badFunction(
      `exports.handler = async ({ wait }) => { if (wait) ${wait}; return 'done'; };`,
      { timeout: 1 },
    );
    expect(await call('bad', { wait: true })).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect([await call('bad'), await call('good')]).toEqual(['done', 'fine']);
    await service.close();
    await threadsAtMost(threads);
  });
});
