// The console: one page for a browser on the same machine, under /_console/, made of files of this package alone.

import { readFile } from "node:fs/promises"
import type { IncomingMessage } from "node:http"
import { fileURLToPath } from "node:url"
import type { Answer } from "../answer.ts"
import { ControlError } from "../controlPlane/ControlError.ts"
import { checkAccess } from "../controlPlane/guard.ts"

/** Answers a request to the console; `path` is what follows its name: empty, or from the slash on. */
export const serveConsole = async (message: IncomingMessage, path: string): Promise<Answer> => {
  try {
    checkAccess(message)
    if (message.method !== "GET" && message.method !== "HEAD")
      throw new ControlError(405, `the console takes GET, not ${message.method}`)
    // The page's files are named relative to the slash.
    if (path === "") return { status: 308, headers: { location: "/_console/", ...HEADERS }, body: "" }
    const [, name = "", extension = ""] = FILE.exec(path === "/" ? "/index.html" : path) ?? []
    const type = TYPES.get(extension)
    const body = type === undefined ? undefined : await readPage(`${name}.${extension}`)
    if (type === undefined || body === undefined) throw new ControlError(404, `the console has no /_console${path}`)
    return { status: 200, headers: { "content-type": type, ...HEADERS }, body }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error
    return {
      status: error.status,
      headers: { "content-type": "text/plain;charset=utf-8", ...HEADERS },
      body: `${error.message}\n`
    }
  }
}

/** No name leads out of the folder. */
const FILE = /^\/([a-zA-Z]+)\.([a-z]+)$/

const TYPES: ReadonlyMap<string, string> = new Map([
  ["html", "text/html;charset=utf-8"],
  ["css", "text/css;charset=utf-8"],
  ["js", "text/javascript;charset=utf-8"],
  ["svg", "image/svg+xml"]
])

/**
 * The page loads nothing from elsewhere, sends nothing elsewhere, stands in no frame, and cannot make HTML of a text:
 * what it shows comes from clients.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join("; ")

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store"
} as const

/** Set by the build, which leaves out with it what the sources alone need. */
declare const IS_BUILT: true | undefined

const FOLDER = new URL(typeof IS_BUILT === "boolean" ? "./console/page/" : "./page/", import.meta.url)

/** The one script of the page; the sources have it in several files, and with types. */
const SCRIPT = "main.js"

const readPage = async (file: string): Promise<string | undefined> => {
  // The build looks no further than this condition when it decides what to leave out.
  if (typeof IS_BUILT !== "boolean" && file === SCRIPT) {
    const { bundleSource } = await import("./sourceScript.ts")
    return bundleSource(new URL("main.ts", FOLDER))
  }
  return readFile(fileURLToPath(new URL(file, FOLDER)), "utf8").catch(() => undefined)
}
