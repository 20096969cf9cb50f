import { expect, it } from "vitest"
import { type Observed, Recorder } from "../../src/recording/Recorder.ts"
import { randomOf } from "../client.ts"

const MEGABYTE = 1_024 * 1_024

/** A request with a body and an answer of these sizes. */
const observed = (bodyBytes: number, answerBytes = 0): Observed => ({
  message: Object.assign(Object.create(null), { method: "POST", url: "/", headers: {}, rawHeaders: [], socket: {} }),
  startedMs: 0,
  elapsedMs: 1,
  operation: "Detail",
  instance: undefined,
  requestId: "",
  body: Buffer.alloc(bodyBytes),
  objectBytes: undefined,
  answer: { status: 200, headers: {}, body: "x".repeat(answerBytes) },
  unknownParameters: [],
  differing: undefined,
  fault: undefined
})

it("keeps bodies and answers of at most 32 MB in all, the newest ones, and none of over 64 KB", () => {
  const recorder = new Recorder()
  const random = randomOf(32)
  let added = 0
  for (let bytes = 0; bytes < 40 * MEGABYTE; added += 1) {
    const [body, answer] = [Math.floor(random() * 65_536), Math.floor(random() * 65_536)]
    recorder.add(observed(body, answer), 0)
    bytes += body + answer
  }
  const held = recorder.all.reduce((sum, { body, answer }) => sum + body.bytes + (answer?.body.bytes ?? 0), 0)
  expect(held).toBeLessThanOrEqual(32 * MEGABYTE)
  expect(held).toBeGreaterThan(32 * MEGABYTE - 2 * 65_536)
  expect(recorder.all.at(-1)?.id).toBe(added)
  expect(recorder.all[0]?.id).toBe(added - recorder.all.length + 1)

  recorder.clear()
  recorder.add(observed(65_536, 65_537), 0)
  expect(recorder.all).toMatchObject([
    {
      id: 1,
      body: { bytes: 65_536, content: expect.any(Buffer) },
      answer: { body: { bytes: 65_537, content: undefined } }
    }
  ])
})
