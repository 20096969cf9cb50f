/** The tables of a store beside the queue's own, and the mark by which a file is known to be one. */

/** SQLite's application id of a store: "ISWK" in ASCII. */
export const applicationId = 0x4953574b

/** Raised with every change of the tables; a store of another version is refused. */
export const storeVersion = 2

/** Instants are milliseconds since 1970, of the database's clock. */
export const createTables = `
  CREATE TABLE identity (instance TEXT NOT NULL, region TEXT NOT NULL);

  -- What the instance holds, as far as this store knows: an item is done when its row here says so.
  CREATE TABLE ledger (
    product_id TEXT NOT NULL,
    pic_name TEXT NOT NULL,
    picture_hash TEXT NOT NULL,
    attributes_hash TEXT NOT NULL,
    -- The outstanding row that was sent; a greater one is newer.
    item INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (product_id, pic_name)
  ) WITHOUT ROWID;

  -- Items of the catalogue that are not done: waiting when the reason is null, else failed. Its id names the job, and a
  -- changed item replaces its row, so that a job whose row has gone is an old one and does nothing.
  CREATE TABLE outstanding (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id TEXT NOT NULL,
    pic_name TEXT NOT NULL,
    line INTEGER NOT NULL,
    picture TEXT NOT NULL,
    picture_hash TEXT NOT NULL,
    attributes TEXT NOT NULL,
    attributes_hash TEXT NOT NULL,
    -- Times that the job was given back in order, and how many of them count as tries of this run.
    given_back INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    failed_at INTEGER,
    UNIQUE (product_id, pic_name)
  );
  CREATE INDEX outstanding_waiting ON outstanding (id) WHERE reason IS NULL;
  CREATE INDEX outstanding_failed ON outstanding (failed_at) WHERE reason IS NOT NULL;

  -- Rows that name no item, as the last reading of their catalogue found them.
  CREATE TABLE bad_row (
    catalogue TEXT NOT NULL,
    line INTEGER NOT NULL,
    product_id TEXT,
    pic_name TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (catalogue, line)
  ) WITHOUT ROWID;

  -- The next free turn of a key, and the milliseconds between the last one and it.
  CREATE TABLE pacer (key TEXT PRIMARY KEY, next_at REAL NOT NULL, spacing REAL NOT NULL) WITHOUT ROWID;

  -- The calls per second that the service takes of a key, where it has throttled.
  CREATE TABLE learned_rate (
    key TEXT PRIMARY KEY,
    phase TEXT NOT NULL CHECK (phase IN ('falling', 'searching', 'holding', 'lifting')),
    rate REAL NOT NULL,
    rate_before REAL NOT NULL,
    -- Calls in a row that went through at this rate.
    calm INTEGER NOT NULL,
    changed_at REAL NOT NULL,
    -- Throttles up to here are those of calls from before the change.
    deaf_until REAL NOT NULL,
    -- Calls taken during the fall, and when the first and the last of them were.
    accepted INTEGER NOT NULL,
    first_at REAL NOT NULL,
    last_at REAL NOT NULL
  ) WITHOUT ROWID;
`
