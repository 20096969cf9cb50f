import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, upload } from "../client.ts"

describe("a comparison of two pictures", () => {
  let emulator: Emulator
  let pictures: Readonly<Record<string, string>> = {}

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true })
    const png = await draw({ seed: 1 })
    pictures = {
      one: await upload(emulator, png),
      oneAsJpeg: await upload(emulator, await draw({ seed: 1, format: "jpeg" })),
      other: await upload(emulator, await draw({ seed: 2 })),
      heavy: await upload(emulator, Buffer.concat([png, Buffer.alloc(4 * 1_024 * 1_024 + 1 - png.length)])),
      text: await upload(emulator, Buffer.from("no picture")),
      narrow: await upload(emulator, await draw({ seed: 3, width: 99, height: 300 })),
      turned: await upload(emulator, await draw({ seed: 4, format: "jpeg", orientation: 6 })),
      lost: `http://sh-imagesearch-transfer-station.oss-cn-shanghai.localhost:${new URL(emulator.url).port}/nothing`,
      none: ""
    }
  })
  afterAll(() => emulator.close())

  const compare = async (primary: string, secondary: string) => {
    const contents = { PrimaryPicContent: pictures[primary] ?? "", SecondaryPicContent: pictures[secondary] ?? "" }
    return (await call(emulator, "CompareSimilarByImage", contents)).body
  }

  it("scores a picture against itself with 1, and stores nothing", async () => {
    expect(await compare("one", "one")).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Msg: "success",
      Score: 1
    })
    expect((await call(emulator, "Detail")).body).toMatchObject({ Instance: { TotalCount: 0 } })
  })

  it("scores a copy in another format over another picture, and the same in either order", async () => {
    const [copy, other] = [await compare("one", "oneAsJpeg"), await compare("one", "other")]
    expect(Number(copy["Score"])).toBeGreaterThan(0.9)
    expect(Number(other["Score"])).toBeLessThan(Number(copy["Score"]))
    expect((await compare("other", "one"))["Score"]).toBe(other["Score"])
  })

  it.each([
    ["without the first", "none", "one", "InvalidPrimaryPicContent"],
    ["without the second", "one", "none", "InvalidSecondaryPicContent"],
    ["with a lost first", "lost", "one", "InvalidPrimaryPicContent"],
    ["with a lost second", "one", "lost", "InvalidSecondaryPicContent"],
    ["with a first over 4 MB", "heavy", "one", "InvalidPrimaryPicContent"],
    ["with a second over 4 MB", "one", "heavy", "InvalidSecondaryPicContent"],
    ["with a text as second", "one", "text", "UnsupportedPictureFormat"],
    ["with a narrow first", "narrow", "one", "UnsupportedPicPixels"],
    ["with a turned second", "one", "turned", "IncorrectOrientation"]
  ])("%s is refused", async (_, primary, secondary, code) => {
    expect((await compare(primary, secondary))["Code"]).toBe(code)
  })
})
