// The console in a browser.

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY } from "../client.ts"
import { noBrowser, openPage, type Page } from "./browser.ts"

/** A product whose name would run a script if it were read as HTML. */
const HOSTILE = "<img src=x onerror=\"document.title='broken into'\"><script>1</script>"

const reason = noBrowser === undefined ? "" : ` (skipped: ${noBrowser})`

describe.skipIf(noBrowser !== undefined)(`the console in a browser, which takes real time to start${reason}`, () => {
  let emulator: Emulator
  let page: Page

  const count = (selector: string, number: number) =>
    page.until(`document.querySelectorAll(${JSON.stringify(selector)}).length === ${number}`)
  const text = (selector: string) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText`).then(String)
  const click = (selector: string) => page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`)
  const choose = (form: string, name: string, value: string) =>
    page.evaluate(`document.querySelector("#${form}").elements.${name}.value = ${JSON.stringify(value)}`)

  beforeAll(async () => {
    emulator = await startEmulator(KEY)
    page = await openPage(`${emulator.url}/_console/`)
    await page.until(`document.querySelector("#state").className === "up"`)
  })
  afterAll(async () => {
    await page[Symbol.asyncDispose]()
    await emulator.close()
  })

  it("says what to try while there is nothing, and never the secret", async () => {
    await page.until(`document.querySelectorAll(".empty").length === 4`)
    expect(await text("#requests-list")).toContain(`curl '${emulator.url}/?Action=Detail`)
    expect(await text("#connect-variables")).toContain(`IMAGESEARCH_ENDPOINT=${emulator.url}`)
    expect(await page.evaluate("document.documentElement.outerHTML")).not.toContain(KEY.accessKeySecret)
  })

  it("shows names and contents as texts, never as HTML", async () => {
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
    await choose("search-form", "filter", "colour=red")
    await click("#search-form button")
    await page.until(`!document.querySelector("#problem").hidden`)
    expect(await text("#problem")).toContain("InvalidFilterClause: ")
  })

  it("adds a fault and removes it", async () => {
    await click("#faults-form button")
    await count("#faults-list li", 1)
    expect(await emulator.control.faults()).toMatchObject([{ faults: [{ code: "DeniedRequest" }], count: 1 }])
    await click("#faults-list li button")
    await count("#faults-list li", 0)
    expect(await emulator.control.faults()).toEqual([])
  })

  it("sets the clock, and resets only what was confirmed", async () => {
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

  it("fits into 360 pixels, asks nobody else, and breaks no rule of its policy", async () => {
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
