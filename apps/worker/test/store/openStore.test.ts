import * as Effect from "effect/Effect"
import { readFileSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { bindStore, openExistingStore, openStore, type StoreIdentity } from "../../src/store/openStore.ts"
import { makeFolder } from "../support/folder.ts"

const mine: StoreIdentity = { instance: "shop", region: "cn-shanghai" }

const problemOf = (path: string, identity = mine): Promise<string> =>
  Effect.runPromise(
    Effect.scoped(openStore(path, identity)).pipe(
      Effect.match({ onSuccess: () => "none", onFailure: (error) => error.message })
    )
  )

/** As an import does once the instance has answered. */
const bind = (path: string, identity = mine): Promise<string> =>
  Effect.runPromise(
    Effect.scoped(Effect.flatMap(openStore(path, identity), (database) => bindStore(path, database, identity))).pipe(
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
    await bind(path)
    expect(await problemOf(path, { ...mine, instance: "other" })).toBe(
      `The store "${path}" belongs to the instance shop in cn-shanghai, not to the instance other in cn-shanghai. Give another path for another instance.`
    )
    expect(await problemOf(path, { ...mine, region: "" })).toContain("not to the instance shop without a region")
  })

  it("belongs to nobody until the instance has answered, so that a misspelt one leaves no trace", async () => {
    const path = makeFolder().path("a.store")
    expect(await problemOf(path, { ...mine, instance: "shpo" })).toBe("none")
    expect(await bind(path)).toBe("none")
    expect(await bind(path)).toBe("none")
    expect(await problemOf(path, { ...mine, instance: "shpo" })).toContain("belongs to the instance shop")
  })

  it("goes to the first of two processes that bind it", async () => {
    const path = makeFolder().path("a.store")
    const other = { ...mine, instance: "other" }
    const second = Effect.scoped(
      Effect.gen(function* () {
        const [one, two] = [yield* openStore(path, mine), yield* openStore(path, other)]
        yield* bindStore(path, one, mine)
        return yield* Effect.flip(bindStore(path, two, other))
      })
    )
    expect((await Effect.runPromise(second)).reason).toMatchObject({ _tag: "WrongStore" })
  })

  it("leaves a file of another program as it was", async () => {
    const folder = makeFolder()
    const text = folder.write(
      "notes.txt",
      "These are notes, long enough to be more than the hundred bytes of a header of SQLite, so that it looks at them all."
    )
    expect(await problemOf(text)).toBe(
      `The store "${text}" is a file of another program. Give another path; it was left as it is.`
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
    expect(await problemOf("/proc/a.store")).toContain("cannot be opened: ")
  })

  it("makes nothing when it is only to be looked at", async () => {
    const folder = makeFolder()
    const problem = await Effect.runPromise(Effect.scoped(openExistingStore(folder.path("a.store"))).pipe(Effect.flip))
    expect(problem.message).toContain("does not exist")
    expect(readdirSync(folder.path("."))).toEqual([])
  })

  it("may not be written when it is only to be looked at", async () => {
    const folder = makeFolder()
    const path = folder.path("a.store")
    await bind(path)
    const refusal = Effect.scoped(
      Effect.map(openExistingStore(path), (database) => {
        try {
          database.exec("CREATE TABLE written (n)")
          return "written"
        } catch (error) {
          return String(error)
        }
      })
    )
    expect(await Effect.runPromise(refusal)).toContain("readonly database")
  })
})
