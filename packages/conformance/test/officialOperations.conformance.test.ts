/** One wrong row of our data could pass on both sides of every case: here they meet what the official SDK publishes. */
import { operationsOf, parametersOf } from "@imagesearch/core"
import { describe, expect, it } from "vitest"
import { compareOperations, type OwnOperation } from "../src/officialSdk/compareOperations.ts"
import { officialVersion, readOfficialOperations } from "../src/officialSdk/readOperations.ts"

const official = readOfficialOperations()
const own: readonly OwnOperation[] = [...operationsOf("2020-12-14"), ...operationsOf("2019-12-19")].map((row) => ({
  ...row,
  parameters: parametersOf(row)
}))

/** Each with the reason why we say otherwise. */
const known: Readonly<Record<string, string>> = {
  "UpdateImage.PicName is required with us and not there":
    "the OpenAPI metadata require it, and a call without it could only change a whole product, which no text offers"
}

describe("the official SDK", () => {
  it("is the version that the data name", () => {
    expect(officialVersion()).toBe("4.4.0")
  })

  it("has the 14 operations and the upload's authorization, with 87 parameters", () => {
    expect(official.map(({ name }) => name).toSorted()).toEqual(own.map(({ name }) => name).toSorted())
    expect(official.flatMap(({ parameters }) => parameters)).toHaveLength(87)
  })

  it("agrees with our rows on names, places, types and what is required, but for the known differences", () => {
    expect(compareOperations(own, official)).toEqual(Object.keys(known))
  })
})

const first: OwnOperation = {
  name: "Detail",
  version: "2020-12-14",
  method: "POST",
  path: "/",
  style: "RPC",
  parameters: [{ name: "InstanceName", type: "string", place: "query", required: true }]
}

describe("the comparison", () => {
  const detail = official.filter(({ name }) => name === "Detail")
  const changed = (change: Partial<OwnOperation["parameters"][number]>): OwnOperation => ({
    ...first,
    parameters: [{ name: "InstanceName", type: "string", place: "query", required: true, ...change }]
  })

  it.each<[string, OwnOperation, readonly string[]]>([
    ["nothing of an equal row", first, []],
    [
      "another name",
      changed({ name: "Instance" }),
      ["Detail.Instance is not in the SDK", "Detail.InstanceName is not in our rows"]
    ],
    [
      "another place",
      changed({ place: "form" }),
      ["Detail.InstanceName is in the form with us and in the query there"]
    ],
    ["another type", changed({ type: "int32" }), ["Detail.InstanceName is int32 with us, which is not string"]],
    ["another duty", changed({ required: false }), ["Detail.InstanceName is optional with us and not there"]],
    ["another method", { ...first, method: "GET" }, ["Detail: method is GET with us and POST in the SDK"]],
    ["another operation", { ...first, name: "Details" }, ["Details is not in the SDK", "Detail is not in our rows"]]
  ])("tells of %s", (_, row, said) => {
    expect(compareOperations([row], detail)).toEqual(said)
  })
})
