// A store that opens and turns out to be unusable while it is read.

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { draw, KEY } from "../client.ts"

describe("a store that cannot be read", () => {
  let dataDir = ""

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    await using emulator = await startEmulator({ ...KEY, dataDir })
    const PictureBase64 = (await draw({ seed: 1 })).toString("base64")
    await emulator.control.seed({ rows: [{ ProductId: "p", PicName: "a", PictureBase64 }] })
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  const change = (sql: string): void => {
    const database = new DatabaseSync(join(dataDir, "imagesearch.sqlite"))
    database.exec(sql)
    database.close()
  }

  const pictures = () => join(dataDir, "pictures")

  const onlyPicture = async (): Promise<string> => {
    const all = await readdir(pictures(), { recursive: true, withFileTypes: true })
    const [file] = all.filter((entry) => entry.isFile())
    return join(file?.parentPath ?? "", file?.name ?? "")
  }

  const breaks: ReadonlyArray<readonly [why: string, spoil: () => Promise<void> | void, says: RegExp]> = [
    [
      "a picture is damaged that has to be described anew",
      async () => {
        change("UPDATE pictures SET descriptor = x'00'")
        await writeFile(await onlyPicture(), "torn")
      },
      /^cannot use .*imagesearch\.sqlite: the file [0-9a-f]{64} of product "p", picture "a" is no picture any more \(remove it or put a copy back\); mend that or name another --data-dir$/
    ],
    [
      "a file lies where the pictures belong",
      async () => {
        await rm(pictures(), { recursive: true })
        await writeFile(pictures(), "")
      },
      /^cannot use .*imagesearch\.sqlite: EEXIST: .*pictures/
    ],
    ["a table is gone", () => change("DROP TABLE tasks"), /^cannot use .*imagesearch\.sqlite: no such table: tasks/],
    [
      "its tasks cannot be changed",
      () =>
        change(`INSERT INTO tasks (kind, status, code, msg, bucket_name, path, callback_address, created_ms, modified_ms)
          VALUES ('export', 'PROCESSING', '0', '', '', '', '', 0, 0);
          CREATE TRIGGER kept BEFORE UPDATE ON tasks BEGIN SELECT RAISE(ABORT, 'tasks are kept'); END`),
      /^cannot use .*: tasks are kept/
    ]
  ]

  it.each(breaks)("is refused by its path when %s, and let go of", async (_, spoil, says) => {
    await spoil()
    const refusal = { name: "StoreError", message: expect.stringMatching(says) }
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toMatchObject(refusal)
    expect(await readdir(dataDir)).not.toContain("owner.json")
    // It says so again, instead of that this process has the store open.
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toMatchObject(refusal)
  })

  it("opens once the damaged picture is removed, as the refusal advises", async () => {
    change("UPDATE pictures SET descriptor = x'00'")
    const file = await onlyPicture()
    await writeFile(file, "torn")
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(/remove it/)
    await rm(file)
    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect(await emulator.control.health()).toMatchObject({ pictures: 1 })
  })
})
