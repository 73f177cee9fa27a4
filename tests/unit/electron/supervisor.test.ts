import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { STATION_NODE_ARGS } from '../../../src/shared/node/station-node.ts';
import { createSupervisor, RESTART_WAITS_MS } from '../../../src/shared/node/supervisor.ts';
import type { Down, SupervisedProgram, Supervisor } from '../../../src/shared/node/supervisor.ts';

/** Real child processes, as the window and the command line start them. */

const PROGRAM = fileURLToPath(new URL('supervised-program.ts', import.meta.url));

type Behaviour = 'well' | 'deaf-to-sigterm' | 'dies-at-once' | 'wrong-settings' | 'never-ready';
type Message = {
  readonly kind: string;
  readonly pid?: number;
  readonly nodeArgs?: readonly string[];
};

type Watched = {
  readonly supervisor: Supervisor;
  readonly messages: Message[];
  readonly downs: Down[];
};

const started: Supervisor[] = [];
afterEach(() => Promise.all(started.splice(0).map((supervisor) => supervisor.stop())));

function supervise(behaviour: Behaviour, changes: Partial<SupervisedProgram> = {}): Watched {
  const messages: Message[] = [];
  const downs: Down[] = [];
  const supervisor = createSupervisor(
    {
      nodePath: process.execPath,
      programPath: PROGRAM,
      args: [behaviour],
      env: process.env,
      isReady: (message) => (message as Message).kind === 'ready',
      ...changes,
    },
    {
      onMessage: (message) => messages.push(message as Message),
      onDown: (down) => downs.push(down),
    },
  );
  started.push(supervisor);
  supervisor.start();
  return { supervisor, messages, downs };
}

async function until(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { interval: 10, timeout: 10_000 }).toBe(true);
}

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe('a program that runs', () => {
  test('gets the options of Node that keep its memory small', async () => {
    const { messages } = supervise('well', { nodeArgs: STATION_NODE_ARGS });
    await until(() => messages.length === 1);
    expect(messages[0]?.nodeArgs).toEqual(STATION_NODE_ARGS);
  });

  test('is started, heard and stopped in order', async () => {
    const { supervisor, messages, downs } = supervise('well');
    await until(() => messages.length === 1);
    const pid = supervisor.processId();
    expect(messages).toEqual([{ kind: 'ready', pid, nodeArgs: [] }]);
    await supervisor.stop();
    expect(isRunning(pid ?? 0)).toBe(false);
    expect(downs).toEqual([]);
  });

  test('is started once, however often it is asked for', async () => {
    const { supervisor, messages } = supervise('well');
    supervisor.start();
    await until(() => messages.length === 1);
    const pid = supervisor.processId();
    supervisor.start();
    expect(supervisor.processId()).toBe(pid);
  });

  test('is killed when it does not stop', async () => {
    const { supervisor, messages } = supervise('deaf-to-sigterm');
    await until(() => messages.length === 1);
    const pid = supervisor.processId() ?? 0;
    await supervisor.stop();
    expect(isRunning(pid)).toBe(false);
  });

  test('can be stopped twice, and before it has started', async () => {
    const { supervisor, downs } = supervise('never-ready');
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    await supervisor.stop();
    expect(supervisor.processId()).toBeUndefined();
    expect(downs).toEqual([]);
  });
});

describe('a program that dies', () => {
  test('comes back at once when it is killed, as another process', async () => {
    const { supervisor, messages, downs } = supervise('well');
    await until(() => messages.length === 1);
    const killed = supervisor.processId() ?? 0;
    const fromMs = performance.now();
    process.kill(killed, 'SIGKILL');
    await until(() => messages.length === 2);
    expect(performance.now() - fromMs).toBeLessThan(2_000);
    expect(supervisor.processId()).not.toBe(killed);
    expect(downs).toEqual([
      {
        code: null,
        signal: 'SIGKILL',
        killedFor: null,
        downsInRow: 1,
        waitMs: RESTART_WAITS_MS[0],
      },
    ]);
  });

  test('waits longer each time it dies at once', async () => {
    const { downs } = supervise('dies-at-once');
    await until(() => downs.length === 3);
    expect(downs.map(({ downsInRow, waitMs }) => [downsInRow, waitMs])).toEqual([
      [1, RESTART_WAITS_MS[0]],
      [2, RESTART_WAITS_MS[1]],
      [3, RESTART_WAITS_MS[2]],
    ]);
  });

  test('stays down when it is stopped between two lives', async () => {
    const { supervisor, downs } = supervise('dies-at-once');
    await until(() => downs.length === 2);
    await supervisor.stop();
    await new Promise((resolve) => setTimeout(resolve, RESTART_WAITS_MS[1] + 200));
    expect(supervisor.processId()).toBeUndefined();
    expect(downs).toHaveLength(2);
  });

  test('is not started again when it says that somebody must act, until it is asked to', async () => {
    const { supervisor, messages, downs } = supervise('wrong-settings');
    await until(() => downs.length === 1);
    // Its last words came before its end.
    expect(messages).toEqual([{ kind: 'failed', reason: 'settings-wrong' }]);
    expect(downs[0]).toMatchObject({ code: 78, waitMs: null });
    await new Promise((resolve) => setTimeout(resolve, RESTART_WAITS_MS[0] + 200));
    expect(downs).toHaveLength(1);
    supervisor.start();
    await until(() => downs.length === 2);
  });

  test('is down, not an exception, when its Node is not there', async () => {
    const { downs } = supervise('well', { nodePath: '/nowhere/node' });
    await until(() => downs.length === 1);
    expect(downs[0]).toMatchObject({ code: null, signal: null, waitMs: RESTART_WAITS_MS[0] });
  });
});

describe('a program that hangs', () => {
  test('at its start is killed after its time, and started again', async () => {
    const { downs } = supervise('never-ready', { startMsMax: 300 });
    await until(() => downs.length === 1);
    expect(downs[0]).toMatchObject({
      killedFor: 'slow-start',
      signal: 'SIGKILL',
      waitMs: RESTART_WAITS_MS[0],
    });
  });

  test('after its start is killed when it gives no sign of life, even when it is frozen', async () => {
    let isFrozen = false;
    const { supervisor, messages, downs } = supervise('well', {
      startMsMax: 5_000,
      isAlive: () => (isFrozen ? new Promise(() => undefined) : Promise.resolve(true)),
      look: { everyMs: 50, missesMax: 3 },
    });
    await until(() => messages.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(downs).toEqual([]);
    process.kill(supervisor.processId() ?? 0, 'SIGSTOP');
    isFrozen = true;
    await until(() => downs.length === 1);
    isFrozen = false;
    expect(downs[0]).toMatchObject({ killedFor: 'hung', signal: 'SIGKILL' });
    await until(() => messages.length === 2);
  });

  test('one late answer, or one that fails, is no hang', async () => {
    let looks = 0;
    const { downs } = supervise('well', {
      isAlive: () => {
        looks += 1;
        return looks % 3 === 0 ? Promise.resolve(true) : Promise.reject(new Error('late'));
      },
      look: { everyMs: 20, missesMax: 3 },
    });
    await until(() => looks > 9);
    expect(downs).toEqual([]);
  });
});
