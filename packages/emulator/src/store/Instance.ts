// One instance: its stored pictures and the index over their descriptors. SQLite is the truth; records and index are
// held in memory too and change only after the row has been written.

import {
  coloursOf,
  decode,
  decodeDescriptor,
  type Descriptor,
  describe,
  encodeDescriptor,
  PictureIndex,
  readHeader
} from "../similarity/engine.ts"
import { Catalogue, type StoredPicture } from "./Catalogue.ts"
import { asStoreError, type InstanceFacts, openDatabase, StoreInUse } from "./database.ts"
import { type DataDirectory, openDataDirectory } from "./dataDirectory.ts"
import { readOwner, removeOwner, writeOwner } from "./owner.ts"
import { pictureRows, type PictureRecord, type PictureRow, type PictureRows } from "./pictureRows.ts"
import { directoryPictures, memoryPictures, type PictureStore } from "./PictureStore.ts"
import { taskRows, type TaskRows } from "./taskRows.ts"

/**
 * A stored picture that resembles the query; `similarity` is the raw measure, `score` its documented scale of 0 to 1.
 */
export interface Neighbour {
  readonly record: PictureRecord
  readonly sha256: string
  readonly similarity: number
  readonly score: number
}

/** What AddImage hands over. */
export interface NewPicture {
  readonly record: PictureRecord
  readonly bytes: Uint8Array
  readonly descriptor: Descriptor
}

/** The pictures of one instance. */
export class Instance {
  readonly facts: InstanceFacts
  readonly tasks: TaskRows
  readonly #rows: PictureRows
  readonly #pictures: PictureStore
  readonly #closeDatabase: () => Promise<void>
  readonly #warn: (line: string) => void
  readonly #index = new PictureIndex<number>()
  readonly #catalogue = new Catalogue()
  #changes = 0
  /** Writes run one after the other: a removal must not take the file that an addition is about to point at. */
  #lastWrite: Promise<unknown> = Promise.resolve()

  private constructor(parts: {
    facts: InstanceFacts
    tasks: TaskRows
    rows: PictureRows
    pictures: PictureStore
    closeDatabase: () => Promise<void>
    warn: (line: string) => void
  }) {
    this.facts = parts.facts
    this.tasks = parts.tasks
    this.#rows = parts.rows
    this.#pictures = parts.pictures
    this.#closeDatabase = parts.closeDatabase
    this.#warn = parts.warn
  }

  /**
   * Opens the instance in a folder, or in memory without one, and rebuilds the index. Throws a StoreError if it
   * cannot. `warn` is told in one line of files that stay behind.
   */
  static async open(
    facts: InstanceFacts,
    { dataDir, warn }: { readonly dataDir: string | undefined; readonly warn: (line: string) => void }
  ): Promise<Instance> {
    const directory = dataDir === undefined ? undefined : await openDataDirectory(dataDir)
    const { database, facts: agreed } = await openOwned(directory, facts)
    const closeDatabase = async (): Promise<void> => {
      // The lock outlives the name, so that nobody else's name is removed.
      if (directory !== undefined) await removeOwner(directory.owner)
      database.close()
    }
    try {
      const instance = new Instance({
        facts: agreed,
        tasks: taskRows(database),
        rows: pictureRows(database),
        pictures: directory === undefined ? memoryPictures() : directoryPictures(directory.pictures),
        closeDatabase,
        warn
      })
      await instance.#load()
      return instance
    } catch (error) {
      // Else the lock would stay, and a second start in this process would blame this one.
      await closeDatabase()
      throw directory === undefined ? error : asStoreError(directory.database, error)
    }
  }

  /** The number of stored pictures. */
  get size(): number {
    return this.#catalogue.size
  }

  /** How many writes have ended, those that changed nothing among them: it stays while nothing has changed. */
  get changes(): number {
    return this.#changes
  }

  /** The number of stored pictures that are wanted. */
  count(isWanted: (record: PictureRecord) => boolean): number {
    return this.#catalogue.count(isWanted)
  }

  /** What is stored under that key, without its descriptor. */
  record(productId: string, picName: string): PictureRecord | undefined {
    return this.#catalogue.find(productId, picName)?.record
  }

  /** The stored pictures that are wanted, in the order in which they were added; a replaced one keeps its place. */
  where(isWanted: (record: PictureRecord) => boolean): readonly StoredPicture[] {
    return this.#catalogue.where(isWanted)
  }

  /** The bytes of a stored picture by their hex SHA-256; undefined if no stored picture has them. */
  async bytes(sha256: string): Promise<Uint8Array | undefined> {
    return this.#catalogue.hasFile(sha256) ? this.#pictures.get(sha256) : undefined
  }

  /** The stored picture of that key with its descriptor. */
  find(
    productId: string,
    picName: string
  ): { readonly record: PictureRecord; readonly descriptor: Descriptor } | undefined {
    const entry = this.#catalogue.find(productId, picName)
    const bytes = entry === undefined ? undefined : this.#rows.descriptorOf(entry.id)
    const descriptor = bytes === undefined ? undefined : decodeDescriptor(bytes)
    return entry === undefined || descriptor === undefined ? undefined : { record: entry.record, descriptor }
  }

