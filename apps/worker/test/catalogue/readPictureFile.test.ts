import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { describe, expect, it } from "vitest"
import { pictureLimitBytes, readPictureFile, sha256 } from "../../src/catalogue/readPictureFile.ts"
import { makeFolder } from "../support/folder.ts"

const problemOf = (path: string): Promise<string> =>
  Effect.runPromise(
    readPictureFile(path).pipe(Effect.match({ onSuccess: () => "none", onFailure: ({ problem }) => problem }))
  )

describe("readPictureFile", () => {
  it("names a picture by its content", async () => {
    const folder = makeFolder()
    const { hash } = await Effect.runPromise(readPictureFile(folder.write("a", "abc")))
    expect(hash).toBe(sha256("abc"))
  })

  it("says why a file is no picture, and waits for no pipe", async () => {
    const folder = makeFolder()
    expect(await problemOf(folder.path("none"))).toBe(`"${folder.path("none")}" does not exist`)
    expect(await problemOf(folder.path("."))).toContain("is no file")
    expect(await problemOf(folder.write("large", new Uint8Array(pictureLimitBytes + 1)))).toContain(
      "has 4194305 bytes; the service takes at most 4194304 (4 MB)"
    )
    execFileSync("mkfifo", [folder.path("pipe")])
    expect(await problemOf(folder.path("pipe"))).toContain("is no file")
  })
})
