/** The fenced code of a document, so that what it shows can be run. */

export interface CodeBlock {
  /** As written behind the fence, such as `ts`; empty without one. */
  readonly language: string
  readonly code: string
  /** `compiled` behind the language stands for code that needs what no test has, such as a machine of the cloud. */
  readonly use: "run" | "compiled"
  /** Line of the fence in the document, the first one being 1. */
  readonly line: number
}

/** Code blocks in the order of the document. */
export const codeBlocksOf = (document: string): readonly CodeBlock[] =>
  [...document.matchAll(/^```(\w*)( compiled)?\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = "", 2: mark, 3: code = "", index }) => ({
      language,
      code,
      use: mark === undefined ? "run" : "compiled",
      line: document.slice(0, index).split("\n").length
    })
  )

/** Command lines of a shell block that call one of `programs`, without the `npx … exec` that a clone needs before them. */
export const commandsOf = ({ code }: CodeBlock, programs: readonly string[]): readonly string[] =>
  code
    .split("\n")
    .map((line) => line.replace(/^npx -y pnpm@\d+ exec /, ""))
    .filter((line) => programs.some((program) => line.startsWith(`${program} `)))
