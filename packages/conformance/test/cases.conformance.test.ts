/** Every case through every client that can run it, each against a strict emulator of its own. */
import { describe, expect, it } from "vitest"
import type { ConformanceCase } from "../src/cases/Case.ts"
import { cases } from "../src/cases/index.ts"
import { bareRequests } from "../src/drivers/bareRequests.ts"
import type { Driver } from "../src/drivers/Driver.ts"
import { drivers } from "../src/drivers/index.ts"
import { reasonAgainst, runCase } from "../src/runCase.ts"
import { emulatedTarget } from "./support/emulatedTarget.ts"

/** A client that ends otherwise says so in the title. */
const titled = (driver: Driver) =>
  cases
    .filter((one) => reasonAgainst(driver, one) === undefined)
    .map((one): readonly [title: string, one: ConformanceCase] => {
      const exception = one.exceptions?.[driver.name]
      return [`${one.id}: ${one.shows}${exception === undefined ? "" : ` But ${exception.why}.`}`, one]
    })

describe.each(drivers)("$name", (driver) => {
  it.each(titled(driver))("shows %s", async (_, one) => {
    await using emulated = await emulatedTarget(one.setting)
    const verdict = await runCase(one, { driver, target: emulated.target, run: "", preparing: bareRequests })
    expect(verdict, JSON.stringify(verdict)).toMatchObject({
      kind: one.exceptions?.[driver.name]?.kind === "refuses" ? "refused" : "shown"
    })
  })
})
