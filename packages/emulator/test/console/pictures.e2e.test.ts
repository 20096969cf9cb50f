// Pictures in the console: stored ones page by page, a search with one that is handed over, and storing it.

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { draw } from "../client.ts"
import { noBrowser } from "./browser.ts"
import { openConsole, type OpenedConsole, skipped } from "./openConsole.ts"

/** A page of the console holds 24. */
const STORED = 30

describe.skipIf(noBrowser !== undefined)(`pictures in the console, which take real time to show${skipped}`, () => {
  let opened: OpenedConsole
  let picture: Buffer

  beforeAll(async () => {
    opened = await openConsole({ instances: [{ name: "bags" }] })
    picture = await draw({ seed: 1 })
  })
  afterEach(async () => {
    await opened.emulator.control.reset("pictures")
    await opened.choose("pictures-filter", "productId", "")
    await opened.count("#pictures-list li", 0)
  })
  afterAll(() => opened.close())

  const store = async (count: number): Promise<void> => {
    const PictureBase64 = picture.toString("base64")
    const rows = Array.from({ length: count }, (_, at) => ({
      ProductId: `p${at}`,
      PicName: "a",
      CategoryId: 4,
      PictureBase64
    }))
    await opened.emulator.control.seed({ rows })
  }

  /** Hands a file over by an event of that kind, as a drop and a paste do. */
  const handOver = (file: Buffer, event: string) =>
    opened.page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob("${file.toString("base64")}"), (character) => character.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], "query.png", { type: "image/png" }))
      ${event}
    })()`)

  const DROP = `document.querySelector("#search-drop").dispatchEvent(
    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }))`
  const PASTE = `document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer }))`

  it("are shown page by page, and the last page goes back when its pictures go", async () => {
    const { emulator, page, count, text, click } = opened
    await store(STORED)
    await count("#pictures-list li", 24)
    const pages = () => text("#pictures-pages").then((shown) => shown.replaceAll(/\s+/g, " "))
    expect(await pages()).toBe("← Earlier 1 to 24 of 30 Later →")
    const canGo = () =>
      page.evaluate(`["back", "on"].map((way) => !document.querySelector("#pictures-" + way).disabled).join()`)
    expect(await canGo()).toBe("false,true")
    await click("#pictures-on")
    await count("#pictures-list li", 6)
    expect(await pages()).toContain("25 to 30 of 30")
    expect(await text("#pictures-list b")).toBe("p24")
    expect(await canGo()).toBe("true,false")
    await click("#pictures-back")
    await count("#pictures-list li", 24)
    await click("#pictures-on")
    await count("#pictures-list li", 6)
    await emulator.control.reset("pictures")
    await count("#pictures-list li", 0)
    await store(2)
    await count("#pictures-list li", 2)
    expect(await page.evaluate(`document.querySelector("#pictures-pages").hidden`)).toBe(true)
  })

  it("are those of the product and the instance that is chosen, with their category by name", async () => {
    const { count, text, choose } = opened
    await store(3)
    await count("#pictures-list li", 3)
    await choose("pictures-filter", "productId", " p1 ")
    await count("#pictures-list li", 1)
    expect(await text("#pictures-list li")).toMatch(/^p1\s+a\s+category 4, Shoes\s*$/)
    await choose("pictures-filter", "productId", "p9")
    await count("#pictures-list .empty", 1)
    expect(await text("#pictures-list")).toContain("No picture of the product “p9”.")
    await choose("pictures-filter", "productId", "")
    await count("#pictures-list li", 3)
    await choose("pictures-filter", "instance", "bags")
    await count("#pictures-list .empty", 1)
    expect(await text("#pictures-count")).toBe("0 pictures")
    await choose("pictures-filter", "instance", "demo")
    await count("#pictures-list li", 3)
  })

  it("are shown anew when as many others take their place at once", async () => {
    const { emulator, count, text } = opened
    await store(2)
    await count("#pictures-list li", 2)
    await emulator.control.reset("pictures")
    const PictureBase64 = picture.toString("base64")
    await emulator.control.seed({ rows: ["q0", "q1"].map((ProductId) => ({ ProductId, PicName: "a", PictureBase64 })) })
    await expect.poll(() => text("#pictures-list b"), { timeout: 10_000 }).toBe("q0")
  })

  it("are those that were asked for last, although an earlier answer comes later (real time, 300 ms)", async () => {
    const { page, count, text, choose } = opened
    await store(3)
    await count("#pictures-list li", 3)
    await page.evaluate(`(() => {
      const ask = window.fetch
      window.fetch = async (path, ...rest) => {
        if (!path.includes("productId=p1")) return ask(path, ...rest)
        window.fetch = ask
        const answer = await ask(path, ...rest)
        await new Promise((resolve) => setTimeout(resolve, 300))
        window.late = true
        return answer
      }
    })()`)
    await choose("pictures-filter", "productId", "p1")
    await choose("pictures-filter", "productId", "p2")
    await count("#pictures-list li", 1)
    await page.until("window.late")
    expect(await text("#pictures-list b")).toBe("p2")
  })

  it.each([
    ["dropped", DROP],
    ["pasted", PASTE]
  ])("are searched with one that is %s, with the category by name", async (_, event) => {
    const { emulator, page, count, text, choose } = opened
    await store(3)
    await choose("search-form", "num", "2")
    await page.evaluate(`document.querySelector("#search-result").replaceChildren()`)
    await handOver(picture, event)
    await count("#search-result .grid li", 2)
    expect(await text("#search-result .query")).toMatch(
      /query\.png\s+2 of 3 in \d+ ms, subject [\d,]+, category 4, Shoes/
    )
    expect(await text("#search-result .score")).toBe("1.000")
    // The page itself is no client.
    expect(await emulator.control.requests()).toEqual([])
  })

  it("take no notice of a text that is dropped or pasted", async () => {
    const { page, text } = opened
    const before = await text("#search-result")
    for (const event of [DROP, PASTE])
      await page.evaluate(`(() => {
        const transfer = new DataTransfer()
        transfer.setData("text/plain", "hello")
        ${event}
      })()`)
    expect(await text("#search-result")).toBe(before)
    expect(await page.evaluate(`document.querySelector("#problem").hidden`)).toBe(true)
  })

  it("are joined by the one that was searched with, under the product that is typed in", async () => {
    const { emulator, page, count, text, choose, click } = opened
    await choose("search-form", "instance", "bags")
    await handOver(picture, DROP)
    await count("#search-result .empty", 1)
    await page.until(`document.querySelector("#search-result .query form") !== null`)
    // Nothing is stored under no name.
    await click("#search-result .query button")
    expect((await emulator.control.pictures({ instance: "bags" })).total).toBe(0)
    await page.evaluate(`document.querySelector("#search-result [name=product]").value = " bag 1 "`)
    await click("#search-result .query button")
    await page.until(`document.querySelector("#search-result [role=status]").textContent !== ""`)
    expect(await text("#search-result [role=status]")).toBe("Stored as bag 1, query.png.")
    expect(await emulator.control.pictures({ instance: "bags" })).toMatchObject({
      total: 1,
      pictures: [{ productId: "bag 1", picName: "query.png" }]
    })
    await choose("search-form", "instance", "demo")
  })

  it("are refused in the words of the service, and the page stays as it was", async () => {
    const { page, text } = opened
    await handOver(Buffer.from("no picture"), DROP)
    await page.until(`!document.querySelector("#problem").hidden`)
    expect(await text("#problem")).toContain("UnsupportedPicFormat")
    expect(await text("#search-result")).toContain("Refused, see the top of the page.")
    await handOver(picture, DROP)
    await page.until(`document.querySelector("#problem").hidden`)
  })
})
