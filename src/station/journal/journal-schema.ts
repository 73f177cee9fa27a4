/**
 * The tables of a journal (docs/journal.md). Migrations only add: a file from any earlier version
 * is brought up to date, one from a later version is refused.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE entry(
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    body BLOB NOT NULL,
    prev BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL UNIQUE,
    signature BLOB NOT NULL
  ) STRICT;

  CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

  CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

  -- Also refuses INSERT OR REPLACE, which removes rows without asking the trigger above.
  CREATE TRIGGER entry_only_follows BEFORE INSERT ON entry
  WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
    OR NEW.prev <> (SELECT hash FROM entry WHERE seq = NEW.seq - 1)
    OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM entry WHERE hash = NEW.hash)
  BEGIN SELECT RAISE(ABORT, 'an entry only follows the last one'); END;

  -- Whose journal this is. The genesis hash and each signature depend on it.
  CREATE TABLE identity(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    station_id TEXT NOT NULL,
    public_key TEXT NOT NULL
  ) STRICT;

  CREATE TRIGGER identity_never_changes BEFORE UPDATE ON identity
  BEGIN SELECT RAISE(ABORT, 'the identity is never changed'); END;

  CREATE TRIGGER identity_never_goes BEFORE DELETE ON identity
  BEGIN SELECT RAISE(ABORT, 'the identity is never deleted'); END;

  -- By what code the projection tables were made, and their names as a JSON list.
  CREATE TABLE projected(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    tables TEXT NOT NULL
  ) STRICT;

  INSERT INTO projected VALUES (1, '', '[]');
  `,
];

/** Marks the file as a journal of ours: "TBJ1". */
export const APPLICATION_ID = 0x54424a31;

/** Tables that a projection may not name. */
export const OWN_TABLES: readonly string[] = ['entry', 'identity', 'projected'];
