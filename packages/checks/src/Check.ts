/** A repository check: looks at the tree and lists what breaks one rule. */

/** One breach of the rule: where, and what is wrong there. */
export interface Finding {
  readonly file: string
  readonly problem: string
}

export interface Check {
  /** The rule, as a sentence. */
  readonly rule: string
  readonly run: (tree: SourceTree) => readonly Finding[]
}

/** The tracked text files of the repository, by path from its root. */
export interface SourceTree {
  readonly files: readonly string[]
  /** Text of one of the files. */
  readonly read: (file: string) => string
}
