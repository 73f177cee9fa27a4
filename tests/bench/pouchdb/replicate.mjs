/** Documents that wait in a PouchDB, replicated to a server in batches. */
import { readFileSync } from 'node:fs';
import { load, rest, serve } from './load.mjs';

const PouchDB = load('pouchdb-node');
const [folder = '', documentsFile = '', url = ''] = rest;
const BATCH_SIZE = 500;

const documents = JSON.parse(readFileSync(documentsFile, 'utf8'));
const database = new PouchDB(folder);
await database.bulkDocs(documents);

serve(async () => {
  const startedMs = performance.now();
  const result = await database.replicate.to(url, { batch_size: BATCH_SIZE });
  const tookMs = performance.now() - startedMs;
  if (result.docs_written !== documents.length || result.doc_write_failures !== 0) {
    throw new Error(`${result.docs_written} of ${documents.length} documents arrived`);
  }
  return tookMs;
});
