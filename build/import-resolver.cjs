/**
 * Tells lint which file `./mark.svg?raw` is: what follows the question mark says how the file is
 * taken in, not which one. All other imports are left to the usual resolver.
 */
const fs = require('node:fs');
const path = require('node:path');

exports.interfaceVersion = 2;

exports.resolve = (/** @type {string} */ source, /** @type {string} */ importer) => {
  const [file = '', query] = source.split('?');
  if (query === undefined || !file.startsWith('.')) return { found: false };
  const found = path.resolve(path.dirname(importer), file);
  return fs.existsSync(found) ? { found: true, path: found } : { found: false };
};
