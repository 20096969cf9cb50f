/** The rows are JSON, which no compiler reads: each is held against what the types say. */
import { operations } from "@imagesearch/core"
import { describe, expect, it } from "vitest"
import { versionOf, type Call, type ConformanceCase } from "../src/cases/Case.ts"
import { cases } from "../src/cases/index.ts"
import { driverNames } from "../src/drivers/DriverName.ts"
import { isPicture, isUploaded } from "../src/drivers/values.ts"
import { pictureBytes } from "../src/pictures.ts"

const members = ["id", "shows", "setting", "before", "call", "key", "expect", "exceptions", "support", "source", "live"]
const settings = [
  "serviceType",
  "capacity",
  "qps",
  "limits",
  "limiter",
  "taskMs",
  "clockAheadMinutes",
  "clockStands",
  "expiresInDays",
  "bucket",
  "hasToken",
  "allowed"
]

const callsOf = ({ before = [], call }: ConformanceCase): readonly Call[] => [...before, call]

const isKnown = (call: Call): boolean =>
  call.operation === "NoSuchOperation" ||
  operations.some(({ name, version }) => name === call.operation && version === versionOf(call))

describe("a row", () => {
  it.each(cases)("has the members that a case has: $id", (one) => {
    expect(Object.keys(one).filter((name) => !members.includes(name))).toEqual([])
    expect(Object.keys(one.setting ?? {}).filter((name) => !settings.includes(name))).toEqual([])
    expect(one.id).toMatch(/^[A-Za-z0-9-]+\/[a-z0-9-]+$/)
    expect(one.shows).toMatch(/^[A-Z0-9].*\.$/)
    expect(one.source).not.toBe("")
    expect(["documented", "inferred", "chosen"]).toContain(one.support)
    expect(["address", "key", "instance", "never"]).toContain(one.live)
    expect([undefined, "unknown", "wrong secret"]).toContain(one.key)
    expect(Object.keys(one.expect)).toEqual([expect.stringMatching(/^(?:answer|error)$/)])
  })

  it.each(cases)("names operations and pictures that exist: $id", (one) => {
    expect(callsOf(one).filter((call) => !isKnown(call))).toEqual([])
    const values = callsOf(one).flatMap(({ parameters }) => Object.values(parameters))
    const names = values.flatMap((value) =>
      isPicture(value) ? value.picture : isUploaded(value) ? value.uploaded : []
    )
    expect(names.filter((name) => pictureBytes(name).length === 0)).toEqual([])
  })

  it.each(cases.filter(({ exceptions }) => exceptions !== undefined))("makes exceptions of known kinds: $id", (one) => {
    const names: readonly string[] = driverNames
    const exceptions = Object.entries(one.exceptions ?? {})
    expect(exceptions.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([])
    expect(exceptions.filter(([, { why }]) => why === "")).toEqual([])
    const shapes = exceptions.map(([, exception]) => Object.keys(exception).toSorted().join())
    expect(shapes.filter((shape) => !["kind,why", "field,kind,why", "expect,kind,why"].includes(shape))).toEqual([])
  })

  it("that needs a setting is not for the live service, which cannot be set up", () => {
    expect(cases.filter(({ setting, live }) => setting !== undefined && live !== "never").map(({ id }) => id)).toEqual(
      []
    )
  })
})
