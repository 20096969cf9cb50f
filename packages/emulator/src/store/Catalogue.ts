// What is held in memory of the stored pictures: their records by id and by key, and which file belongs to which.

import type { PictureRecord } from "./pictureRows.ts"

/** What may be said of a stored picture in words. */
export interface StoredPicture {
  readonly record: PictureRecord
  /** Names of the colours that its subject shows most. */
  readonly colours: readonly string[]
  /** Of its bytes, in hex. */
  readonly sha256: string
}

/** A stored picture; its id grows with the order of adding. */
export interface Entry extends StoredPicture {
  readonly id: number
}

/** The stored pictures, without bytes and descriptors. */
export class Catalogue {
  readonly #entries = new Map<number, Entry>()
  readonly #ids = new Map<string, number>()
  /** How many pictures share one file. */
  readonly #shares = new Map<string, number>()

  get size(): number {
    return this.#entries.size
  }

  count(isWanted: (record: PictureRecord) => boolean): number {
    let count = 0
    for (const { record } of this.#entries.values()) if (isWanted(record)) count += 1
    return count
  }

  get(id: number): Entry | undefined {
    return this.#entries.get(id)
  }

  find(productId: string, picName: string): Entry | undefined {
    const id = this.#ids.get(keyOf(productId, picName))
    return id === undefined ? undefined : this.#entries.get(id)
  }

  /** The pictures that are wanted, in the order in which they were added. */
  where(isWanted: (record: PictureRecord) => boolean): readonly Entry[] {
    const wanted: Entry[] = []
    for (const entry of this.#entries.values()) if (isWanted(entry.record)) wanted.push(entry)
    return wanted.toSorted((a, b) => a.id - b.id)
  }

  /** The hashes of all files that a picture needs. */
  files(): ReadonlySet<string> {
    return new Set(this.#shares.keys())
  }

  /** Whether a picture needs the file of that hash. */
  hasFile(sha256: string): boolean {
    return this.#shares.has(sha256)
  }

  /** Adds a picture whose id is not there. */
  add(entry: Entry): void {
    const { id, record, sha256 } = entry
    this.#entries.set(id, entry)
    this.#ids.set(keyOf(record.productId, record.picName), id)
    this.#shares.set(sha256, (this.#shares.get(sha256) ?? 0) + 1)
  }

  /** Changes the record of a picture, but not its key. */
  change(id: number, record: PictureRecord): void {
    const entry = this.#entries.get(id)
    if (entry !== undefined) this.#entries.set(id, { ...entry, record })
  }

  /** Drops a picture and returns the hash of its file if no other picture shares it. */
  remove(id: number): string | undefined {
    const entry = this.#entries.get(id)
    if (entry === undefined) return undefined
    const { record, sha256 } = entry
    this.#entries.delete(id)
    this.#ids.delete(keyOf(record.productId, record.picName))
    const shares = (this.#shares.get(sha256) ?? 1) - 1
    if (shares > 0) this.#shares.set(sha256, shares)
    else this.#shares.delete(sha256)
    return shares > 0 ? undefined : sha256
  }
}

/** The length in front keeps ("a", "b\nc") apart from ("a\nb", "c"). */
const keyOf = (productId: string, picName: string): string => `${productId.length}:${productId}${picName}`