  /**
   * Stores a picture, in place of the one with the same key if there is one.
   * With `most` pictures stored, another key is refused: it resolves to false and nothing is written.
   */
  add(picture: NewPicture, most: number): Promise<boolean> {
    return this.#write(async () => {
      const { record, bytes, descriptor } = picture
      if (this.size >= most && this.record(record.productId, record.picName) === undefined) return false
      const sha256 = await this.#pictures.put(bytes)
      const id = this.#rows.put({ record, sha256, descriptor: encodeDescriptor(descriptor) })
      const orphan = this.#forget(id)
      this.#remember({ id, record, sha256 }, descriptor)
      if (orphan !== undefined && orphan !== sha256) await this.#removeFile(orphan)
      return true
    })
  }

  /** Changes what is stored of a picture, apart from its key and its bytes; resolves to false if there is none. */
  update(productId: string, picName: string, change: (record: PictureRecord) => PictureRecord): Promise<boolean> {
    return this.#write(async () => {
      const entry = this.#catalogue.find(productId, picName)
      const descriptor = entry === undefined ? undefined : this.#rows.descriptorOf(entry.id)
      if (entry === undefined || descriptor === undefined) return false
      const record = { ...change(entry.record), productId, picName }
      this.#rows.put({ record, sha256: entry.sha256, descriptor })
      this.#catalogue.change(entry.id, record)
      return true
    })
  }

  /** Removes the pictures that are wanted gone and returns their names, in the order in which they were added. */
  removeWhere(isUnwanted: (record: PictureRecord) => boolean): Promise<readonly string[]> {
    return this.#write(async () => {
      const unwanted = this.#catalogue.where(isUnwanted)
      this.#rows.remove(unwanted.map(({ id }) => id))
      const orphans = unwanted.flatMap(({ id }) => this.#forget(id) ?? [])
      for (const orphan of orphans) await this.#removeFile(orphan)
      return unwanted.map(({ record }) => record.picName)
    })
  }

  /** The most similar stored pictures, best first; `accept` leaves pictures out before they count against `limit`. */
  nearest(
    query: Descriptor,
    options: { readonly limit: number; readonly accept?: (record: PictureRecord) => boolean }
  ): readonly Neighbour[] {
    const { limit, accept } = options
    const acceptId = (id: number): boolean => {
      const entry = this.#catalogue.get(id)
      return entry !== undefined && (accept === undefined || accept(entry.record))
    }
    return this.#index.nearest(query, { limit, accept: acceptId }).flatMap(({ id, similarity, score }) => {
      const entry = this.#catalogue.get(id)
      return entry === undefined ? [] : [{ record: entry.record, sha256: entry.sha256, similarity, score }]
    })
  }

  /** Waits for the running write, then closes the store. */
  async close(): Promise<void> {
    await this.#write(() => this.#closeDatabase())
  }

  #write<A>(change: () => Promise<A>): Promise<A> {
    const done = this.#lastWrite.then(change).finally(() => (this.#changes += 1))
    this.#lastWrite = done.catch(() => undefined)
    return done
  }

  /** The row is gone already, so a file that stays must not fail the removal; the next start sweeps it. */
  async #removeFile(sha256: string): Promise<void> {
    await this.#pictures.remove(sha256).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      this.#warn(`a picture is gone, but its file stays until the next start: ${reason}`)
    })
  }

  async #load(): Promise<void> {
    // Rows of another version are set aside, because the table must not change while it is read.
    const outdated: PictureRow[] = []
    for (const row of this.#rows.all()) {
      const descriptor = decodeDescriptor(row.descriptor)
      if (descriptor === undefined) outdated.push(row)
      else this.#remember(row, descriptor)
    }
    for (const row of outdated) this.#remember(row, await this.#describeAnew(row))
    await this.#pictures.sweep(this.#catalogue.files())
  }

  /** A descriptor of another version cannot be compared, so it is made again from the kept picture. */
  async #describeAnew({ record, sha256 }: PictureRow): Promise<Descriptor | undefined> {
    const bytes = await this.#pictures.get(sha256)
    if (bytes === undefined) return undefined
    const picture = await readHeader(bytes)
      .then((header) => decode(bytes, header))
      .catch((error: unknown) => {
        const whose = `the file ${sha256} of product "${record.productId}", picture "${record.picName}"`
        throw new Error(`${whose} is no picture any more (remove it or put a copy back)`, { cause: error })
      })
    const descriptor = describe(picture, record.region)
    this.#rows.put({ record, sha256, descriptor: encodeDescriptor(descriptor) })
    return descriptor
  }

  #remember({ id, record, sha256 }: Omit<PictureRow, "descriptor">, descriptor: Descriptor | undefined): void {
    this.#catalogue.add({ id, record, sha256, colours: descriptor === undefined ? [] : coloursOf(descriptor) })
    if (descriptor !== undefined) this.#index.add(id, descriptor)
  }

  /** Drops a picture from memory and returns the hash of its file if no other picture shares it. */
  #forget(id: number): string | undefined {
    this.#index.remove(id)
    return this.#catalogue.remove(id)
  }
}

/** Opens the database and says that this process has it, or says which one does. */
const openOwned = async (directory: DataDirectory | undefined, facts: InstanceFacts) => {
  if (directory === undefined) return openDatabase(":memory:", facts)
  const opened = await openOrNameOwner(directory, facts)
  try {
    await writeOwner(directory.owner)
    return opened
  } catch (error) {
    opened.database.close()
    throw error
  }
}

const openOrNameOwner = async ({ database, owner }: DataDirectory, facts: InstanceFacts) => {
  try {
    return openDatabase(database, facts)
  } catch (error) {
    throw error instanceof StoreInUse ? new StoreInUse(database, await readOwner(owner)) : error
  }
}
