import { expect, it } from "vitest"
import { codeBlocksOf, commandsOf } from "./codeBlocks.ts"

const document =
  "# Title\n\n```ts\nlet a = 1\n\nlet b = 2\n```\n\ntext\n```sh\nexport A=1\nnpx -y pnpm@12 exec shop open --now\nshop close\nother\n```\n"

it("finds every block with its language and the line of its fence", () => {
  expect(codeBlocksOf(document).map(({ language, line }) => [language, line])).toEqual([
    ["ts", 3],
    ["sh", 10]
  ])
  expect(codeBlocksOf(document)[0]?.code).toBe("let a = 1\n\nlet b = 2\n")
})

it("finds the commands of the programs asked for, without what a clone needs before them", () => {
  const [, shell] = codeBlocksOf(document)
  expect(shell && commandsOf(shell, ["shop"])).toEqual(["shop open --now", "shop close"])
})
