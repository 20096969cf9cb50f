// Several instances in one emulator, at the socket.

import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type Emulator, type EmulatorOptions, startEmulator } from "../src/index.ts"
import { readCommandLine } from "../src/options.ts"
import { call, draw, hitsOf, KEY, membersOf, send, upload, type Values } from "./client.ts"
import { sign } from "./signing.ts"
import { signRoa } from "./signingV1.ts"

const FABRIC = 2
const DAY_MS = 86_400_000

const start = (options: EmulatorOptions = {}): Promise<Emulator> =>
  startEmulator({
    ...KEY,
    strict: true,
    instance: "shoes",
    instances: [{ name: "cloth", serviceType: FABRIC }],
    ...options
  })

const on = (emulator: Emulator, InstanceName: string, action: string, values: Values = {}) =>
  call(emulator, action, { ...values, InstanceName })

/** Large enough for every service type. */
const drawing = (seed: number): Promise<Buffer> => draw({ seed, width: 500, height: 500 })

const add = async (emulator: Emulator, instance: string, ProductId: string, seed = 1) => {
  const PicContent = await upload(emulator, await drawing(seed))
  return on(emulator, instance, "AddImage", { ProductId, PicName: "n", PicContent })
}

const countOf = async (emulator: Emulator, instance: string): Promise<unknown> =>
  membersOf((await on(emulator, instance, "Detail")).body["Instance"])["TotalCount"]

const named = { ProductId: "p", PicName: "n" }

describe("an emulator with two instances", () => {
  it("keeps their pictures apart, under the same key too", async () => {
    await using emulator = await start()
    await add(emulator, "shoes", "p", 1)
    await add(emulator, "cloth", "p", 2)
    await add(emulator, "cloth", "q", 3)
    expect([await countOf(emulator, "shoes"), await countOf(emulator, "cloth")]).toEqual([1, 2])
    const found = await on(emulator, "cloth", "SearchImageByName", { ...named, Num: 10 })
    expect(hitsOf(found.body).map((hit) => hit["ProductId"])).toEqual(["p", "q"])
    await on(emulator, "cloth", "DeleteImage", { ProductId: "p" })
    expect([await countOf(emulator, "shoes"), await countOf(emulator, "cloth")]).toEqual([1, 1])
    expect((await on(emulator, "bags", "SearchImageByName", named)).body).toMatchObject({ Code: "InvalidInstance" })
  })

  it("plays each by its own service type, capacity and expiry", async () => {
    const expiresMs = Date.now() + DAY_MS
    await using emulator = await start({
      capacity: 10,
      instances: [
        { name: "cloth", serviceType: FABRIC, qps: 7 },
        { name: "tiny", capacity: 0.0001 },
        { name: "old", expiresMs: Date.now() - DAY_MS },
        { name: "young", expiresMs }
      ]
    })
    expect((await on(emulator, "cloth", "Detail")).body).toMatchObject({
      Instance: { Name: "cloth", ServiceType: FABRIC, Qps: 7, Capacity: 10 }
    })
    expect((await on(emulator, "shoes", "Detail")).body).toMatchObject({ Instance: { ServiceType: 0, Qps: 5 } })
    expect((await add(emulator, "tiny", "a", 1)).body).toMatchObject({ Success: true })
    expect((await add(emulator, "tiny", "b", 2)).body).toMatchObject({ Code: "InstanceOverQuota" })
    expect((await add(emulator, "old", "a", 1)).body).toMatchObject({ Code: "InstanceStatusError" })
    expect((await on(emulator, "young", "Detail")).body).toMatchObject({
      Instance: { UtcExpireTime: String(expiresMs) }
    })
    expect((await add(emulator, "shoes", "a", 1)).body).toMatchObject({ Success: true })
  })

  it("counts the rates of each for itself", async () => {
    const now = Date.now()
    await using emulator = await start({ limits: { search: 1 }, clock: () => now })
    for (const instance of ["shoes", "cloth"]) {
      const codes = [1, 2].map(async () => (await on(emulator, instance, "SearchImageByName", named)).body["Code"])
      expect((await Promise.all(codes)).filter((code) => code === "DeniedRequest")).toHaveLength(1)
    }
  })

  it("counts no call that names another against the rates of the first", async () => {
    const now = Date.now()
    await using emulator = await start({ limits: { search: 1 }, clock: () => now })
    for (let at = 0; at < 3; at += 1)
      expect((await on(emulator, "nobody", "SearchImageByName", named)).body["Code"]).toBe("InvalidInstance")
    expect((await on(emulator, "shoes", "SearchImageByName", named)).body["Code"]).not.toBe("DeniedRequest")
  })

  it("exports each for itself, at the same time, to files that do not take each other's place", async () => {
    await using emulator = await start()
    await add(emulator, "shoes", "of shoes", 1)
    await add(emulator, "cloth", "of cloth", 2)
    const files = ["shoes", "cloth"].map(async (instance) => {
      expect((await on(emulator, instance, "DumpMeta")).status).toBe(200)
      const link = async (): Promise<string> => {
        const { DumpMetaList: tasks } = membersOf((await on(emulator, instance, "DumpMetaList")).body["Data"])
        return Array.isArray(tasks) ? String(membersOf(tasks[0])["MetaUrl"]) : ""
      }
      await expect.poll(link).toMatch(/^http/)
      return (await fetch(await link())).text()
    })
    expect((await Promise.all(files)).map((text) => JSON.parse(text)["ProductId"])).toEqual(["of shoes", "of cloth"])
  })

  it("finds the instance of the oldest version's requests too", async () => {
    await using emulator = await start()
    await add(emulator, "cloth", "p")
    const request = signRoa(KEY, {
      host: new URL(emulator.url).host,
      path: "/item/delete",
      version: "2018-01-20",
      query: { instanceName: "cloth" },
      body: "item_id,0,1^p"
    })
    expect((await send(emulator.url, request)).body).toMatchObject({ Success: true })
    expect(await countOf(emulator, "cloth")).toBe(0)
  })

  it("takes the name in the form where the query has another, as with every parameter", async () => {
    await using emulator = await start()
    const request = sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "CheckImageExists",
      version: "2020-12-14",
      query: { InstanceName: "shoes" },
      form: { ...named, InstanceName: "cloth" }
    })
    await add(emulator, "cloth", "p")
    expect((await send(emulator.url, request)).body).toMatchObject({ Auctions: { ProductId: "p" } })
  })

  it("has them all again from one data directory, whatever their names", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const options = { dataDir, instances: [{ name: ".." }, { name: "a/b c" }] }
    {
      await using emulator = await start(options)
      for (const instance of ["shoes", "..", "a/b c"])
        expect((await add(emulator, instance, "p")).body).toMatchObject({ Success: true })
    }
    expect((await readdir(join(dataDir, "instances"))).toSorted()).toEqual(["%2E%2E", "a%2Fb%20c"])
    await using again = await start(options)
    for (const instance of ["shoes", "..", "a/b c"]) expect(await countOf(again, instance)).toBe(1)
    await again.close()
    await rm(dataDir, { recursive: true })
  })

  it("does not start with one name twice", async () => {
    await expect(start({ instances: [{ name: "shoes" }] })).rejects.toThrow('the instance "shoes" is named twice')
  })

  it("is reset and seeded by instance, and reports the pictures of each", async () => {
    await using emulator = await start()
    const PictureBase64 = (await drawing(1)).toString("base64")
    await emulator.control.seed({ instance: "cloth", rows: [{ ...named, PictureBase64 }] })
    expect(await emulator.control.health()).toMatchObject({
      instance: "shoes",
      instances: { shoes: { pictures: 0 }, cloth: { pictures: 1 } },
      pictures: 1
    })
    await expect(emulator.control.seed({ instance: "bags", rows: [] })).rejects.toThrow(
      'there is no instance "bags"; this emulator has "shoes", "cloth"'
    )
    await emulator.control.reset()
    expect(await emulator.control.health()).toMatchObject({ pictures: 0 })
  })
})

