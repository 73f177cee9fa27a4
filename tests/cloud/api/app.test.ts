import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pino from 'pino';
import { createApp } from '../../../src/cloud/http/app.ts';
import type { Route } from '../../../src/cloud/http/route.ts';
import { errorOf, makeWorld } from './world.ts';
import type { World } from './world.ts';

describe('a fault inside the cloud', () => {
  let world: World;
  const lines: string[] = [];

  beforeAll(async () => {
    world = await makeWorld('sqlite');
  });
  afterAll(() => world.close());

  const appThatThrows = (error: Error) => {
    lines.length = 0;
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const route: Route = {
      method: 'GET',
      path: '/api/broken',
      who: 'anyone',
      handle: () => {
        throw error;
      },
    };
    return createApp({ ...world.deps, logger }, [route]);
  };

  it('is answered with the id of the request, and nothing of what it was', async () => {
    const response = await appThatThrows(new Error('the secret is 42')).request('/api/broken');
    const error = await errorOf(response);
    expect(error.code).toBe('server-failed');
    expect(error.message).toContain(response.headers.get('x-request-id'));
    expect(error.message).not.toContain('secret');
  });

  it('is in the log with its message, where it was, and the same id', async () => {
    const response = await appThatThrows(new Error('the secret is 42')).request(
      '/api/broken?code=1',
    );
    const [line = ''] = lines;
    expect(line).toContain('the secret is 42');
    expect(line).toContain('app.test.ts');
    expect(line).toContain(response.headers.get('x-request-id'));
    expect(line).not.toContain('code=1');
  });

  it('that may pass asks to try again', async () => {
    const busy = Object.assign(new Error('locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
    expect((await errorOf(await appThatThrows(busy).request('/api/broken'))).code).toBe(
      'server-busy',
    );
  });
});
