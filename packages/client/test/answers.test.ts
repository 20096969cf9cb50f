/** Answers as servers, proxies and gateways give them: odd types made sane, nothing lost, and errors that say where. */
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { createImageSearch, ImageSearchError, type ImageSearchClient } from "../src/promise.ts"
import { keys } from "./support/emulated.ts"

/** A client of a server that answers every call alike. */
const answering = async (answer: (response: ServerResponse) => void): Promise<ImageSearchClient> => {
  const server = createServer((request, response) => {
    request.resume()
    answer(response)
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  const client = createImageSearch({ ...keys, instance: "shop", endpoint: `http://127.0.0.1:${port}` })
  onTestFinished(async () => {
    await client.close()
    server.close()
  })
  return client
}

const text = (body: string, { status = 200, type = "application/json" } = {}) =>
  answering((response) => response.writeHead(status, { "content-type": type, "x-acs-request-id": "R-HEAD" }).end(body))

const json = (body: object) => text(JSON.stringify(body))

const failure = async (promise: Promise<unknown>): Promise<ImageSearchError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  if (!(error instanceof ImageSearchError)) throw new Error(`expected an ImageSearchError, got ${String(error)}`)
  return error
}

const named = { productId: "p", picName: "n" }

describe("types that the service gets wrong", () => {
  it("numbers as text, negative ones too, booleans as text and ids as numbers are put right", async () => {
    const hit = { ProductId: 17, PicName: "n", Score: "0.5", IntAttr: "-1", StrAttr: null }
    const searched = await json({ RequestId: "R", Auctions: [hit], Head: { DocsFound: "1", DocsReturn: "250" } })
    const { hits, total } = await searched.byName(named)
    expect(hits).toEqual([{ productId: "17", picName: "n", score: 0.5, intAttr: -1 }])
    expect(total).toBe(250)
    const checked = await json({ RequestId: "R", Exists: "true", Auctions: hit })
    expect(await checked.exists(named)).toMatchObject({ exists: true, stored: { productId: "17", intAttr: -1 } })
  })

  it("the greater of the head's two counts is the total, whichever it is", async () => {
    for (const Head of [
      { DocsFound: 10, DocsReturn: 10_000 },
      { DocsFound: 10_000, DocsReturn: 10 }
    ]) {
      const client = await json({ RequestId: "R", Auctions: [], Head })
      expect((await client.byText({ text: "shoe" })).total).toBe(10_000)
    }
    expect((await (await json({ RequestId: "R", Auctions: [] })).byText({ text: "shoe" })).total).toBeUndefined()
  })

  it("an id beyond 2^53 keeps all of its digits", async () => {
    const client = await text('{"RequestId":"R","Data":{"DumpMetaStatus":"PROCESSING","Id":9223372036854775807}}')
    const { task, raw } = await client.startExport()
    expect(task.id).toBe("9223372036854775807")
    expect(raw).toMatchObject({ Data: { Id: "9223372036854775807" } })
  })

  it("an instant that is none is left out, and does not spoil the rest", async () => {
    const task = { Id: 1, Status: "SUCCESS", UtcCreate: "soon", UtcModified: "1629095760000" }
    const client = await json({ RequestId: "R", Data: { DumpMetaList: [task], TotalCount: "1" } })
    expect(await client.listExports()).toMatchObject({
      tasks: [{ createdAt: undefined, modifiedAt: new Date(1629095760000) }],
      total: 1
    })
  })

  it("null for what may be text or a number is what is absent", async () => {
    const task = { Id: 1, Status: "PROCESSING", Msg: null, UtcCreate: "1629095760000", UtcModified: null }
    const client = await json({ RequestId: "R", Data: { DumpMetaList: [task] } })
    expect((await client.listExports()).tasks).toEqual([
      { id: "1", status: "PROCESSING", createdAt: new Date(1629095760000) }
    ])
    const done = await json({ RequestId: "R", Data: { DumpMetaList: [{ ...task, Status: "SUCCESS" }] } })
    expect(await done.wait.export("1")).toMatchObject({ status: "SUCCESS", modifiedAt: undefined })
  })

  it("a task without an id is no task", async () => {
    const client = await json({ RequestId: "R", Data: { Id: null, DumpMetaStatus: "PROCESSING" } })
    const error = await failure(client.startExport())
    expect(error.reason).toMatchObject({ _tag: "UnexpectedAnswer", status: 200 })
    expect(error.message).toContain("Data.Id")
  })
})

describe("the raw answer", () => {
  const wire = { RequestId: "R", Code: 0, Msg: "success", Success: true, Auctions: [], Novelty: { Depth: [1] } }

  it("is there with every field, known or not, and out of the way of printing and comparing", async () => {
    const found = await (await json(wire)).byName(named)
    expect(found.raw).toEqual(wire)
    expect(Object.keys(found)).not.toContain("raw")
    expect(JSON.stringify(found)).not.toContain("Novelty")
  })

  it("unknown fields of a hit are kept in the hit", async () => {
    const client = await json({ ...wire, Auctions: [{ ProductId: "p", PicName: "n", NewScore: { Sub: 2 } }] })
    expect((await client.byName(named)).hits).toEqual([{ productId: "p", picName: "n", newScore: { sub: 2 } }])
  })

  it("a request id that the body lacks is taken from the headers", async () => {
    const { RequestId: _, ...without } = wire
    expect((await (await json(without)).byName(named)).requestId).toBe("R-HEAD")
  })
})

describe("answers of which nothing can be read", () => {
  it.each([
    ["HTML", "<html>Please log in</html>", "text/html", "an answer that is no JSON (text/html): <html>Please log in"],
    ["nothing", "", "application/json", "an empty answer (application/json)"],
    ["half a JSON", '{"RequestId":"R","Auct', "application/json", "an answer that is no JSON (application/json)"]
  ])("%s keeps its status and request id", async (_, body, type, problem) => {
    const error = await failure((await text(body, { type })).byName(named))
    expect(error).toMatchObject({
      requestId: "R-HEAD",
      category: "unknown",
      reason: { _tag: "UnexpectedAnswer", status: 200 }
    })
    expect(error.message).toContain(problem)
    expect(error.attempts).toMatchObject([{ status: 200, requestId: "R-HEAD" }])
  })

  it("a field that cannot be put right is named, with status and request id", async () => {
    const error = await failure((await json({ RequestId: "R-9", Exists: "perhaps" })).exists(named))
    expect(error.reason).toMatchObject({ _tag: "UnexpectedAnswer", status: 200 })
    expect(error.requestId).toBe("R-9")
    expect(error.message).toContain("Exists ")
  })
})

describe("what an error says", () => {
  it.each([
    ["broke off", 0, true],
    ["was throttled", 403, false]
  ])("of a call whose first attempt %s and whose last was refused a connection", async (_, status, mayHaveBeenDone) => {
    const refused = { RequestId: "R", Code: "DeniedRequest", Message: "Flow control." }
    const server = createServer((request, response) => {
      request.resume()
      server.close()
      if (status === 0) return void request.socket.destroy()
      response.shouldKeepAlive = false
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(refused))
    }).listen(0, "127.0.0.1")
    await new Promise((resolve) => server.once("listening", resolve))
    const { port } = server.address() as AddressInfo // a TCP server has one
    const client = createImageSearch({ ...keys, instance: "shop", endpoint: `http://127.0.0.1:${port}` })
    onTestFinished(() => client.close())
    const error = await failure(client.updateImage({ ...named, intAttr: 1 }, { retry: { attempts: 2 } }))
    expect(error.attempts?.at(-1)).toMatchObject({ code: "ECONNREFUSED", sent: "no" })
    expect(error.reason).toMatchObject({ _tag: "Unavailable", mayHaveBeenDone })
    expect(error.advice).toContain(mayHaveBeenDone ? "may have acted" : "the operation was not done")
  })

  it("names code, category, advice, request id and attempts of a refusal in a 200", async () => {
    const error = await failure(
      (await json({ RequestId: "R", Success: false, Code: "InvalidInstance", Msg: "No." })).byName(named)
    )
    expect(error).toMatchObject({ _tag: "ImageSearchError", code: "InvalidInstance", requestId: "R" })
    expect(error.category).toBe("notFound")
    expect(error.message).toContain(error.advice)
    expect(error.attempts).toHaveLength(1)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: "InvalidInstance", category: "notFound" })
  })

  it("names the action that a policy refused", async () => {
    const client = await answering((response) =>
      response.writeHead(403, { "content-type": "application/json" }).end(
        JSON.stringify({
          RequestId: "R",
          Code: "NoPermission",
          Message: "Not authorized.",
          AccessDeniedDetail: { AuthAction: "imagesearch:SearchImageByName", NoPermissionType: "ImplicitDeny" }
        })
      )
    )
    const error = await failure(client.byName(named))
    expect(error.reason).toMatchObject({
      _tag: "Permission",
      accessDenied: { AuthAction: "imagesearch:SearchImageByName", NoPermissionType: "ImplicitDeny" }
    })
    expect(error.advice).toBe("Ask for a RAM policy that allows imagesearch:SearchImageByName.")
  })

  it("a negative code and a code beyond 2^53 are refusals with their status and id", async () => {
    for (const Code of ["-1", "9007199254740993"]) {
      const client = await text(`{"RequestId":"R","Code":${Code},"Message":"No."}`, { status: 400 })
      const error = await failure(client.byName(named))
      expect(error).toMatchObject({ requestId: "R", reason: { status: 400, message: "No." } })
    }
  })
})
