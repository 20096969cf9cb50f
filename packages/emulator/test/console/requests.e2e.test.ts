// Requests in the console as they come in, the variables to copy, the keyboard, and what it does while nobody looks.

import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { call, KEY } from "../client.ts"
import { noBrowser } from "./browser.ts"
import { openConsole, type OpenedConsole, skipped } from "./openConsole.ts"

const KEYS: Readonly<Record<string, object>> = {
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Space: { key: " ", code: "Space", windowsVirtualKeyCode: 32, text: " " },
  Escape: { key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 }
}

describe.skipIf(noBrowser !== undefined)(`requests in the console, which take real time to show${skipped}`, () => {
  let opened: OpenedConsole

  beforeAll(async () => {
    opened = await openConsole({ instances: [{ name: "it's" }] })
  })
  beforeEach(async () => {
    const { emulator, count, choose } = opened
    await emulator.control.reset()
    for (const name of ["operation", "status"]) await choose("requests-filter", name, "")
    await count("#requests-list li", 0)
  })
  afterAll(() => opened.close())

  const press = async (name: string): Promise<void> => {
    for (const type of ["keyDown", "keyUp"]) await opened.page.send("Input.dispatchKeyEvent", { type, ...KEYS[name] })
  }
  const operations = () =>
    opened.page.evaluate(
      `[...document.querySelectorAll("#requests-list .op")].map(({ textContent }) => textContent).join()`
    )
  const focused = () => opened.page.evaluate(`document.activeElement.id || document.activeElement.parentElement.id`)

  it("are shown the newest first, and chosen by operation, by status, and by whether they went wrong", async () => {
    const { emulator, count, text, choose } = opened
    await call(emulator, "Detail")
    await call(emulator, "DeleteImage", {})
    await emulator.control.addFaults({ operation: "DumpMetaList", faults: [{ kind: "reset" }] })
    await expect(call(emulator, "DumpMetaList")).rejects.toMatchObject({ code: "ECONNRESET" })
    await count("#requests-list li", 3)
    expect(await operations()).toBe("DumpMetaList,DeleteImage,Detail")
    await choose("requests-filter", "operation", "DeleteImage")
    await count("#requests-list li", 1)
    expect(await text("#requests-list summary")).toMatch(/DeleteImage\s+400\s+NoSpecifiedProductId/)
    await choose("requests-filter", "operation", "")
    await count("#requests-list li", 3)
    await choose("requests-filter", "status", "refused")
    await count("#requests-list li", 2)
    expect(await operations()).toBe("DumpMetaList,DeleteImage")
    expect(await text("#requests-list summary")).toMatch(/none\s+fault: reset/)
    await choose("requests-filter", "status", "200")
    await count("#requests-list li", 1)
    expect(await operations()).toBe("Detail")
    await choose("requests-filter", "operation", "DeleteImage")
    await count("#requests-list .empty", 1)
    expect(await text("#requests-list")).toContain("No request matches.")
  })

  it("stay as they are while they are paused, and all are there when it goes on (real time, 2 s)", async () => {
    const { emulator, count, text, click } = opened
    await call(emulator, "Detail")
    await count("#requests-list li", 1)
    await click("#requests-pause")
    expect(await text("#requests-live")).toBe("paused")
    await call(emulator, "DeleteImage", {})
    await sleep(2_000)
    expect(await operations()).toBe("Detail")
    await click("#requests-pause")
    await count("#requests-list li", 2)
    expect(await text("#requests-live")).toBe("live")
  })

  it("are opened by the keyboard, and stay open under the focus when others come in", async () => {
    const { emulator, page, count, text } = opened
    await call(emulator, "DeleteImage", {})
    await count("#requests-list li", 1)
    await page.evaluate(`document.querySelector("#requests-filter a").focus()`)
    await press("Tab")
    await press("Enter")
    await count("#requests-list details[open]", 1)
    const id = await focused()
    expect(id).toMatch(/^request-[\dA-F-]{36}$/)
    await count("#requests-list .details", 1)
    expect(await text("#requests-list .details")).toContain("NoSpecifiedProductId")
    await call(emulator, "Detail")
    await count("#requests-list li", 2)
    await count("#requests-list details[open]", 1)
    expect(await focused()).toBe(id)
    await press("Space")
    await count("#requests-list details[open]", 0)
  })

  it("take one line at 360 pixels where nothing is special about them, and the header one line at 1280", async () => {
    const { emulator, page, count } = opened
    const resize = (width: number) =>
      page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: false })
    const lines = (selector: string) =>
      page.evaluate(`(() => {
        const element = document.querySelector("${selector}")
        const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(element)
        return Math.floor((element.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight))
      })()`)
    await call(emulator, "Detail")
    await count("#requests-list li", 1)
    await resize(360)
    expect(await lines("#requests-list summary")).toBe(1)
    await resize(1280)
    expect(await lines("header")).toBe(1)
    await page.send("Emulation.clearDeviceMetricsOverride")
  })

  it("are one key away from the start of the page, and everything else is reached by keys, too", async () => {
    const { emulator, page, count } = opened
    await page.evaluate(`(document.activeElement.blur(), scrollTo(0, 0), getSelection().removeAllRanges())`)
    await page.evaluate(
      `(document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex"))`
    )
    await press("Tab")
    expect(await page.evaluate(`document.activeElement.className`)).toBe("skip")
    await press("Enter")
    await page.until(`location.hash === "#requests"`)
    const reached = new Set<unknown>()
    for (let at = 0; at < 40; at += 1) {
      await press("Tab")
      reached.add(await page.evaluate(`document.activeElement.closest("section")?.id`))
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(["requests", "search", "pictures", "connect", "faults", "clock", "reset"])
    )
    await page.evaluate(`document.querySelector("#faults-form button").focus()`)
    await press("Enter")
    await count("#faults-list li", 1)
    await page.evaluate(`document.querySelector("#reset-form button").focus()`)
    await press("Space")
    await count("dialog[open]", 1)
    expect(await page.evaluate(`document.activeElement.value`)).toBe("no")
    await press("Escape")
    await count("dialog", 0)
    expect(await emulator.control.faults()).toHaveLength(1)
    expect(await page.evaluate(`document.activeElement.closest("form").id`)).toBe("reset-form")
  })

  it("come from the client whose variables are copied, of the instance that is chosen", async () => {
    const { emulator, page, text, click } = opened
    const { origin } = new URL(emulator.url)
    const variables = [
      `export IMAGESEARCH_ENDPOINT=${origin}`,
      String.raw`export IMAGESEARCH_INSTANCE='it'\''s'`,
      "export ALIBABA_CLOUD_REGION_ID=cn-shanghai",
      `export ALIBABA_CLOUD_ACCESS_KEY_ID=${KEY.accessKeyId}`
    ].join("\n")
    await page.evaluate(`(() => {
      const choice = document.querySelector("#connect-instance")
      choice.value = "it's"
      choice.dispatchEvent(new Event("change"))
    })()`)
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: true })
    const permit = async (setting: "denied" | "granted"): Promise<void> => {
      for (const allowWithoutSanitization of [true, false]) {
        const permission = { name: "clipboard-write", allowWithoutSanitization }
        await page.send("Browser.setPermission", { permission, setting, origin })
      }
    }
    await page.send("Browser.setPermission", { permission: { name: "clipboard-read" }, setting: "granted", origin })
    await permit("denied")
    await click("#connect-copy")
    await page.until(`!document.querySelector("#problem").hidden`)
    expect(await text("#problem")).toContain("copy them by your keyboard")
    expect(await page.evaluate("getSelection().toString()")).toBe(variables)
    await permit("granted")
    await click("#connect-copy")
    await page.until(`document.querySelector("#connect-copy").textContent === "Copied"`)
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(variables)
    await page.until(`document.querySelector("#connect-copy").textContent === "Copy"`)
    expect(await page.evaluate(`document.querySelector("#problem").hidden`)).toBe(true)
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: false })
  })

  it("are not asked for while the page is hidden, and at once when it is seen again (real time, 3 s)", async () => {
    const { emulator, page, count } = opened
    await page.send("Target.createTarget", { url: "about:blank" })
    await page.until("document.hidden")
    // A round that was under way ends.
    await sleep(500)
    const asked = page.asked.length
    await call(emulator, "Detail")
    await sleep(2_500)
    expect(page.asked.slice(asked)).toEqual([])
    await count("#requests-list li", 0)
    await page.send("Page.bringToFront")
    await page.until("!document.hidden")
    await count("#requests-list li", 1)
  })

  it("come again from an emulator that is started in the place of one that has gone", async () => {
    const { emulator, page, count, text } = opened
    await emulator.close()
    await page.until(`document.querySelector("#state").className === "down"`)
    expect(await text("#state")).toBe(`Nothing answers at ${emulator.url}. Is the emulator still running?`)
    await using other = await startEmulator({ ...KEY, port: Number(new URL(emulator.url).port) })
    await page.until(`document.querySelector("#state").className === "up"`)
    await call(other, "Detail")
    await count("#requests-list li", 1)
  })
})
