/** Probes that a plain run does not reach: throttles, exports, imports, TLS; and what a run makes of failures. */
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import tls from "node:tls"
import { generate } from "selfsigned"
import { describe, expect, it, onTestFinished } from "vitest"
import type { Call, ConformanceCase } from "../../src/cases/Case.ts"
import { cases } from "../../src/cases/index.ts"
import { bareRequests } from "../../src/drivers/bareRequests.ts"
import type { RunOptions } from "../../src/live/options.ts"
import type { Probe } from "../../src/live/Probe.ts"
import { handshake } from "../../src/live/probes/address.ts"
import { probes } from "../../src/live/probes/index.ts"
import type { Recording } from "../../src/live/Recording.ts"
import { marksOf, runLive } from "../../src/live/runLive.ts"
import type { Surroundings } from "../../src/live/Surroundings.ts"
import type { Marks } from "../../src/marks.ts"
import type { Target } from "../../src/Target.ts"
import { emulatedTarget } from "../support/emulatedTarget.ts"

interface Watched {
  readonly surroundings: Surroundings
  readonly lines: string[]
  readonly recordings: Recording[]
  readonly slept: number[]
}

/** Sleeps are noted and take no time. */
const watched = (): Watched => {
  const lines: string[] = []
  const recordings: Recording[] = []
  const slept: number[] = []
  const surroundings: Surroundings = {
    say: (line) => lines.push(line),
    write: (recording) => recordings.push(recording),
    mark: () => {
      throw new Error("a run against an emulator sets no mark")
    },
    now: () => 0,
    sleep: async (millis) => void slept.push(millis),
    today: "2026-11-25",
    run: "run-",
    drivers: [bareRequests],
    isStopped: () => false
  }
  return { surroundings, lines, recordings, slept }
}

const optionsFor = (target: Target): RunOptions => ({
  target,
  source: "emulator",
  level: 3,
  recordings: undefined,
  isPlanOnly: false,
  perSecond: 1_000,
  settleMillis: 0,
  hasExport: true,
  batch: { bucket: "catalogue", path: "/good" }
})

const probeNamed = (id: string): Probe => {
  const probe = probes.find((one) => one.id === id)
  if (probe === undefined) throw new Error(`there is no probe ${id}`)
  return probe
}

const caseNamed = (id: string): ConformanceCase => {
  const one = cases.find((each) => each.id === id)
  if (one === undefined) throw new Error(`there is no case ${id}`)
  return one
}

describe("a probe", () => {
  it("that wants to be throttled is, and says how", async () => {
    await using emulated = await emulatedTarget({ limits: { detail: 2 }, limiter: "sliding", clockStands: true })
    const { findings } = await runLive(
      { probes: [probeNamed("burst")], cases: [] },
      optionsFor(emulated.target),
      watched().surroundings
    )
    expect(findings).toEqual([
      { question: "retry-after", says: "4 of six ended with 400 DeniedRequest; no header says when to come back" }
    ])
  })

  it("that exports reads the beginning of the file", async () => {
    await using emulated = await emulatedTarget()
    await bareRequests.open(emulated.target).call({
      operation: "AddImage",
      parameters: { ProductId: "p1", PicName: "a.ppm", PicContent: { picture: "red disc" } }
    })
    const { findings } = await runLive(
      { probes: [probeNamed("export")], cases: [] },
      optionsFor(emulated.target),
      watched().surroundings
    )
    expect(findings).toEqual([
      { question: "export-format", says: expect.stringMatching(/^SUCCESS success; the file begins with \{.*"p1"/) }
    ])
  })

  it("that imports reads the beginning of the error file", async () => {
    const line = JSON.stringify({ OperationType: "ADD", ProductId: "b1", PicName: "nowhere.ppm" })
    await using emulated = await emulatedTarget({ bucket: { "good/increment.meta": `${line}\n` } })
    const { findings } = await runLive(
      { probes: [probeNamed("batch")], cases: [] },
      optionsFor(emulated.target),
      watched().surroundings
    )
    expect(findings).toEqual([{ question: "batch-errors", says: expect.stringMatching(/^FAIL .*PictureError/) }])
  })

  it("prints the two requests of every upload too, and waits for the turn of each", async () => {
    await using emulated = await emulatedTarget()
    const { surroundings, lines, slept } = watched()
    const added = (PicName: string): Call => ({
      operation: "AddImage",
      parameters: { ProductId: "{run}p", PicName, PicContent: { picture: "red disc" } }
    })
    const adding: Probe = {
      ...probeNamed("burst"),
      run: async ({ call, callAtOnce }) => {
        await call(added("a.ppm"))
        await callAtOnce([added("b.ppm")])
        return []
      }
    }
    await runLive({ probes: [adding], cases: [] }, { ...optionsFor(emulated.target), perSecond: 2 }, surroundings)
    const upload = ["  AuthorizeFileUpload", "  PostObject"]
    expect(lines.slice(1, lines.indexOf("clean-up"))).toEqual([
      ...upload,
      "  AddImage ProductId=run-p PicName=a.ppm",
      ...upload,
      "  AddImage ProductId=run-p PicName=b.ppm"
    ])
    // Of a clock that stands still: what is sent at once waits for no turn, and the clean-up's one does.
    expect(slept).toEqual([500, 1_000, 1_500, 2_000, 2_500])
  })

  it("that breaks off is told of, and the run goes on to the clean-up", async () => {
    await using emulated = await emulatedTarget()
    const gone: Target = { ...emulated.target, openPlatform: "http://127.0.0.1:1" }
    const { surroundings, lines } = watched()
    const { findings } = await runLive({ probes: [probeNamed("ticket")], cases: [] }, optionsFor(gone), surroundings)
    expect(findings).toEqual([{ says: expect.stringMatching(/^ticket broke off: .*ECONNREFUSED/) }])
    expect(lines).toContain("clean-up")
  })
})

describe("a handshake", () => {
  it("tells of a certificate that nobody vouches for", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" })
    const server = tls.createServer({ key, cert }, (socket) => socket.end()).listen(0, "127.0.0.1")
    onTestFinished(() => void server.close())
    await once(server, "listening")
    const { port } = server.address() as AddressInfo // a TCP server has one
    expect(await handshake(new URL(`https://127.0.0.1:${port}`))).toMatch(
      /^127\.0\.0\.1 is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\), TLSv1\.3, valid to .*\d{4} GMT$/
    )
  })

  it("tells of a port where nobody listens, and of plain HTTP", async () => {
    expect(await handshake(new URL("https://127.0.0.1:1"))).toMatch(/^127\.0\.0\.1 refuses: .*ECONNREFUSED/)
    expect(await handshake(new URL("http://127.0.0.1"))).toBe("127.0.0.1 is spoken to without TLS")
  })
})

