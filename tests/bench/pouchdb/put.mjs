/** PouchDB on LevelDB: documents put one after the other, each waited for. LevelDB does not force them to the disk. */
import { readFileSync } from 'node:fs';
import { load, rest, serve } from './load.mjs';

const PouchDB = load('pouchdb-node');
const [folder = '', documentsFile = ''] = rest;
const bodies = JSON.parse(readFileSync(documentsFile, 'utf8'));
const database = new PouchDB(folder);
let made = 0;

serve(async ({ count }) => {
  const startedMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    made += 1;
    await database.put({
      _id: String(made).padStart(12, '0'),
      ...bodies[made % bodies.length],
    });
  }
  return (count / (performance.now() - startedMs)) * 1_000;
});
