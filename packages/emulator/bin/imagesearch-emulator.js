#!/usr/bin/env node
// An older Node would end in an error of syntax that says nothing of its age. So nothing is imported above that it may
// lack, and all else behind the look at its version.
import { readFileSync } from "node:fs"

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const needed = engines.node.replace(">=", "")
const { node: own } = process.versions

if (own.localeCompare(needed, "en", { numeric: true }) < 0) {
  process.stderr.write(
    `imagesearch-emulator: needs Node ${needed} or newer and was started by Node ${own}; put a newer one first on the PATH\n`
  )
  process.exitCode = 1
} else {
  // Compiled code is kept between runs, which halves the start-up of a large bundle; then the program itself.
  const { enableCompileCache } = await import("node:module")
  enableCompileCache()
  await import("../dist/main.js")
}