describe("a case that ends otherwise", () => {
  it("is told of, is no reason for a mark, and answers its question with what differs", async () => {
    await using emulated = await emulatedTarget()
    const wrong: ConformanceCase = {
      ...caseNamed("gateway/unknown-key"),
      expect: { error: { code: "InvalidAccessKeyId.NotFound", status: 400 } }
    }
    const { surroundings, lines, recordings } = watched()
    const { findings, differing } = await runLive(
      { probes: [], cases: [wrong] },
      optionsFor(emulated.target),
      surroundings
    )
    expect(differing).toEqual(["gateway/unknown-key"])
    expect(recordings).toEqual([expect.objectContaining({ source: "emulator", isAsExpected: false })])
    expect(findings).toEqual([
      { question: "status-unknown-key", says: expect.stringContaining("error.status should be 400 and is 404") }
    ])
    expect(lines.join("\n")).toContain("differs: bare requests: error.status should be 400 and is 404")
  })
})

describe("a run against the service", () => {
  it("is recorded as one and marks what it has seen; an emulator stands in for the service here", async () => {
    await using emulated = await emulatedTarget()
    const { surroundings, recordings } = watched()
    const marked: Marks[] = []
    const plan = { probes: [], cases: [caseNamed("gateway/unknown-key")] }
    const options: RunOptions = { ...optionsFor(emulated.target), source: "live" }
    await runLive(plan, options, { ...surroundings, mark: (marks) => marked.push(marks) })
    expect(recordings).toEqual([expect.objectContaining({ source: "live", isAsExpected: true })])
    expect(marked).toEqual([{ "gateway/unknown-key": { verifiedOn: "2026-11-25", clients: ["bare requests"] } }])
  })
})

describe("a mark", () => {
  const one = caseNamed("gateway/unknown-key")
  it.each([
    [
      "stands for a case that every client ended as expected",
      ["client"],
      [],
      { [one.id]: { verifiedOn: "2027-01-31", clients: ["client"] } }
    ],
    ["is not set when one client did not", ["client"], ["official SDK: …"], {}],
    ["is not set when no client could run it", [], [], {}]
  ])("%s", (_, shownBy, different, marks) => {
    expect(marksOf([{ one, shownBy, different }], "2027-01-31")).toEqual(marks)
  })
})

describe("a run", () => {
  it("that is stopped goes no further than the clean-up", async () => {
    await using emulated = await emulatedTarget()
    const { surroundings, lines, recordings } = watched()
    let isStopped = false
    const write = (recording: Recording): void => {
      recordings.push(recording)
      isStopped = true
    }
    const plan = { probes: [], cases: [caseNamed("AddImage/stores"), caseNamed("AddImage/whole-picture")] }
    await runLive(plan, optionsFor(emulated.target), { ...surroundings, write, isStopped: () => isStopped })
    expect(recordings.map(({ of }) => of)).toEqual(["AddImage/stores"])
    const end = lines.slice(lines.indexOf("clean-up"))
    expect(end).toEqual(["clean-up", "  bare requests: DeleteImage ProductId=run-0-0-p1"])
  })

  it("keeps to its rate, and lets what a case prepares settle", async () => {
    await using emulated = await emulatedTarget()
    const { surroundings, slept } = watched()
    const options = { ...optionsFor(emulated.target), perSecond: 2, settleMillis: 3_000 }
    await runLive({ probes: [], cases: [caseNamed("DeleteImage/one")] }, options, surroundings)
    // Two added, a pause, one removed, and the clean-up's one: three intervals of a clock that stands still.
    expect(slept).toEqual([500, 3_000, 1_000, 1_500])
  })
})
