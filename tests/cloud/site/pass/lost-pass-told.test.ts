import { expect, test } from 'vitest';
import { readFeedPage } from '../../../../src/cloud/sync/read-feed-page.ts';
import { toId } from '../../../../src/shared/ids.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import { PUBLIC_URL, openSiteWorld } from '../../../helpers/site-world.ts';

const NUMBER = '8A41F6D0';
/** RULES C6. */
const TOLD_MS_MAX = 2_000;

test('a Pass that its holder declares lost is told to listening stations within 2 s', async () => {
  const world = await openSiteWorld();
  try {
    const station = {
      collectiveId: toId<'Collective'>('019b76da-a802-7000-8000-000000000001'),
      siteUrl: PUBLIC_URL,
    };
    let cursor: string | undefined;
    for (let more = true; more;) {
      const page = await readFeedPage(world.db, station, cursor, world.deps.clock());
      ({ cursor, more } = page);
    }
    const holder = newVisitor(world);
    await signIn(world, holder, 'maelle.legoff@example.org');
    const { id } = await world.db.query
      .selectFrom('card')
      .select('id')
      .where('number', '=', NUMBER)
      .executeTakeFirstOrThrow();
    const path = `/mon-compte/pass/${id}/perdu`;
    const asked = await holder.get(path);
    const told = new Promise<number>((resolve) => {
      world.deps.feedWatcher.subscribe('station', {
        onNews: () => resolve(performance.now()),
        onEnd: () => undefined,
      });
    });
    const startedMs = performance.now();
    await holder.send(asked, path);
    expect((await told) - startedMs).toBeLessThan(TOLD_MS_MAX);
    const { items } = await readFeedPage(world.db, station, cursor, world.deps.clock());
    expect(items).toContainEqual(expect.objectContaining({ topic: 'card', id }));
    expect(JSON.stringify(items)).toContain('"state":"lost"');
  } finally {
    await world.close();
  }
});
