// The console in a browser.

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { call, draw, KEY } from "../client.ts"
import { noBrowser } from "./browser.ts"
import { openConsole, type OpenedConsole, skipped } from "./openConsole.ts"

/** A product whose name would run a script if it were read as HTML. */
const HOSTILE = "<img src=x onerror=\"document.title='broken into'\"><script>1</script>"

describe.skipIf(noBrowser !== undefined)(`the console in a browser, which takes real time to start${skipped}`, () => {
  let opened: OpenedConsole

  beforeAll(async () => {
    opened = await openConsole()
  })
  afterAll(() => opened.close())

  it("says what to try while there is nothing, and never the secret", async () => {
    const { emulator, page, text } = opened
    await page.until(`document.querySelectorAll(".empty").length === 4`)
    expect(await text("#requests-list")).toContain(`curl '${emulator.url}/?Action=Detail`)
    expect(await text("#connect-variables")).toContain(`IMAGESEARCH_ENDPOINT=${emulator.url}`)
    expect(await page.evaluate("document.documentElement.outerHTML")).not.toContain(KEY.accessKeySecret)
  })

  it("shows names and contents as texts, never as HTML", async () => {
    const { emulator, page, count, text } = opened
    const picture = await draw({ seed: 1 })
    const PictureBase64 = picture.toString("base64")
    await emulator.control.seed({
      rows: [{ ProductId: HOSTILE, PicName: HOSTILE, CustomContent: HOSTILE, PictureBase64 }]
    })
    await call(emulator, "Detail", { [HOSTILE]: HOSTILE })
    await count("#pictures-list li", 1)
    await count("#requests-list li", 1)
    await page.evaluate(`document.querySelector("#requests-list details").open = true`)
    await page.until(`document.querySelector("#requests-list .details") !== null`)
    expect(await text("#pictures-list b")).toBe(HOSTILE)
    expect(await text("#requests-list .details")).toContain("Unknown parameters")
    expect(await page.evaluate(`document.querySelectorAll("section img[src=x], section script").length`)).toBe(0)
    expect(await page.evaluate("document.title")).toBe("Image Search emulator")
  })

  it("searches with a picture that is picked, and shows its hits with scores", async () => {
    const { page, count, text } = opened
    const picture = (await draw({ seed: 1, format: "jpeg" })).toString("base64")
    await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob("${picture}"), (character) => character.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], "query.jpg", { type: "image/jpeg" }))
      const input = document.querySelector("#search-form").elements.file
      input.files = transfer.files
      input.dispatchEvent(new Event("change"))
    })()`)
    await count("#search-result .grid li", 1)
    expect(await text("#search-result .score")).toMatch(/^(?:0\.9\d\d|1\.000)/)
  })

  it("says what the control plane refuses in its words", async () => {
    const { page, text, click, choose } = opened
    await choose("search-form", "filter", "colour=red")
    await click("#search-form button")
    await page.until(`!document.querySelector("#problem").hidden`)
    expect(await text("#problem")).toContain("InvalidFilterClause: ")
  })

  it("adds a fault and removes it", async () => {
    const { emulator, count, click } = opened
    await click("#faults-form button")
    await count("#faults-list li", 1)
    expect(await emulator.control.faults()).toMatchObject([{ faults: [{ code: "DeniedRequest" }], count: 1 }])
    await click("#faults-list li button")
    await count("#faults-list li", 0)
    expect(await emulator.control.faults()).toEqual([])
  })

  it("sets the clock, and resets only what was confirmed", async () => {
    const { emulator, page, count, click } = opened
    await click("[data-clock=ahead]")
    await page.until(`document.querySelector("#clock-state").textContent.includes("60 min ahead")`)
    await click("#reset-form button")
    await click("#confirm [value=no]")
    await count("dialog", 0)
    expect(await emulator.control.clock()).toMatchObject({ mode: "shifted" })
    await click("#reset-form button")
    await click("#confirm [value=yes]")
    await count("#pictures-list li", 0)
    expect(await emulator.control.clock()).toMatchObject({ mode: "real" })
  })

  it("cuts no button off, and shows each variable in one line where there is room", async () => {
    const { page, emulator, count } = opened
    await emulator.control.addFaults({ operation: "DumpMetaList", faults: [{ kind: "reset", when: "after" }] })
    await count("#faults-list li", 1)
    const resize = (width: number) =>
      page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false })
    const cut = `[...document.querySelectorAll("button")].filter((button) => button.scrollWidth > button.clientWidth)`
    for (const width of [360, 1280]) {
      await resize(width)
      expect(await page.evaluate(`${cut}.map((button) => button.textContent)`)).toEqual([])
    }
    const variables = "document.querySelector('#connect-variables')"
    const lineHeight = `parseFloat(getComputedStyle(${variables}).lineHeight)`
    expect(await page.evaluate(`Math.floor(${variables}.clientHeight / ${lineHeight})`)).toBeLessThanOrEqual(5)
    await emulator.control.removeFaults()
    await count("#faults-list li", 0)
  })

  it("fits into 360 pixels, asks nobody else, and breaks no rule of its policy", async () => {
    const { emulator, page } = opened
    await page.send("Emulation.setDeviceMetricsOverride", {
      width: 360,
      height: 800,
      deviceScaleFactor: 1,
      mobile: false
    })
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth && innerWidth === 360")).toBe(true)
    expect(page.asked.filter((url) => !url.startsWith(emulator.url) && !url.startsWith("blob:"))).toEqual([])
    // The refusals that a test above has asked for are reported as failed loads.
    expect(page.reports.filter((report) => !report.includes("status of 400"))).toEqual([])
  })
})
