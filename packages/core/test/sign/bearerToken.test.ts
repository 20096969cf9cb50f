import { expect, it } from "vitest"
import { bearerAdditions } from "../../src/index.ts"
import captures from "./otherSchemes.json" with { type: "json" }

const header = { "x-acs-bearer-token": "test-bearer" }
const headerType = { "x-acs-signature-type": "BEARERTOKEN" }
const queryType = ["SignatureType", "BEARERTOKEN"]

it.each([
  ["acs3-rpc", { headers: header, query: [queryType] }],
  ["acs3-roa", { headers: { ...header, ...headerType }, query: [] }],
  ["rpc-v1", { headers: {}, query: [["BearerToken", "test-bearer"], queryType] }],
  ["roa-v1", { headers: { ...header, ...headerType }, query: [] }]
] as const)("puts the token where the style %s has it", (style, additions) => {
  expect(bearerAdditions(style, "test-bearer")).toEqual(additions)
})

it.each(captures.bearer)("adds what $peer sent: $name", ({ headers, query }) => {
  const additions = bearerAdditions("acs3-rpc", "test-bearer")
  expect(headers).toMatchObject(additions.headers)
  expect(query).toEqual(expect.arrayContaining([...additions.query]))
})
