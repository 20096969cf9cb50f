// A store as the first version of the emulator wrote it, made here from that version's own schema: what a user has on
// disk who comes from there.

import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"

/** "IMSE" in ASCII. */
const APPLICATION_ID = 0x49_4d_53_45

const SCHEMA = `
  CREATE TABLE instance (
    name TEXT NOT NULL, region TEXT NOT NULL, service_type INTEGER NOT NULL, created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL,
    pic_name TEXT NOT NULL,
    category_id INTEGER NOT NULL,
    custom_content TEXT NOT NULL,
    int_attr INTEGER NOT NULL, int_attr2 INTEGER NOT NULL, int_attr3 INTEGER NOT NULL, int_attr4 INTEGER NOT NULL,
    str_attr TEXT NOT NULL, str_attr2 TEXT NOT NULL, str_attr3 TEXT NOT NULL, str_attr4 TEXT NOT NULL,
    region TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    descriptor BLOB NOT NULL,
    UNIQUE (product_id, pic_name)
  ) STRICT;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = 1;
  PRAGMA journal_mode = WAL;
`

/** When the instance of the store was created. */
export const CREATED_MS = Date.UTC(2026, 9, 1)

/** Writes a store with one picture per entry, `p<n>` and `图.png`; their descriptors are of a version that nobody knows. */
export const writeVersionOne = (dataDir: string, pictures: readonly Uint8Array[]): void => {
  mkdirSync(dataDir, { recursive: true })
  const database = new DatabaseSync(join(dataDir, "imagesearch.sqlite"))
  database.exec(SCHEMA)
  database.prepare("INSERT INTO instance VALUES ('demo', 'cn-shanghai', 0, ?)").run(CREATED_MS)
  const insert = database.prepare(
    `INSERT INTO pictures VALUES (?, ?, '图.png', 3, '{"a":1}', 1, 2, 3, -4, 'a', 'b', 'c', 'd', '20,20,200,200', ?, x'00')`
  )
  for (const [at, bytes] of pictures.entries()) {
    const sha256 = createHash("sha256").update(bytes).digest("hex")
    const folder = join(dataDir, "pictures", sha256.slice(0, 2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, sha256), bytes)
    insert.run(at + 1, `p${at + 1}`, sha256)
  }
  database.close()
}
