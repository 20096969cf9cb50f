import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"

/** A file of the build and all that it imports without being asked. */
const loadedAtStart = async (file: URL): Promise<string> => {
  const text = await readFile(file, "utf8")
  const imported = [...text.matchAll(/^(?:import|\} from) ?"(\.\/[^"]+)";$|from "(\.\/[^"]+)";$/gm)]
  const others = imported.map(([, bare, named]) => loadedAtStart(new URL(bare ?? named ?? "", file)))
  return [text, ...(await Promise.all(others))].join("\n")
}

describe("the start", () => {
  it("loads neither undici nor zod, which only a call needs", async () => {
    const text = await loadedAtStart(new URL("../dist/main.js", import.meta.url))
    expect(text).toContain("imagesearch search picture shoe.jpg")
    expect(text).not.toContain("UND_ERR_CONNECT_TIMEOUT")
    expect(text).not.toContain("ZodError")
  })
})
