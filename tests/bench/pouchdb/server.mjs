/**
 * A CouchDB-like server: express-pouchdb on LevelDB. Mode `fullCouchDB` is what its manual sets up;
 * `minimumForPouchDB` leaves out all that replication does not need.
 */
import { load, rest, serve } from './load.mjs';

const express = load('express');
const PouchDB = load('pouchdb-node');
const [folder = '', mode = 'fullCouchDB'] = rest;

const app = express();
const makeHandler = load('express-pouchdb');
app.use(
  makeHandler(PouchDB.defaults({ prefix: `${folder}/` }), {
    mode,
    inMemoryConfig: true,
    logPath: `${folder}/log.txt`,
  }),
);
const server = app.listen(0, '127.0.0.1', () => serve(async () => server.address().port));
