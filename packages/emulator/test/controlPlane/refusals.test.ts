// What the control plane says of requests that are wrong.

import { afterAll, beforeAll, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { KEY, send } from "../client.ts"

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator(KEY)
})
afterAll(() => emulator.close())

const post = (path: string, body: unknown) =>
  send(emulator.url, {
    method: "POST",
    path: `/_emulator/${path}`,
    headers: { host: new URL(emulator.url).host, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body)
  })

it.each<[string, unknown, string | RegExp]>([
  ["reset", "{", /^the body is no JSON: /],
  ["reset", { part: ["clock"] }, 'Unrecognized key: "part"'],
  ["reset", { parts: ["picture"] }, /^parts\[0\]: Invalid option: expected one of "pictures"\|"tasks"/],
  ["endpoints/0/down", { Id: 1, Status: "SUCCESS" }, 'Unrecognized keys: "Id", "Status"'],
  ["clock", { mode: "slow" }, /^mode: Invalid /],
  ["clock", { mode: "shifted", shiftMs: "1h" }, "shiftMs: Invalid input: expected number, received string"],
  ["clock", { mode: "frozen", at: "tomorrow" }, "at: Invalid ISO datetime"],
  ["faults", { faults: [] }, /^faults: Too small/],
  [
    "faults",
    { operation: "AddPicture", faults: [{ kind: "pass" }] },
    /^operation: Invalid option: expected one of "AddImage"/
  ],
  ["faults", { faults: [{ kind: "explode" }] }, /^faults\[0\]\.kind: Invalid /],
  [
    "faults",
    { faults: [{ kind: "delay", delayMs: 50_001 }] },
    /^faults\[0\]\.delayMs: Too big: expected number to be <=50000/
  ],
  ["faults", { faults: [{ kind: "delay", delayMs: 1, ms: 2 }] }, 'faults[0]: Unrecognized key: "ms"'],
  [
    "faults",
    { faults: [{ kind: "answer", code: "Mine" }] },
    "faults[0].status: is needed with a code that is not documented"
  ],
  ["faults", { faults: [{ kind: "wrongLength", by: 0 }] }, "faults[0].by: 0 bytes off is the right length"],
  [
    "faults",
    { faults: [{ kind: "answer", headers: { "x-a": "b\r\nc" } }] },
    /^faults\[0\]\.headers\["x-a"\]: Invalid string/
  ],
  ["faults", { faults: [{ kind: "pass" }], probability: 2 }, /^probability: Too big/],
  ["faults", { faults: [{ kind: "pass" }], count: 0 }, /^count: Too small/],
  ["seed", {}, "a seed needs either csv or rows"],
  ["seed", { rows: [{ ProductId: "p", Picture: "a.png", Colour: "red" }] }, 'rows[0]: Unrecognized key: "Colour"'],
  ["seed", { rows: [{ ProductId: "p" }] }, "rows[0]: needs either Picture or PictureBase64"],
  ["seed", { rows: [{ ProductId: "p", PictureBase64: "é" }] }, "rows[0].PictureBase64: Invalid base64-encoded string"]
])("refuses %s of %j and names the field", async (path, body, error) => {
  const reply = await post(path, body)
  expect(reply.status).toBe(400)
  expect(reply.body["error"]).toMatch(error)
})

it.each(["colour=red", "status=ok", "limit=0"])("refuses requests?%s and names the parameter", async (query) => {
  const [name = ""] = query.split("=")
  const { host } = new URL(emulator.url)
  const reply = await send(emulator.url, {
    method: "GET",
    path: `/_emulator/requests?${query}`,
    headers: { host },
    body: ""
  })
  expect(reply).toMatchObject({ status: 400, body: { error: expect.stringContaining(name) } })
})

it.each([
  [{ instance: "other" }, 'there is no instance "other"; this emulator has "demo"'],
  [{ endpoint: 1 }, "there is no endpoint 1; this emulator has 1, counted from 0"]
])("refuses a fault script for %j, which would meet nothing", async (condition, sentence) => {
  await expect(emulator.control.addFaults({ ...condition, faults: [{ kind: "reset" }] })).rejects.toThrow(sentence)
  expect(await emulator.control.faults()).not.toContainEqual(expect.objectContaining(condition))
})

it("says so where there is no such script, and which methods an address takes", async () => {
  await expect(emulator.control.removeFaults(7)).rejects.toThrow(
    "DELETE /_emulator/faults/7 was refused with 404: there is no fault script 7"
  )
  const { host } = new URL(emulator.url)
  expect(
    await send(emulator.url, { method: "PUT", path: "/_emulator/faults", headers: { host }, body: "" })
  ).toMatchObject({
    status: 405,
    body: { error: "/_emulator/faults takes GET and POST and DELETE" }
  })
})

it("refuses a body of over 64 MB, and says what to do instead", async () => {
  const reply = await post("seed", " ".repeat(64 * 1_024 * 1_024 + 1))
  expect(reply).toMatchObject({
    status: 413,
    body: { error: "the body is longer than 64 MB; seed pictures by file instead" }
  })
})
