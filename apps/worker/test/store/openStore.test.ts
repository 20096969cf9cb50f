import * as Effect from "effect/Effect"
import { readFileSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { openExistingStore, openStore, type StoreIdentity } from "../../src/store/openStore.ts"
import { makeFolder } from "../support/folder.ts"

const mine: StoreIdentity = { instance: "shop", region: "cn-shanghai" }

const problemOf = (path: string, identity = mine): Promise<string> =>
  Effect.runPromise(
    Effect.scoped(openStore(path, identity)).pipe(
      Effect.match({ onSuccess: () => "none", onFailure: (error) => error.message })
    )
  )

describe("openStore", () => {
  it("makes a store and opens it again for the same instance", async () => {
    const path = makeFolder().path("a.store")
    expect(await problemOf(path)).toBe("none")
    expect(await problemOf(path)).toBe("none")
  })

  it("refuses another instance, or the same name in another region, by name", async () => {
    const path = makeFolder().path("a.store")
    await problemOf(path)
    expect(await problemOf(path, { ...mine, instance: "other" })).toBe(
      `The store ${path} belongs to the instance shop in cn-shanghai, not to the instance other in cn-shanghai. Give another path for another instance.`
    )
    expect(await problemOf(path, { ...mine, region: "" })).toContain("not to the instance shop without a region")
  })

  it("leaves a file of another program as it was", async () => {
    const folder = makeFolder()
    const text = folder.write(
      "notes.txt",
      "These are notes, long enough to be more than the hundred bytes of a header of SQLite, so that it looks at them all."
    )
    expect(await problemOf(text)).toBe(
      `The store ${text} is a file of another program. Give another path; it was left as it is.`
    )
    const database = new DatabaseSync(folder.path("other.db"))
    database.exec("CREATE TABLE notes (text TEXT)")
    database.close()
    const before = readFileSync(folder.path("other.db"))
    expect(await problemOf(folder.path("other.db"))).toContain("is a file of another program")
    expect(readFileSync(folder.path("other.db"))).toEqual(before)
    expect(readdirSync(folder.path(".")).toSorted()).toEqual(["notes.txt", "other.db"])
  })

  it("says what is wrong with a path", async () => {
    const folder = makeFolder()
    expect(await problemOf(folder.path("."))).toContain("is no file. Give the path of a file.")
    expect(await problemOf(folder.path("none/a.store"))).toContain(
      `cannot be made: the folder ${folder.path("none")} does not exist.`
    )
    // No user, root included, may write below a file or into /proc.
    expect(await problemOf("/proc/a.store")).toContain("cannot be opened for writing: ")
  })

  it("makes nothing when it is only to be looked at", async () => {
    const folder = makeFolder()
    const problem = await Effect.runPromise(Effect.scoped(openExistingStore(folder.path("a.store"))).pipe(Effect.flip))
    expect(problem.message).toContain("does not exist")
    expect(readdirSync(folder.path("."))).toEqual([])
  })
})
