/** Bulk calls, pages and waits against the emulator, which counts calls by the rates of its plan and refuses the rest. */
import { expect, it, onTestFinished } from "vitest"
import { collected } from "../support/collected.ts"
import { emulated } from "../support/emulated.ts"
import { disc } from "../support/picture.ts"

const started = async (options: Parameters<typeof emulated>[0]) => {
  const world = await emulated(options)
  onTestFinished(() => world[Symbol.asyncDispose]())
  return world.client
}

it("every call of a bulk gets through to a service that counts them (real time: 4 s)", async () => {
  const client = await started({ limiter: "fixed", capacity: 10, qps: 5 })
  const names = ["a", "b", "c"].map((picName) => ({ productId: "p", picName }))
  const added = await collected(client.bulk.addImages(names.map((name) => ({ ...name, picture: disc() }))))
  const updated = await collected(client.bulk.updateImages(names.map((name) => ({ ...name, intAttr: 5 }))))
  const checked = await collected(client.bulk.exists([...names, ...names]))
  const deleted = await collected(client.bulk.deleteImages(names))
  const results = [...added, ...updated, ...checked, ...deleted]
  expect(results.map(({ _tag }) => _tag)).toEqual(results.map(() => "Done"))
  expect(checked.map((one) => one._tag === "Done" && one.output.stored?.intAttr)).toEqual(checked.map(() => 5))
}, 20_000)

it("pages hold every stored picture once", async () => {
  const client = await started({})
  for (let at = 0; at < 7; at += 1) await client.addImage({ productId: `p${at}`, picName: "n", picture: disc() })
  const pages = await collected(client.pages.byPicture({ picture: disc(), num: 3 }))
  expect(pages.map(({ hits }) => hits.length)).toEqual([3, 3, 1])
  const ids = pages.flatMap(({ hits }) => hits.map(({ productId }) => productId))
  expect(ids.toSorted()).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6"])
  expect(pages.map(({ total }) => total)).toEqual([7, 7, 7])
})

it("an export is waited for until its result can be fetched (real time: 2 s)", async () => {
  const client = await started({ taskMs: 1_500 })
  const { task } = await client.startExport()
  const seen: Array<string> = []
  const done = await client.wait.export(task.id, { onProgress: ({ status }) => seen.push(status) })
  expect(seen).toEqual(["PROCESSING", "SUCCESS"])
  expect(done.url).toMatch(/^http:\/\/127\.0\.0\.1/)
})
