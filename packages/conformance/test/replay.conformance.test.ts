/**
 * Our client reads every recorded answer. Those that lie here were made with an emulator, as no account exists; a live
 * run adds its own beside them, and this test then reads the words of the service.
 */
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { versionOf } from "../src/cases/Case.ts"
import { cases } from "../src/cases/index.ts"
import { ourClient } from "../src/drivers/ourClient.ts"
import { ourOlderClient } from "../src/drivers/ourOlderClient.ts"
import { readRecordings } from "../src/live/Recording.ts"
import { readMarks } from "../src/marks.ts"
import { reasonAgainst, runCase } from "../src/runCase.ts"
import { replayServer } from "./support/replayServer.ts"

const recordings = readRecordings(fileURLToPath(new URL("../recordings", import.meta.url)))

const played = recordings.flatMap((recording) =>
  [ourClient, ourOlderClient].flatMap((driver) => {
    const one = cases.find(({ id }) => recording.kind === "case" && id === recording.of)
    if (one === undefined || reasonAgainst(driver, one) !== undefined) return []
    // What a client refuses by itself asks no server.
    if (one.exceptions?.[driver.name] !== undefined) return []
    return [{ recording, one, driver, name: `${recording.source} ${one.id}` }]
  })
)

describe("a recorded answer", () => {
  it.each(played)("is read by our $driver.name: $name", async ({ recording, one, driver }) => {
    await using server = await replayServer(recording)
    const target = {
      endpoint: server.url,
      openPlatform: server.url,
      region: "cn-shanghai",
      instance: "instance",
      accessKeyId: "testid",
      accessKeySecret: "testsecret"
    }
    const { before: _, ...call } = one
    const verdict = await runCase(call, { driver, target, run: recording.run })
    // Where the service did otherwise than the case expects, the client must read what it said all the same.
    expect(verdict, JSON.stringify(verdict)).toMatchObject({
      kind: recording.isAsExpected === true ? "shown" : "differs"
    })
    expect(JSON.stringify(verdict)).not.toContain("UnexpectedAnswer")
    expect(server.missing).toEqual([])
  })

  it("is there for every operation of our clients but the ones that no live run starts", () => {
    const operations = new Set(played.map(({ one }) => `${versionOf(one.call)} ${one.call.operation}`))
    expect([...operations].toSorted()).toMatchInlineSnapshot(`
      [
        "2019-03-25 AddImage",
        "2019-03-25 DeleteImage",
        "2020-12-14 AddImage",
        "2020-12-14 CheckImageExists",
        "2020-12-14 CompareSimilarByImage",
        "2020-12-14 DeleteImage",
        "2020-12-14 Detail",
        "2020-12-14 IncreaseList",
        "2020-12-14 SearchImageByFilter",
        "2020-12-14 SearchImageByName",
        "2020-12-14 SearchImageByPic",
        "2020-12-14 SearchImageByText",
        "2020-12-14 UpdateImage",
      ]
    `)
  })
})

describe("the recordings", () => {
  it("hold no authorization, no signature and no key", () => {
    const text = JSON.stringify(recordings)
    expect(text).not.toMatch(/Credential=|testid|testsecret|Signature=(?!redacted)|"acs (?!redacted)/)
  })

  it("of an emulator are the reason of no mark", () => {
    const live = new Set(recordings.filter(({ source }) => source === "live").map(({ of }) => of))
    expect(Object.keys(readMarks()).filter((id) => !live.has(id))).toEqual([])
  })
})