describe("the options about instances", () => {
  const optionsOf = (...args: readonly string[]): unknown => {
    const line = readCommandLine(args, {})
    return line.kind === "run" ? line.options : line
  }

  it("name one or several, with what each has of its own and what holds for all", () => {
    expect(optionsOf()).toMatchObject({ instance: "demo", instances: [], serviceType: 0, capacity: 10, qps: 5 })
    expect(
      optionsOf(
        "--instance",
        "a,qps=9",
        "--instance",
        "b,service-type=fabric,capacity=0.5",
        "--qps",
        "2",
        "--instance",
        "c,expires=2027-01-31"
      )
    ).toMatchObject({
      instance: "a",
      qps: 9,
      serviceType: 0,
      instances: [
        { name: "b", serviceType: FABRIC, capacity: 0.5, qps: 2 },
        { name: "c", serviceType: 0, capacity: 10, qps: 2, expiresMs: Date.UTC(2027, 0, 31) }
      ]
    })
  })

  it.each([
    [
      "a,colour=red",
      '--instance takes NAME,KEY=VALUE,… with the keys service-type, capacity, qps, expires; "colour=red" is none'
    ],
    ["a,qps=0", '--qps takes a whole number from 1 to 100000, not "0"'],
    [",qps=1", '--instance takes a name of 1 to 20 characters, not ""']
  ])("refuse %s", (text, message) => {
    expect(optionsOf("--instance", text)).toEqual({ kind: "wrong", message: `${message}; see --help` })
  })

  it("refuse one name twice", () => {
    expect(optionsOf("--instance", "a", "--instance", "b", "--instance", "b,qps=1")).toEqual({
      kind: "wrong",
      message: "--instance names b twice; see --help"
    })
  })
})
