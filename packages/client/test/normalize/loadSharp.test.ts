import { afterAll, expect, it, vi } from "vitest"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"

// As the import fails where the package is not installed.
vi.mock("sharp", () => {
  throw Object.assign(new Error("Cannot find package 'sharp'"), { code: "ERR_MODULE_NOT_FOUND" })
})
afterAll(() => vi.restoreAllMocks())

it("without sharp, a picture that is not fit is an error that says what to install, and one that is comes back", async () => {
  const { normalizePicture } = await import("../../src/normalize/index.ts")
  const error = await failure(normalizePicture(disc({ side: 50, radius: 5 })))
  expect(error.message).toBe(
    "normalizePicture failed: the setting sharp is a package that is not installed here, or not for this platform. " +
      "Install it beside this package: npm install sharp."
  )
  expect((await normalizePicture(disc())).changes).toEqual([])
})
