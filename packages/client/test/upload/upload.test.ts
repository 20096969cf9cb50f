import { describe, expect, it } from "vitest"
import { disc } from "../support/picture.ts"
import { failure } from "../support/failure.ts"
import { answerJson, answerText, ticketFor, uploadServer, type Answer } from "../support/uploadServer.ts"

const picture = disc()
const xml = { "content-type": "application/xml" }

describe("the form of an upload", () => {
  it("conforms to the standard: fields, then the file, with its exact length", async () => {
    const { client, seen, hops } = await uploadServer()
    await client.byPicture({ picture })
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject", "SearchImageByPic"])
    const { headers, body } = seen[1] ?? {}
    expect(headers?.["content-length"]).toBe(String(body?.byteLength))
    expect(headers?.["transfer-encoding"]).toBeUndefined()
    // The runtime's own parser is strict, and refuses the form of the official SDK.
    const form = await new Response(body, { headers: { "content-type": headers?.["content-type"] ?? "" } }).formData()
    expect([...form.keys()]).toEqual(["OSSAccessKeyId", "policy", "Signature", "key", "success_action_status", "file"])
    const file = form.get("file")
    expect(file instanceof File && Buffer.from(await file.arrayBuffer()).equals(picture)).toBe(true)
    const boundary = /boundary=(.*)$/.exec(headers?.["content-type"] ?? "")?.[1]
    expect(body?.subarray(-(boundary?.length ?? 0) - 8).toString()).toBe(`\r\n--${boundary}--\r\n`)
  })

  it("is sent again byte for byte when the connection breaks", async () => {
    const reset: Answer = (response, _, count) =>
      count === 0 ? response.destroy() : answerText(204, "")(response, _, count)
    const { client, seen } = await uploadServer({ PostObject: reset })
    await client.byPicture({ picture })
    const forms = seen.filter(({ hop }) => hop === "PostObject")
    expect(forms).toHaveLength(2)
    expect(forms[0]?.body.equals(forms[1]?.body ?? Buffer.of())).toBe(true)
  })

  it.each([
    ["EncodedPolicy", { EncodedPolicy: 'p"\r\n\r\nx' }],
    ["Signature", { Signature: "" }],
    ["Bucket", { Bucket: undefined }],
    ["Endpoint", { Endpoint: [] }]
  ])("is not made of a ticket whose %s is none", async (field, changes) => {
    const { client, hops } = await uploadServer({
      AuthorizeFileUpload: (response, seen) => answerJson(200, ticketFor(seen, changes))(response, seen, 0)
    })
    const error = await failure(client.byPicture({ picture }))
    expect(error).toMatchObject({ operation: "AuthorizeFileUpload", reason: { _tag: "UnexpectedAnswer" } })
    expect(error.message).toContain(field)
    expect(hops()).toEqual(["AuthorizeFileUpload"])
  })

  it.each([[null], ["false"], [0]])("is made of a ticket whose UseAccelerate is %j", async (UseAccelerate) => {
    const { client, hops } = await uploadServer({
      AuthorizeFileUpload: (response, seen) => answerJson(200, ticketFor(seen, { UseAccelerate }))(response, seen, 0)
    })
    await client.byPicture({ picture })
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject", "SearchImageByPic"])
  })

  it("is not sent to a host that cannot be one", async () => {
    const { client } = await uploadServer({
      AuthorizeFileUpload: (response, seen) =>
        answerJson(200, ticketFor(seen, { Endpoint: "a b/c" }))(response, seen, 0)
    })
    expect((await failure(client.byPicture({ picture }))).message).toContain("the ticket names no host: a b/c.")
  })
})

