import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { openStage, type Stage } from "./stage.ts"

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage[Symbol.asyncDispose]())

const add = (product: string, name: string) =>
  stage.imagesearch(["image", "add", stage.picture("disc.ppm"), "--product", product, "--name", name])
const pictures = async (): Promise<number> =>
  JSON.parse((await stage.imagesearch(["instance", "show", "--json"])).stdout).instance.pictures

describe("imagesearch image", () => {
  it("adds a picture and tells what the service saw in it", async () => {
    const { code, stdout } = await add("shoe", "front.jpg")
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Added front\.jpg to product shoe in \d+ ms at http:\S+; category .+; subject 30,130,30,130\n$/
    )
    const json = await stage.imagesearch([
      "image",
      "add",
      stage.picture("box.ppm"),
      "--product",
      "shoe",
      "--name",
      "side.jpg",
      "--json"
    ])
    expect(Object.keys(JSON.parse(json.stdout))).toEqual([
      "productId",
      "picName",
      "picture",
      "requestId",
      "attempts",
      "milliseconds"
    ])
  })

  it("deletes one picture without a question, and tells when there was none", async () => {
    await add("hat", "front.jpg")
    const first = await stage.imagesearch(["image", "delete", "hat", "front.jpg"])
    expect(first.stdout).toMatch(/^Deleted 1 picture \(front\.jpg\) in /)
    const second = await stage.imagesearch(["image", "delete", "hat", "front.jpg"])
    expect(second).toMatchObject({
      code: 0,
      stdout: "Nothing to delete: the instance holds no picture front.jpg of product hat\n"
    })
  })

  it("deletes a product, or by filter, only with --yes when nobody is there to ask", async () => {
    await add("bag", "front.jpg")
    const before = await pictures()
    for (const target of [["bag"], ["--filter", "int_attr=0"]]) {
      const { code, stdout, stderr } = await stage.imagesearch(["image", "delete", ...target])
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
      expect(stderr).toMatch(/^imagesearch: "Delete all pictures .+" cannot be undone .+ add --yes to go on\.\n$/)
    }
    expect(await pictures()).toBe(before)
    const confirmed = await stage.imagesearch(["image", "delete", "bag", "--yes", "--json"])
    expect(JSON.parse(confirmed.stdout).picNames).toEqual(["front.jpg"])
  })

  it("wants a product or a filter, and not both", async () => {
    for (const target of [[], ["bag", "--filter", "int_attr=1"]]) {
      const { code, stdout, stderr } = await stage.imagesearch(["image", "delete", ...target])
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
      expect(stderr).toContain("Usage: imagesearch image delete [flags] [<product>] [<pic>]")
    }
  })
})

describe("imagesearch instance show", () => {
  it("prints what the instance is and holds", async () => {
    const { code, stdout } = await stage.imagesearch(["instance", "show"])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Instance +shop\nRegion +cn-shanghai\nService type +product \(0\)\nPictures +\d+\nRoom for +100,000 pictures\n/
    )
  })
})
