const FIRST_ROOM = 1024;

/**
 * Where each hash was seen, by its first 4 bytes: 12 bytes an entry, so that a million entries
 * can be searched when one of them is out of place. What it finds must still be proved by hashing.
 */
export type HashIndex = {
  readonly add: (seq: number, hash: Uint8Array) => void;
  readonly find: (hash: Uint8Array) => readonly number[];
};

/** A search gives at most this many places; more only happens when the same row was copied over and over. */
const PLACES_MAX = 100;

export function makeHashIndex(): HashIndex {
  let prefixes = new Uint32Array(FIRST_ROOM);
  let seqs = new Float64Array(FIRST_ROOM);
  let count = 0;
  return {
    add: (seq, hash) => {
      if (count === prefixes.length) {
        prefixes = copyInto(new Uint32Array(count * 2), prefixes);
        seqs = copyInto(new Float64Array(count * 2), seqs);
      }
      prefixes[count] = prefixOf(hash);
      seqs[count] = seq;
      count += 1;
    },
    find: (hash) => {
      const wanted = prefixOf(hash);
      const places: number[] = [];
      let index = prefixes.indexOf(wanted);
      while (index !== -1 && index < count && places.length < PLACES_MAX) {
        places.push(seqs[index] ?? 0);
        index = prefixes.indexOf(wanted, index + 1);
      }
      return places;
    },
  };
}

function prefixOf(hash: Uint8Array): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = hash;
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}

function copyInto<Values extends { set(from: Values): void }>(to: Values, from: Values): Values {
  to.set(from);
  return to;
}