describe("what goes on at the same time", () => {
  it("a ticket is fetched while the rest of a stream still comes in", async () => {
    const ticket = Promise.withResolvers<void>()
    const { client, hops } = await uploadServer({
      AuthorizeFileUpload: (response, seen) => {
        ticket.resolve()
        answerJson(200, ticketFor(seen))(response, seen, 0)
      }
    })
    const stream = async function* () {
      yield picture.subarray(0, 100)
      // Never comes, if the ticket waits for the end of the stream.
      await ticket.promise
      yield picture.subarray(100)
    }
    await client.byPicture({ picture: stream() })
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject", "SearchImageByPic"])
  })

  it("a ticket is fetched while the rest of a download still comes in, after its redirects", async () => {
    const ticket = Promise.withResolvers<void>()
    const { clientWith, url, hops } = await uploadServer({
      "/moved": (response) => response.writeHead(302, { location: "/picture" }).end(picture),
      "/picture": async (response) => {
        response.writeHead(200, { "content-length": picture.byteLength })
        response.write(picture.subarray(0, 5))
        setTimeout(() => response.write(picture.subarray(5, 100)), 20)
        // Never comes, if the ticket waits for the end of the download.
        await ticket.promise
        response.end(picture.subarray(100))
      },
      AuthorizeFileUpload: (response, seen) => {
        ticket.resolve()
        answerJson(200, ticketFor(seen))(response, seen, 0)
      }
    })
    await clientWith({ pictures: { addresses: "any" } }).byPicture({ picture: `${url}/moved` })
    expect(hops()).toEqual(["/moved", "/picture", "AuthorizeFileUpload", "PostObject", "SearchImageByPic"])
  })

  it.each([
    ["of an error", 404, picture],
    ["that is no picture", 200, Buffer.from("<html>Not here, and nowhere else either</html>")]
  ])("no ticket is fetched for a download %s", async (_, status, body) => {
    const { clientWith, url, hops } = await uploadServer({
      "/picture": (response) => response.writeHead(status).end(body)
    })
    const error = await failure(clientWith({ pictures: { addresses: "any" } }).byPicture({ picture: `${url}/picture` }))
    expect(error.reason._tag).toBe("InvalidPicture")
    expect(hops()).toEqual(["/picture"])
  })

  it("both pictures of a comparison are uploaded", async () => {
    const held: Array<() => void> = []
    const { client, hops } = await uploadServer({
      // Neither is answered before both have come.
      PostObject: (response) => {
        held.push(() => response.writeHead(204).end())
        if (held.length === 2) for (const release of held) release()
      }
    })
    expect((await client.compare({ primary: picture, secondary: disc({ radius: 60 }) })).score).toBe(0.5)
    expect(hops().toSorted()).toEqual([
      "AuthorizeFileUpload",
      "AuthorizeFileUpload",
      "CompareSimilarByImage",
      "PostObject",
      "PostObject"
    ])
  })

  it("nothing is sent for a comparison of which one picture is none", async () => {
    const { client, hops } = await uploadServer()
    const error = await failure(client.compare({ primary: picture, secondary: Buffer.from("no picture") }))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", field: "secondary" })
    expect(hops()).toEqual([])
  })
})

describe("the host of an upload", () => {
  const hostOf = async (endpointType: "public" | "internal" | "accelerate", useAccelerate: boolean) => {
    const { clientWith } = await uploadServer({
      AuthorizeFileUpload: (response, seen) =>
        answerJson(200, ticketFor(seen, { Endpoint: "oss-x.localhost:1", UseAccelerate: useAccelerate }))(
          response,
          seen,
          0
        )
    })
    // Nothing listens on port 1, and the guard of the tests refuses what is not loopback.
    const error = await failure(clientWith({ endpointType }).byPicture({ picture }, { retry: { attempts: 1 } }))
    expect(error.operation).toBe("PostObject")
    return error.endpoint
  }

  it.each([
    ["public", false, "http://bucket.oss-x.localhost:1"],
    ["internal", false, "http://bucket.oss-x-internal.localhost:1"],
    ["internal", true, "http://bucket.oss-x-internal.localhost:1"],
    ["accelerate", true, "http://bucket.oss-accelerate.aliyuncs.com"],
    ["accelerate", false, "http://bucket.oss-x.localhost:1"]
  ] as const)("is by endpointType %s, with an accelerated one %s: %s", async (endpointType, useAccelerate, host) => {
    expect(await hostOf(endpointType, useAccelerate)).toBe(host)
  })

  it("PicContent names the public host, whatever way the upload took", async () => {
    const { clientWith, seen } = await uploadServer({
      AuthorizeFileUpload: (response, one) => answerJson(200, ticketFor(one, { ObjectKey: "a/b c" }))(response, one, 0)
    })
    await clientWith({ endpointType: "internal" }).byPicture({ picture })
    expect(seen[1]?.host).toMatch(/^bucket\.oss-internal\.localhost:\d+$/)
    expect(new URLSearchParams(seen[2]?.body.toString()).get("PicContent")).toMatch(
      /^http:\/\/bucket\.oss\.localhost:\d+\/a\/b c$/
    )
  })

  it("openPlatformEndpoint is where tickets come from", async () => {
    const service = await uploadServer()
    const platform = await uploadServer()
    await service.clientWith({ openPlatformEndpoint: platform.url }).byPicture({ picture })
    expect(platform.hops()).toEqual(["AuthorizeFileUpload", "PostObject"])
    expect(service.hops()).toEqual(["SearchImageByPic"])
  })
})

