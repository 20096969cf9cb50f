// What the build has of the console: its files, and nothing of what only the sources need.

import { readdir, readFile } from "node:fs/promises"
import { expect, it } from "vitest"
import { startEmulatorProcess } from "@imagesearch/emulator"
import { KEY } from "../client.ts"
import { noBrowser, openPage } from "./browser.ts"

const DIST = new URL("../../dist/", import.meta.url)

it("is a page with one script, and no bundler", async () => {
  const scripts = (await readdir(DIST)).filter((name) => name.endsWith(".js"))
  expect(scripts).toContain("index.js")
  const texts = await Promise.all(scripts.map((name) => readFile(new URL(name, DIST), "utf8")))
  expect(texts.filter((text) => /esbuild|IS_BUILT/.test(text))).toEqual([])
  expect((await readdir(new URL("console/page/", DIST))).filter((name) => !name.endsWith(".map")).toSorted()).toEqual([
    "icon.svg",
    "index.html",
    "main.js",
    "style.css"
  ])
})

it("serves that script", async () => {
  await using emulator = await startEmulatorProcess(KEY)
  const script = await fetch(`${emulator.url}/_console/main.js`)
  expect(await script.text()).toBe(await readFile(new URL("console/page/main.js", DIST), "utf8"))
})

it("has all that it needs in that script", async () => {
  const script = await readFile(new URL("console/page/main.js", DIST), "utf8")
  expect(script).not.toMatch(/^\s*import\b|\bimport\(|^\s*export\b.*\bfrom\b/m)
})

const reason = noBrowser === undefined ? "" : ` (skipped: ${noBrowser})`

it.skipIf(noBrowser !== undefined)(`runs in a browser, which takes real time to start${reason}`, async () => {
  await using emulator = await startEmulatorProcess(KEY)
  await using page = await openPage(`${emulator.url}/_console/`)
  await page.until(`document.querySelector("#state").className === "up"`)
  expect(page.reports).toEqual([])
})
