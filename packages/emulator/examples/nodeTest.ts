// How a project of your own tests against the emulator with node:test: `node --test nodeTest.ts`. The emulator runs in a
// process of its own, one for each test, and is gone at the end of the block.

import assert from "node:assert/strict"
import { test } from "node:test"
import { startEmulatorProcess } from "@imagesearch/emulator"
import { countPictures } from "./shop.ts"
import { squarePng } from "./squarePng.ts"

const bearerToken = "any-token"

await test("the shop shows how many pictures there are", async () => {
  await using emulator = await startEmulatorProcess({ bearerToken })
  await emulator.control.seed({ rows: [{ ProductId: "shoe-1", PicName: "front", PictureBase64: squarePng }] })
  assert.equal(await countPictures({ ...emulator, bearerToken }), 1)
})

await test("the shop passes on that the service cannot be reached", async () => {
  await using emulator = await startEmulatorProcess({ bearerToken })
  await emulator.kill()
  await assert.rejects(countPictures({ ...emulator, bearerToken }), { message: "fetch failed" })
})
