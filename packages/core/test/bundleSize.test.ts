import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { describe, expect, it } from "vitest"

/** Bytes, minified and gzipped, of a program that uses one export of the built package, without the digests. */
const sizeOf = async (name: string): Promise<number> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${name} } from "./dist/index.js"\nconsole.log(${name})`,
      resolveDir: fileURLToPath(new URL("..", import.meta.url))
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    charset: "utf8",
    external: ["#digest", "@noble/hashes"]
  })
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength
}

// Measured on the day of writing, and a margin for some more rows.
describe("a program that bundles the built package pays only for the tables that it reads", () => {
  it.each([
    ["percentEncode", 400],
    ["findCategory", 700],
    ["limits", 1_300],
    ["pictureLimits", 2_000],
    ["operation", 1_700],
    ["parametersOf", 2_800],
    ["adviseOnErrorCode", 3_300],
    ["describeErrorCode", 7_900]
  ])("%s costs at most %d bytes", async (name, most) => {
    expect(await sizeOf(name)).toBeLessThan(most)
  })
})