describe("one call over all hops", () => {
  it("a repeated operation does not upload again", async () => {
    const { client, hops } = await uploadServer({
      AddImage: (response, seen, count) =>
        answerJson(count === 0 ? 503 : 200, { RequestId: "R", Code: count === 0 ? "ServiceUnavailable" : 0 })(
          response,
          seen,
          count
        )
    })
    const { attempts } = await client.addImage({ productId: "p", picName: "n", picture })
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject", "AddImage", "AddImage"])
    expect(attempts.map(({ operation, status }) => [operation, status])).toEqual([
      ["AuthorizeFileUpload", 200],
      ["PostObject", 201],
      ["AddImage", 503],
      ["AddImage", 200]
    ])
  })

  it.each(["AuthorizeFileUpload", "PostObject", "SearchImageByPic"])(
    "the deadline ends it in %s, in real time",
    async (hop) => {
      const { client } = await uploadServer({ [hop]: () => undefined })
      const error = await failure(client.byPicture({ picture }, { timeout: "1 second" }))
      expect(error).toMatchObject({ operation: hop, reason: { _tag: "TimedOut" } })
      expect(error.message).toContain("the time limit of the call (1000 ms) ran out")
      expect(error.attempts?.at(-1)).toMatchObject({ operation: hop, status: undefined })
    }
  )

  it.each(["AuthorizeFileUpload", "PostObject"])("a call that wants no repeats gets none in %s", async (hop) => {
    const { client, hops } = await uploadServer({ [hop]: answerText(503, "") })
    await failure(client.byPicture({ picture }, { retry: { attempts: 1 } }))
    expect(hops().filter((one) => one === hop)).toHaveLength(1)
  })
})

it("tickets are asked for at the rate that the settings give (real time: 200 ms)", async () => {
  const { clientWith, hops } = await uploadServer()
  const client = clientWith({ rates: { authorize: 1 } })
  const calls = [1, 2, 3].map(() => client.byPicture({ picture }, { timeout: 200 }))
  const ends = await Promise.allSettled(calls)
  expect(ends.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0)
  expect(hops().filter((hop) => hop === "AuthorizeFileUpload").length).toBeLessThan(3)
})

describe("what an error says of an upload", () => {
  const region = { x1: 0, x2: 161, y1: 0, y2: 160 }

  it("leave that was asked for is not called nothing, nor is one that is still on its way", async () => {
    for (const answer of [undefined, () => undefined]) {
      const asked = Promise.withResolvers<void>()
      const { client, hops } = await uploadServer({
        AuthorizeFileUpload: (response, seen, count) => {
          asked.resolve()
          ;(answer ?? answerJson(200, ticketFor(seen)))(response, seen, count)
        }
      })
      const stream = async function* () {
        yield picture.subarray(0, 100)
        await asked.promise
        yield picture.subarray(100)
      }
      const error = await failure(client.byPicture({ picture: stream(), region }))
      expect(error.message).toMatch(/^SearchImageByPic failed: region .* Correct the input; nothing was stored\.$/)
      expect(error.attempts).toBeDefined()
      expect(hops()).toEqual(["AuthorizeFileUpload"])
    }
  })

  it("a picture that was stored is not called nothing either", async () => {
    const platform = await uploadServer()
    const error = await failure(
      platform
        .clientWith({ endpoint: "http://127.0.0.1:1", openPlatformEndpoint: platform.url })
        .byPicture({ picture }, { retry: { attempts: 1 } })
    )
    expect(platform.hops()).toEqual(["AuthorizeFileUpload", "PostObject"])
    expect(error).toMatchObject({
      operation: "SearchImageByPic",
      reason: { _tag: "Unavailable", mayHaveBeenDone: false },
      advice: "Check the endpoint and the network; the operation was not done."
    })
  })
})

describe("whether the operation may have been done", () => {
  const failures: ReadonlyArray<readonly [string, Answer, string]> = [
    ["fails", answerText(503, ""), "Unavailable"],
    ["answers what nobody knows", answerJson(500, { Code: "NeverHeardOf", Message: "No." }), "Unavailable"],
    ["breaks off", (response) => response.destroy(), "Unavailable"],
    ["says nothing (real time: 300 ms)", () => undefined, "TimedOut"]
  ]
  const options = { retry: { attempts: 1 }, timeout: 300 }
  const item = { productId: "p", picName: "n", picture }

  it.each(
    failures.flatMap(([what, answer, _tag]) =>
      (["AuthorizeFileUpload", "PostObject"] as const).map((hop) => [hop, what, answer, _tag] as const)
    )
  )("is false where %s %s: it was not sent", async (hop, _, answer, _tag) => {
    const { client, hops } = await uploadServer({ [hop]: answer })
    const error = await failure(client.addImage(item, options))
    expect(error).toMatchObject({ operation: hop, reason: { _tag, mayHaveBeenDone: false } })
    expect(error.attempts?.at(-1)?.sent).not.toBe("no")
    expect(error.message).not.toContain("may have acted")
    expect(hops()).not.toContain("AddImage")
  })

  it.each(failures)("is true where the operation itself %s", async (_, answer, _tag) => {
    const { client } = await uploadServer({ AddImage: answer })
    const error = await failure(client.addImage(item, options))
    expect(error).toMatchObject({ operation: "AddImage", reason: { _tag, mayHaveBeenDone: true } })
    expect(error.message).toContain("may have acted")
  })
})

