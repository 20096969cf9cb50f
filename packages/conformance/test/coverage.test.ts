/** That the cases leave out no operation of any client, and that a client which sits out says why. */
import { operationsOf } from "@imagesearch/core"
import { describe, expect, it } from "vitest"
import { cases } from "../src/cases/index.ts"
import type { DriverName } from "../src/drivers/DriverName.ts"
import { drivers } from "../src/drivers/index.ts"
import { hasPicture } from "../src/drivers/values.ts"
import { reasonAgainst } from "../src/runCase.ts"

const current = operationsOf("2020-12-14").map(({ name }) => name)
const older = operationsOf("2019-03-25").map(({ name }) => name)

/** The operations of the calls that a driver makes and gets an answer to. */
const answeredBy = (name: DriverName): readonly string[] => {
  const driver = drivers.find((one) => one.name === name)
  return cases
    .filter((one) => driver !== undefined && reasonAgainst(driver, one) === undefined && "answer" in one.expect)
    .map(({ call }) => `${call.operation}${name === "official SDK" && hasPicture(call) ? "Advance" : ""}`)
}

describe("the cases", () => {
  it("have ids of their own", () => {
    const ids = cases.map(({ id }) => id)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  })

  it.each<[DriverName, readonly string[]]>([
    ["client", current],
    ["official SDK", [...current, "AddImageAdvance", "SearchImageByPicAdvance", "CompareSimilarByImageAdvance"]],
    ["pop-core RPC", [...current, "AuthorizeFileUpload"]],
    ["client of 2019-03-25", older],
    ["pop-core ROA", older],
    ["bare requests", [...current, ...older, "AuthorizeFileUpload"]]
  ])("get an answer through %s from every operation that it has", (name, operations) => {
    const answered = new Set(answeredBy(name))
    expect(operations.filter((operation) => !answered.has(operation))).toEqual([])
  })

  it("are left out by a client only for a reason", () => {
    const reasons = drivers.flatMap((driver) => cases.map((one) => reasonAgainst(driver, one)))
    expect([...new Set(reasons.filter((reason) => reason !== undefined))].toSorted()).toMatchInlineSnapshot(`
      [
        "2019-03-25 is of the other style",
        "2020-12-14 is of the other style",
        "Detail takes no input",
        "it has no method for AuthorizeFileUpload alone",
        "it has no method for NoSuchOperation alone",
        "it has no upload, and takes the address of an uploaded object only",
        "it speaks 2019-03-25 only",
        "it speaks 2020-12-14 only",
        "it uploads every picture itself and takes no address",
        "it waits and sends again, which the tests of the transport show",
        "its methods say what Type would",
        "its model of Detail has no NoSuchParameter",
        "the package speaks 2020-12-14 only",
      ]
    `)
  })
})
