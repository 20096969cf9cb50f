// What a batch import tells its CallbackAddress, and what becomes of it if nobody listens there.

import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { makeBucket, WHERE } from "./bucketFixture.ts"
import { pollUntilEnded, startTask } from "./taskCalls.ts"

/** A server on loopback, and the bodies that it was sent. */
const listen = async (answer: RequestListener) => {
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()))
      answer(request, response)
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  return {
    bodies,
    address: `http://127.0.0.1:${port}/done`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

describe("the callback of a batch import", () => {
  let bucket: Awaited<ReturnType<typeof makeBucket>>

  beforeEach(async () => {
    bucket = await makeBucket()
  })
  afterEach(() => bucket.remove())

  /** Runs an import to its end, which may come before its callback has. */
  const run = async (CallbackAddress: string) => {
    const warnings: string[] = []
    const emulator = await bucket.start({ warn: (line: string) => void warnings.push(line) })
    await startTask(emulator, "IncreaseInstance", { ...WHERE, CallbackAddress })
    const task = await pollUntilEnded(emulator, "IncreaseList")
    return { task, warnings, emulator, [Symbol.asyncDispose]: () => emulator.close() }
  }

  it("tells of one that has failed too, with the reason and the file of errors", async () => {
    await bucket.manifest("nonsense")
    await using receiver = await listen((_, response) => response.end())
    await using ran = await run(receiver.address)
    await expect.poll(() => receiver.bodies).toHaveLength(1)
    expect(receiver.bodies).toEqual([
      expect.objectContaining({
        Id: 1,
        Status: "FAIL",
        Code: "1",
        Msg: "0 lines done, 1 failed; the file at ErrorUrl says why",
        ...WHERE
      })
    ])
    expect(ran.task).toMatchObject({ Status: "FAIL" })
  })

  it.each<[string, RequestListener, RegExp]>([
    ["refuses", (_, response) => response.writeHead(500).end(), /^task 1 has ended; http:.*\/done answered 500$/],
    [
      "sends it elsewhere",
      (_, response) => response.writeHead(302, { location: "http://203.0.113.7/" }).end(),
      /^task 1 has ended; http:.*\/done answered 302$/
    ],
    [
      "breaks off",
      (request) => void request.socket.destroy(),
      /^task 1 has ended; http:.*\/done could not be called: other side closed$/
    ]
  ])("that %s it is a warning, made once, and the import stays what it was", async (_, answer, warning) => {
    await bucket.manifest({ OperationType: "DELETE", ProductId: "p" })
    await using receiver = await listen(answer)
    await using ran = await run(receiver.address)
    await expect.poll(() => ran.warnings).toEqual([expect.stringMatching(warning)])
    expect(receiver.bodies).toHaveLength(1)
    expect(await pollUntilEnded(ran.emulator, "IncreaseList")).toMatchObject({ Status: "SUCCESS" })
  })

  it("is a warning if nothing listens there", async () => {
    await bucket.manifest({ OperationType: "DELETE", ProductId: "p" })
    const gone = await listen(() => undefined)
    await gone[Symbol.asyncDispose]()
    await using ran = await run(gone.address)
    await expect.poll(() => ran.warnings).toEqual([expect.stringMatching(/could not be called: .*ECONNREFUSED/)])
  })

  it.each(["127.0.0.1", "localhost", "[::1]"])(
    "never goes to the control plane, under the name of %s",
    async (name) => {
      await bucket.manifest({ OperationType: "DELETE", ProductId: "p" })
      const warnings: string[] = []
      await using emulator = await bucket.start({ endpoints: 2, warn: (line: string) => void warnings.push(line) })
      const [, second = ""] = emulator.urls
      const CallbackAddress = `http://${name}:${new URL(second).port}/_emulator/endpoints/0/down`
      await startTask(emulator, "IncreaseInstance", { ...WHERE, CallbackAddress })
      await expect
        .poll(() => warnings)
        .toEqual([
          `task 1 has ended; ${CallbackAddress} was not called, because that is an address of the emulator itself`
        ])
      expect((await emulator.control.health()).endpoints).toMatchObject([{ isUp: true }, { isUp: true }])
    }
  )
})
