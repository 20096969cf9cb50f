import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { closedEndpoint } from "./closedPort.ts"
import { openStage, type Stage } from "./stage.ts"

/** The emulator's number for product multimodal; no document gives the service's own. */
const multimodalType = 99

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const add = (name: "disc.ppm" | "box.ppm" | "cone.ppm", product: string, ...more: readonly string[]) =>
    stage.imagesearch(["image", "add", stage.picture(name), "--product", product, "--name", "front", ...more])
  await add("disc.ppm", "红色圆形", "--category", "4", "--int-attr", "3", "--str-attr", "red")
  await add("box.ppm", "box", "--category", "3", "--int-attr2", "-7", "--custom", "two\nlines")
  await add("cone.ppm", "cone", "--category", "4")
})
afterAll(() => stage[Symbol.asyncDispose]())

describe("imagesearch search", () => {
  it("prints an aligned table with the attributes that are set, and one summary line", async () => {
    const { code, stdout, stderr } = await stage.imagesearch(["search", "picture", stage.picture("disc.ppm")])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const [titles = "", first = "", ...rest] = stdout.split("\n")
    expect(titles).toMatch(/^#  SCORE +PRODUCT +PICTURE +CATEGORY +ATTRIBUTES$/)
    expect(first).toMatch(/^1  ████████  1\.000  红色圆形  front +Shoes +int_attr=3 str_attr="red"$/)
    expect(stdout).toContain(String.raw`int_attr2=-7 custom="two\nlines"`)
    expect(rest.at(-2)).toMatch(
      /^3 hits in \d+ ms from http:\/\/127\.0\.0\.1:\d+; category .+ \(\d+\); subject \d+,\d+,\d+,\d+$/
    )
  })

  it("prints one JSON document with the documented keys", async () => {
    const { code, stdout, stderr } = await stage.imagesearch([
      "search",
      "picture",
      stage.picture("disc.ppm"),
      "--num",
      "1",
      "--json"
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const answer = JSON.parse(stdout)
    expect(Object.keys(answer)).toEqual(["hits", "picture", "requestId", "attempts", "milliseconds"])
    expect(answer.hits).toHaveLength(1)
    expect(answer.hits[0]).toMatchObject({
      productId: "红色圆形",
      picName: "front",
      categoryId: 4,
      intAttr: 3,
      strAttr: "red"
    })
    expect(answer.attempts.map(({ operation }: { operation: string }) => operation)).toEqual([
      "AuthorizeFileUpload",
      "PostObject",
      "SearchImageByPic"
    ])
  })

  it("passes every flag of the window and of the subject on", async () => {
    const filtered = await stage.imagesearch([
      "search",
      "picture",
      stage.picture("disc.ppm"),
      "--filter",
      "int_attr2=-7",
      "--json"
    ])
    expect(JSON.parse(filtered.stdout).hits.map(({ productId }: { productId: string }) => productId)).toEqual(["box"])
    const scored = await stage.imagesearch([
      "search",
      "picture",
      stage.picture("disc.ppm"),
      "--min-score",
      "0.9",
      "--distinct",
      "--category",
      "4",
      "--json"
    ])
    expect(JSON.parse(scored.stdout).hits).toHaveLength(1)
    const boxed = await stage.imagesearch([
      "search",
      "picture",
      stage.picture("disc.ppm"),
      "--subject",
      "10,60,20,90",
      "--json"
    ])
    expect(JSON.parse(boxed.stdout).picture.subject).toEqual({ x1: 10, x2: 60, y1: 20, y2: 90 })
    const whole = await stage.imagesearch(["search", "picture", stage.picture("disc.ppm"), "--no-crop", "--json"])
    expect(JSON.parse(whole.stdout).picture.subject).not.toEqual({ x1: 30, x2: 130, y1: 30, y2: 130 })
  })

  it("numbers the hits from where --start begins", async () => {
    const { stdout } = await stage.imagesearch(["search", "name", "box", "front", "--start", "1", "--num", "1"])
    expect(stdout.split("\n")[1]).toMatch(/^2 /)
  })

  it("says so when nothing resembles the picture", async () => {
    const { code, stdout } = await stage.imagesearch(["search", "name", "box", "front", "--filter", "int_attr=99"])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^No hits in /)
  })

  it("tells which endpoints were tried when the first one is dead", async () => {
    const dead = await closedEndpoint()
    const { code, stdout } = await stage.imagesearch([
      "search",
      "name",
      "box",
      "front",
      "--endpoint",
      dead,
      "--endpoint",
      stage.emulator.url
    ])
    expect(code).toBe(0)
    expect(stdout).toContain(`2 attempts: ${dead} refused, ${stage.emulator.url} answered`)
    const withCommas = await stage.imagesearch([
      "search",
      "picture",
      stage.picture("box.ppm"),
      "--endpoint",
      `${dead},${stage.emulator.url}`
    ])
    expect(withCommas.stdout).toContain(`AuthorizeFileUpload and SearchImageByPic took 2 attempts: ${dead} refused`)
  })

  it("fails with 1 and names what to check when the stored picture is not there", async () => {
    const { code, stdout, stderr } = await stage.imagesearch(["search", "name", "box", "back"])
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toMatch(/^imagesearch: SearchImageByName at .+ failed: PicNotExist: .+ Check the names.+\n$/)
  })
})

describe("imagesearch search text", () => {
  it("finds by words, each an argument or all in one, and takes the flags of the window", async () => {
    await using multimodal = await openStage({ serviceType: multimodalType })
    for (const [product, custom] of [
      ["pump", "red leather shoe"],
      ["boot", "red leather boot"],
      ["mug", "blue mug"]
    ] as const) {
      const added = ["--product", product, "--name", "front", "--custom", custom]
      await multimodal.imagesearch(["image", "add", multimodal.picture("disc.ppm"), ...added])
    }
    const search = (...args: readonly string[]) => multimodal.imagesearch(["search", "text", ...args])
    const [parted, whole, json, second] = await Promise.all([
      search("red", "leather", "shoe"),
      search("red leather shoe"),
      search("red", "leather", "shoe", "--json"),
      search("red leather", "--start", "1", "--num", "1", "--filter", "int_attr=0", "--min-score", "0.1", "--distinct")
    ])
    expect(parted).toMatchObject({ code: 0, stderr: "" })
    expect(parted.stdout).toMatch(/^1 +█+ +1\.000 +pump +front .+custom="red leather shoe"$/m)
    expect(parted.stdout).toMatch(/^2 .+ boot .+\n3 .+ mug /m)
    expect(parted.stdout.replace(/\d+ ms/, "")).toBe(whole.stdout.replace(/\d+ ms/, ""))
    expect(JSON.parse(json.stdout).hits[0]).toMatchObject({ productId: "pump", score: 1 })
    expect(second.stdout.split("\n")[1]).toMatch(/^2 /)
  })

  it("says which argument does not fit, and which instances take words", async () => {
    const empty = await stage.imagesearch(["search", "text", ""])
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining("<words> must be a text of 1 to 512") })
    const product = await stage.imagesearch(["search", "text", "red"])
    expect(product).toMatchObject({ code: 1, stdout: "" })
    expect(product.stderr).toContain("SearchImageByText needs product multimodal")
  })
})
