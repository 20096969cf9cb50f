// Writers that load an emulator until it is gone, and remember what it has answered for. Each works on pictures of its
// own, one call after the other, so that at most one of its pictures is in doubt when the emulator goes.

import { createHash } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import { call, hitsOf, randomOf, type Target } from "../client.ts"

/** What is known of one picture: its number and its mark, or undefined if it is not there. */
type Known = { readonly picture: number; readonly mark: string } | undefined

/** Pictures of one writer; a store of all of them fits into one page of a list. */
const KEYS_OF_A_WRITER = 8
const WRITERS = 4

/** The pictures that have been acknowledged, and those in doubt. */
export class WriteLoad {
  readonly #pictures: readonly Buffer[]
  readonly #random: () => number
  readonly #known = new Map<string, Known>()
  readonly #inDoubt = new Map<string, Known>()
  #marks = 0
  #begun = Promise.withResolvers<void>()
  acknowledged = 0

  constructor(pictures: readonly Buffer[], seed: number) {
    this.#pictures = pictures
    this.#random = randomOf(seed)
  }

  /** Resolves at the first answer of a run. */
  get begun(): Promise<void> {
    return this.#begun.promise
  }

  /** How many pictures may be missing, or there, without the other side having answered. */
  get doubts(): number {
    return this.#inDoubt.size
  }

  /** Loads the emulator; `urls` are the transfer addresses of the pictures. Resolves when it is gone. */
  async run(emulator: Target, urls: readonly string[]): Promise<void> {
    this.#begun = Promise.withResolvers()
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => this.#write(emulator, urls, writer)))
  }

  /** What is not as it must be: every acknowledged write there, and each one in doubt there whole or not at all. */
  async findLosses(emulator: Target): Promise<readonly string[]> {
    const listed = await call(emulator, "SearchImageByFilter", { Filter: "int_attr >= 0", Num: 100 })
    const stored = new Map(hitsOf(listed.body).map((hit) => [String(hit["ProductId"]), hit]))
    const losses = [...stored.keys()].filter((key) => !this.#known.has(key))
    for (const [key, before] of this.#known) {
      const hit = stored.get(key)
      const now: Known =
        hit === undefined ? undefined : { picture: Number(hit["IntAttr"]), mark: String(hit["StrAttr"]) }
      const possible = this.#inDoubt.has(key) ? [before, this.#inDoubt.get(key)] : [before]
      if (!possible.some((state) => isDeepStrictEqual(state, now)))
        losses.push(`${key} is ${JSON.stringify(now)}, not one of ${JSON.stringify(possible)}`)
      this.#known.set(key, now)
    }
    this.#inDoubt.clear()
    return losses
  }

  /** The SHA-256 of each picture by its number. */
  hashes(): readonly string[] {
    return this.#pictures.map((bytes) => createHash("sha256").update(bytes).digest("hex"))
  }

  async #write(emulator: Target, urls: readonly string[], writer: number): Promise<void> {
    for (;;) {
      const key = `w${writer}-${Math.floor(this.#random() * KEYS_OF_A_WRITER)}`
      const before = this.#known.get(key)
      this.#known.set(key, before)
      const [action, after] = this.#next(before)
      this.#inDoubt.set(key, after)
      try {
        const { body } = await call(emulator, action, valuesOf(key, after, urls))
        if (body["Success"] !== true) throw new TypeError(`${action} of ${key} failed: ${JSON.stringify(body)}`)
      } catch (error) {
        // The emulator is gone: whether it has written is not known.
        if (error instanceof Error && "code" in error) return
        throw error
      }
      this.#inDoubt.delete(key)
      this.#known.set(key, after)
      this.acknowledged += 1
      this.#begun.resolve()
    }
  }

  /** Adds or replaces most often, because that writes files; changes attributes or deletes otherwise. */
  #next(before: Known): readonly [action: string, after: Known] {
    const chance = this.#random()
    this.#marks += 1
    const mark = `m${this.#marks}`
    if (before !== undefined && chance < 0.25) return ["DeleteImage", undefined]
    if (before !== undefined && chance < 0.4) return ["UpdateImage", { ...before, mark }]
    return ["AddImage", { picture: Math.floor(this.#random() * this.#pictures.length), mark }]
  }
}

const valuesOf = (ProductId: string, after: Known, urls: readonly string[]) => ({
  ProductId,
  PicName: "n",
  ...(after === undefined ? {} : { StrAttr: after.mark, IntAttr: after.picture, PicContent: urls[after.picture] ?? "" })
})
