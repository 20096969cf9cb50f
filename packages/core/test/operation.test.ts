import { expect, it } from "vitest"
import { operation, operations } from "../src/index.ts"

it("every operation has a method, a safety and a limit key of the known sets", () => {
  for (const row of operations) {
    expect(["GET", "POST"], row.name).toContain(row.method)
    expect(["safe", "idempotent", "once"], row.name).toContain(row.safety)
    expect(["add", "delete", "search", "detail", "authorize"], row.name).toContain(row.limitKey)
    expect(operation(row.name)).toBe(row)
  }
})

it("all but the upload's authorization are POST of 2020-12-14", () => {
  expect(operations.filter((row) => row.method === "GET").map((row) => row.name)).toEqual(["AuthorizeFileUpload"])
  expect(operation("AuthorizeFileUpload").version).toBe("2019-12-19")
  expect(
    operations
      .filter((row) => row.product === "ImageSearch")
      .every((row) => row.version === "2020-12-14" && row.path === "/")
  ).toBe(true)
})

it.each([
  ["AddImage", "idempotent"],
  ["DeleteImage", "idempotent"],
  ["SearchImageByPic", "safe"],
  ["Detail", "safe"]
] as const)("%s is %s", (name, safety) => {
  expect(operation(name).safety).toBe(safety)
})
