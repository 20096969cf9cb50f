import { describe, expect, it } from "vitest"
import { readOptions, type Environment } from "../../src/live/options.ts"

const region = { CONFORMANCE_REGION: "cn-shanghai" }
const key = { ...region, CONFORMANCE_ACCESS_KEY_ID: "id", CONFORMANCE_ACCESS_KEY_SECRET: "secret" }
const host = "imagesearch.cn-shanghai.aliyuncs.com"
const emulator = ["--address", "http://127.0.0.1:18080"]

describe("a run", () => {
  it.each<[string, readonly string[], Environment, string]>([
    ["--live", ["--level", "1"], region, "Nothing is called without --live"],
    ["a level", ["--live"], region, "Say --level 1, 2 or 3"],
    ["a level that exists", ["--live", "--level", "4"], region, "Say --level 1, 2 or 3"],
    ["the region", ["--live", "--level", "1", ...emulator], {}, "Level 1 needs the variable CONFORMANCE_REGION"],
    [
      "a key, from level 2 on",
      ["--live", "--level", "2", ...emulator],
      region,
      "Level 2 needs the variable CONFORMANCE_ACCESS_KEY_ID"
    ],
    [
      "an instance, at level 3",
      ["--live", "--level", "3", ...emulator],
      key,
      "Level 3 needs the variable CONFORMANCE_INSTANCE"
    ],
    ["a confirmation", ["--live", "--level", "1"], region, `This would call ${host}`],
    ["the confirmation of this very host", ["--live", "--level", "1", "--confirm", "yes"], region, `--confirm ${host}`],
    [
      "a place outside CI",
      ["--live", "--level", "1", "--confirm", host],
      { ...region, CI: "true" },
      "never called in CI"
    ],
    ["a rate above 0", ["--live", "--level", "1", ...emulator, "--per-second", "0"], region, "is not a number above 0"],
    ["options that exist", ["--live", "--force"], region, "Unknown option '--force'"]
  ])("does not start without %s", (_, args, environment, message) => {
    expect(readOptions(args, environment)).toEqual({ kind: "wrong", message: expect.stringContaining(message) })
  })

  it("does not take the key of a shell that is set up for work", () => {
    const environment = { ...region, ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" }
    expect(readOptions(["--live", "--level", "2", ...emulator], environment)).toMatchObject({ kind: "wrong" })
  })

  it("starts for a host that was confirmed, over HTTPS, with the open platform beside it", () => {
    expect(readOptions(["--live", "--level", "2", "--confirm", host], key)).toMatchObject({
      kind: "run",
      options: {
        level: 2,
        source: "live",
        perSecond: 1,
        target: { endpoint: `https://${host}`, openPlatform: "https://openplatform.aliyuncs.com", accessKeyId: "id" }
      }
    })
  })

  it("takes no other address than the service's own for the live service, and asks to confirm it none the less", () => {
    const args = ["--live", "--level", "1", "--address", "https://emulator.example:8443"]
    expect(readOptions(args, region)).toEqual({
      kind: "wrong",
      message: expect.stringContaining("emulator.example:8443")
    })
    expect(readOptions([...args, "--confirm", "emulator.example:8443"], region)).toMatchObject({
      options: { source: "emulator" }
    })
  })

  it("needs no confirmation for this machine, nor for a plan", () => {
    expect(readOptions(["--live", "--level", "1", ...emulator], { ...region, CI: "true" })).toMatchObject({
      kind: "run"
    })
    expect(readOptions(["--live", "--level", "1", "--plan"], region)).toMatchObject({ options: { isPlanOnly: true } })
  })
})
