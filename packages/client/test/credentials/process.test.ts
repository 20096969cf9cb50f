import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "vitest"
import { splitCommand } from "../../src/credentials/commandLine.ts"
import { fromProcess, processLimitMillis } from "../../src/credentials/fromProcess.ts"
import { fromAliyunProfile } from "../../src/credentials/index.ts"
import { drainMillis, outputLimitBytes } from "../../src/credentials/runProgram.ts"
import { failureOf, farFuture, folderWith, loaded } from "../support/keyService.ts"

/** A program of one line of JavaScript. */
const node = (code: string, ...args: readonly string[]) => [process.execPath, "-e", code, ...args] as const

const printed = {
  mode: "StsToken",
  access_key_id: "id",
  access_key_secret: "hush-secret",
  sts_token: "t",
  expiration: farFuture
}
const printing = (value: unknown) => node(`process.stdout.write(${JSON.stringify(JSON.stringify(value))})`)

const provider = (command: string | readonly [string, ...string[]]) => fromProcess({ command, environment: {} })

describe("an external process", () => {
  it.effect("prints the key", () =>
    Effect.gen(function* () {
      expect(yield* loaded(provider(printing(printed)))).toEqual({
        id: "id",
        secret: "hush-secret",
        token: "t",
        expiresAt: Date.parse(farFuture)
      })
      const lasting = { mode: "AK", access_key_id: "id", access_key_secret: "s", sts_token: "", expiration: "" }
      expect(yield* loaded(provider(printing(lasting)))).toMatchObject({ token: undefined, expiresAt: undefined })
    })
  )

  it.effect("gets its arguments as they are: no shell reads them", () =>
    Effect.gen(function* () {
      const folder = yield* folderWith({})
      const mark = join(folder, "made-by-a-shell")
      const args = ["a b", "$HOME", `; touch ${mark}`, `$(touch ${mark})`, "*"]
      const echo = `const a=process.argv.slice(1);process.stdout.write(JSON.stringify({access_key_id:"id",access_key_secret:JSON.stringify(a)}))`
      expect((yield* loaded(provider(node(echo, ...args)))).secret).toBe(JSON.stringify(args))
      expect(existsSync(mark)).toBe(false)
    }).pipe(Effect.scoped)
  )

  it.effect("of a profile is one text, parted at blanks outside quotes", () =>
    Effect.gen(function* () {
      const HOME = yield* folderWith({
        "a folder/print key.mjs": `console.log(JSON.stringify({access_key_id:"id",access_key_secret:process.argv[2]}))`
      })
      const process_command = `${process.execPath} "${HOME}/a folder/print key.mjs" 'of two words'`
      const profiles = [{ name: "default", mode: "External", process_command }]
      const folder = yield* folderWith({ "config.json": JSON.stringify({ current: "default", profiles }) })
      const provided = fromAliyunProfile({ path: join(folder, "config.json"), environment: {} })
      expect((yield* loaded(provided)).secret).toBe("of two words")
    }).pipe(Effect.scoped)
  )

  it.effect.each<readonly [string, string | readonly [string, ...string[]]]>([
    ["ended with exit code 3", node(`console.log("hush-out");console.error("hush-err");process.exit(3)`)],
    ["was ended by SIGTERM", node(`process.kill(process.pid,"SIGTERM");setInterval(()=>{},1000)`)],
    ["cannot be run (ENOENT)", ["/nonexistent/program"]],
    ["cannot be run (ERR_INVALID_ARG_VALUE)", "program\0hush"],
    ["printed more than 65536 bytes", node(`process.stdout.write("h".repeat(70000));setInterval(()=>{},1000)`)],
    ["is no JSON", node(`console.log("hush-out")`)],
    ["printed is empty", node("")],
    ["access_key_secret of what", printing({ ...printed, access_key_secret: 5 })],
    ["sts_token of what", printing({ ...printed, sts_token: "" })],
    ["access_key_id of what", printing({ access_key_secret: "hush-secret" })],
    ["expiration of what", printing({ ...printed, expiration: "hush-soon" })],
    ["is past", printing({ ...printed, expiration: "1969-01-01T00:00:00Z" })],
    ["is empty, or has a quote that does not end", `"unfinished`],
    ["is empty, or has a quote that does not end", "  "]
  ])("that fails says: %s", ([says, command]) =>
    Effect.map(failureOf(provider(command)), (error) => expect(error.message).toContain(says))
  )

  it.effect("that does not end is ended after a minute, with what it has started", () =>
    Effect.gen(function* () {
      const folder = yield* folderWith({})
      const alive = join(folder, "alive")
      // The grandchild holds the output open, and would write for ever.
      const grandchild = `setInterval(()=>require("fs").writeFileSync(${JSON.stringify(alive)},String(process.pid)),5)`
      const code = `require("child_process").spawn(process.execPath,["-e",${JSON.stringify(grandchild)}],{stdio:"inherit"});setInterval(()=>{},1000)`
      const fiber = yield* Effect.forkChild(failureOf(provider(node(code))))
      yield* until(() => existsSync(alive))
      yield* TestClock.adjust(processLimitMillis)
      expect((yield* Fiber.join(fiber)).message).toContain("did not end within 60 s")
      yield* until(() => hasEnded(alive))
    }).pipe(Effect.scoped)
  )

  it.effect("ends with the call that wanted its key", () =>
    Effect.gen(function* () {
      const alive = join(yield* folderWith({}), "alive")
      const code = `require("fs").writeFileSync(${JSON.stringify(alive)},String(process.pid));setInterval(()=>{},1000)`
      const fiber = yield* Effect.forkChild(provider(node(code)).load())
      yield* until(() => existsSync(alive))
      yield* Fiber.interrupt(fiber)
      yield* until(() => hasEnded(alive))
    }).pipe(Effect.scoped)
  )

  /** Leaves a process behind that holds the output open and notes both numbers, prints, and ends by itself. */
  const leaving = (alive: string, output: string) => {
    const note = (file: string, pid: string) => `require("fs").writeFileSync(${JSON.stringify(file)},String(${pid}));`
    const left = `${note(`${alive}.parent`, "process.ppid")}${note(alive, "process.pid")}setInterval(()=>{},1000)`
    const wait = `while(!require("fs").existsSync(${JSON.stringify(alive)}));`
    const spawn = `require("child_process").spawn(process.execPath,["-e",${JSON.stringify(left)}],{stdio:"inherit"}).unref();`
    return node(`${spawn}${wait}process.stdout.write(${JSON.stringify(output)},()=>process.exit())`)
  }

  it.effect("that leaves a process behind gives its key all the same, and the other is ended (real time: 200 ms)", () =>
    Effect.gen(function* () {
      const alive = join(yield* folderWith({}), "alive")
      const own = provider(leaving(alive, JSON.stringify(printed)))
      expect(yield* TestClock.withLive(loaded(own))).toMatchObject({ id: "id" })
      yield* until(() => hasEnded(alive))
    }).pipe(Effect.scoped)
  )

  it.effect("that has ended itself leaves nothing when the call ends that wanted its key", () =>
    Effect.gen(function* () {
      const alive = join(yield* folderWith({}), "alive")
      // On a clock that stands, its last output is waited for without end.
      const fiber = yield* Effect.forkChild(provider(leaving(alive, "")).load())
      yield* until(() => existsSync(alive) && hasEnded(`${alive}.parent`))
      yield* Fiber.interrupt(fiber)
      yield* until(() => hasEnded(alive))
    }).pipe(Effect.scoped)
  )

  it.effect("is not run where ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS says so", () =>
    Effect.gen(function* () {
      const environment = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: "true" }
      const error = yield* failureOf(fromProcess({ command: printing(printed), environment }))
      expect(error.reason._tag).toBe("Absent")
      const allowed = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: "false" }
      yield* loaded(fromProcess({ command: printing(printed), environment: allowed }))
    })
  )

  it("has a minute, 64 KiB, and 200 ms for its last output", () => {
    expect({ processLimitMillis, outputLimitBytes, drainMillis }).toEqual({
      processLimitMillis: 60_000,
      outputLimitBytes: 65_536,
      drainMillis: 200
    })
  })
})

describe("a command as one text", () => {
  it.each<readonly [string, readonly string[] | undefined]>([
    ["a b  c", ["a", "b", "c"]],
    [`a "b c" 'd e'`, ["a", "b c", "d e"]],
    [`--x="b c"'d'`, ["--x=b cd"]],
    [`a "" b`, ["a", "", "b"]],
    [`C:\\bin\\a.exe "C:\\Program Files\\b"`, ["C:\\bin\\a.exe", "C:\\Program Files\\b"]],
    [`a "b`, undefined],
    [`a 'b" c`, undefined],
    ["", undefined]
  ])("%s", (text, words) => {
    expect(splitCommand(text)).toEqual(words)
  })
})

/** Real time: processes begin and end in their own. */
const until = (isSo: () => boolean): Effect.Effect<void> =>
  TestClock.withLive(
    Effect.gen(function* () {
      while (!isSo()) yield* Effect.sleep(10)
    })
  )

/** Whether the process whose number the file holds has ended. */
const hasEnded = (file: string): boolean => {
  const pid = Number(readFileSync(file, "utf8"))
  try {
    process.kill(pid, 0)
    // A zombie, which nobody has asked after, has ended as well.
    return readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")
  } catch {
    return true
  }
}
