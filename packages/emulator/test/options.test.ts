import { describe, expect, it } from "vitest"
import { HELP, readCommandLine } from "../src/options.ts"

const optionsOf = (...args: readonly string[]): unknown => {
  const line = readCommandLine(args, {})
  return line.kind === "run" ? line.options : line
}

describe("the command line", () => {
  it("says in its help where the console and the control plane are, in lines that a terminal shows whole", () => {
    expect(HELP).toContain("/_console/")
    expect(HELP).toContain("/_emulator/")
    expect(HELP.split("\n").filter((line) => line.length > 110)).toEqual([])
  })

  it.each([
    ["product", 0],
    ["Fabric", 2],
    ["trademark", 3],
    ["7", 7],
    ["multimodal", 99],
    ["99", 99]
  ])("takes the service type %s as number %i", (text, serviceType) => {
    expect(optionsOf("--service-type", text)).toMatchObject({ serviceType })
  })

  it.each(["8", "shoes", "-1", ""])('names all service types when it is given "%s"', (text) => {
    expect(optionsOf(`--service-type=${text}`)).toEqual({
      kind: "wrong",
      message: expect.stringMatching(
        /^--service-type takes a name or a number of product \(0\), .*trademark \(3, 7\).*multimodal \(99\), not "/
      )
    })
  })

  it.each([
    ["2027-01-31", Date.UTC(2027, 0, 31)],
    ["2027-01-31T12:30", Date.UTC(2027, 0, 31, 12, 30)],
    ["2027-01-31T12:30:15.5Z", Date.UTC(2027, 0, 31, 12, 30, 15, 500)],
    ["2027-01-31T12:30:00+08:00", Date.UTC(2027, 0, 31, 4, 30)]
  ])("reads the day of expiry %s", (text, expiresMs) => {
    expect(optionsOf("--expires", text)).toMatchObject({ expiresMs })
  })

  it.each(["31.1.2027", "2027-13-01", "2027-02-30", "soon", "2027-01-31 12:30"])(
    "refuses %s as a day of expiry",
    (text) => {
      expect(optionsOf("--expires", text)).toEqual({
        kind: "wrong",
        message: `--expires takes a date such as 2027-01-31 or 2027-01-31T12:00:00Z, not "${text}"; see --help`
      })
    }
  )

  it("refuses what hosts has no use for, by name", () => {
    expect(readCommandLine(["hosts", "--region", "cn-beijing", "--strict"], {})).toEqual({
      kind: "wrong",
      message: "hosts takes --region, --host, --advertise and no other option, so not --strict; see --help"
    })
    expect(readCommandLine(["hosts", "--host", "192.168.1.5"], {})).toMatchObject({ address: "192.168.1.5" })
  })

  it("says what is wrong with a half-written option in one line", () => {
    expect(optionsOf("--task-ms", "-1")).toEqual({
      kind: "wrong",
      message: expect.stringMatching(/^Option '--task-ms' .+; see --help$/)
    })
  })

  it("hands over the folder of buckets and how long a task lasts", () => {
    expect(optionsOf("--oss-dir", "./oss", "--task-ms", "1500")).toMatchObject({ ossDir: "./oss", taskMs: 1_500 })
    expect(optionsOf()).toMatchObject({ taskMs: 0 })
    expect(optionsOf("--task-ms", "long")).toMatchObject({ kind: "wrong" })
  })
})
