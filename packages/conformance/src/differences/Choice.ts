/** What the emulator does because somebody had to decide: no document settles it. */
export interface Choice {
  /** Operations or versions that it is about. */
  readonly of: string
  /** Half a sentence. */
  readonly does: string
  /** The document that says it in part, "inferred" from what, or "our choice". */
  readonly source: string
  /** Ids of the cases that show it to clients. */
  readonly cases?: readonly string[]
  /** Tests of the emulator that show it, by path from the root. */
  readonly tests?: readonly string[]
}