describe("a policy that has expired", () => {
  const refusal =
    "<Error><Code>AccessDenied</Code><Message>Invalid according to Policy: Policy expired.</Message><RequestId>X1</RequestId></Error>"

  it("is replaced by a new ticket, once", async () => {
    const { client, seen, hops } = await uploadServer({
      PostObject: (response, one, count) =>
        (count === 0 ? answerText(403, refusal, xml) : answerText(204, ""))(response, one, count)
    })
    const { attempts } = await client.byPicture({ picture })
    const expected = ["AuthorizeFileUpload", "PostObject", "AuthorizeFileUpload", "PostObject", "SearchImageByPic"]
    expect(hops()).toEqual(expected)
    expect(attempts.map(({ operation }) => operation)).toEqual(expected)
    const key = /name="key"\r\n\r\n(.*)\r\n/.exec(seen[3]?.body.toString("latin1") ?? "")?.[1]
    expect(new URLSearchParams(seen[4]?.body.toString()).get("PicContent")?.endsWith(`/${key}`)).toBe(true)
  })

  it("ends the call when the new one has expired too", async () => {
    const { client, hops } = await uploadServer({ PostObject: answerText(403, refusal, xml) })
    const error = await failure(client.byPicture({ picture }))
    expect(error).toMatchObject({ operation: "PostObject", requestId: "X1", reason: { code: "AccessDenied" } })
    expect(error.attempts).toHaveLength(4)
    expect(hops()).toHaveLength(4)
  })
})

describe("errors of the object store", () => {
  it.each([
    ["SignatureDoesNotMatch", 403, "Credentials"],
    ["InvalidAccessKeyId", 403, "Credentials"],
    ["EntityTooLarge", 400, "Rejected"]
  ])("%s in XML is read with its request id", async (code, status, _tag) => {
    const text = `<?xml version="1.0"?><Error>\n<Code>${code}</Code><Message>&quot;a&quot; &lt; &#34;b&#x22; &amp;amp;</Message><RequestId>5C3D</RequestId><HostId>h</HostId></Error>`
    const { client } = await uploadServer({ PostObject: answerText(status, text, xml) })
    const error = await failure(client.byPicture({ picture }))
    expect(error).toMatchObject({
      operation: "PostObject",
      requestId: "5C3D",
      reason: { _tag, code, status, message: '"a" < "b" &amp;' }
    })
    expect(error.attempts?.map(({ operation }) => operation)).toEqual(["AuthorizeFileUpload", "PostObject"])
  })

  it("a page of HTML is repeated, and keeps status, request id and its beginning", async () => {
    const { client, hops } = await uploadServer({
      PostObject: answerText(502, "<html><h1>Bad Gateway</h1></html>", {
        "content-type": "text/html",
        "x-oss-request-id": "5C3E"
      })
    })
    const error = await failure(client.byPicture({ picture }, { retry: { attempts: 2 } }))
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject", "PostObject"])
    expect(error).toMatchObject({ requestId: "5C3E", reason: { _tag: "Unavailable", answer: { status: 502 } } })
    expect(error.message).toContain("<h1>Bad Gateway</h1>")
  })

  it("a page of HTML with the status of success is none of the store's", async () => {
    const { client, hops } = await uploadServer({
      PostObject: answerText(200, "<html>Log in to the network</html>", { "content-type": "text/html" })
    })
    const error = await failure(client.byPicture({ picture }))
    expect(error).toMatchObject({ operation: "PostObject", reason: { _tag: "UnexpectedAnswer" } })
    expect(hops()).toEqual(["AuthorizeFileUpload", "PostObject"])
  })

  it("an empty answer of success is one", async () => {
    const { client } = await uploadServer({ PostObject: answerText(204, "") })
    expect((await client.byPicture({ picture })).hits).toEqual([])
  })
})
