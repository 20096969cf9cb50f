/** What `docs/migrate-from-official-sdk.md` says of the official SDK's errors and answers, tried on the version that it names. */
import { describe, expect, it } from "vitest"
import { detail, failureOf, json, officialClient, sdk, type Answer } from "./officialClient.ts"

const text =
  (status: number, type: string, body: string): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": type }).end(body)

const byName = new sdk.SearchImageByNameRequest({ instanceName: "demo", productId: "p", picName: "n" })
const found = (hit: object): Answer => json(200, { RequestId: "R", Success: true, Code: 0, Auctions: [hit] })

describe("the official SDK: errors", () => {
  it("a refusal is a ClientError with code, status and request id, but for the service's own throttle, which is no throttle", async () => {
    const { client } = await officialClient(json(403, { Code: "DeniedRequest", Message: "Slow down.", RequestId: "R" }))
    expect(await failureOf(client.detail(detail))).toMatchObject({
      name: "ClientError",
      code: "DeniedRequest",
      statusCode: 403,
      requestId: "R",
      retryAfter: undefined
    })
  })

  it("a failure of the service is a ServerError, and is not repeated", async () => {
    const { client, sent } = await officialClient(
      json(500, { Code: "InternalError", Message: "Later.", RequestId: "R" })
    )
    expect(await failureOf(client.detail(detail))).toMatchObject({ name: "ServerError", statusCode: 500 })
    expect(sent).toHaveLength(1)
  })

  it.each<[string, Answer, string]>([
    ["a page of a proxy", text(502, "text/html", "<html><body>Bad Gateway</body></html>"), "is not valid JSON"],
    ["nothing", text(500, "application/json", ""), "Unexpected end of JSON input"],
    ["XML as application/xml", text(400, "application/xml", "<Error><Code>A</Code></Error>"), "is not valid JSON"]
  ])("%s is a SyntaxError without status and request id", async (_, answer, message) => {
    const { client } = await officialClient(answer)
    const error = await failureOf(client.detail(detail))
    expect([error.name, error.message]).toEqual(["SyntaxError", expect.stringContaining(message)])
    expect(error).not.toHaveProperty("statusCode")
  })

  it("a 200 that says Success: false resolves", async () => {
    const { client } = await officialClient(json(200, { RequestId: "R", Success: false, Code: 4, Msg: "failed" }))
    expect((await client.searchImageByName(byName)).body).toMatchObject({ success: false, code: 4, msg: "failed" })
  })
})

describe("the official SDK: answers", () => {
  it("a negative number as a text costs the whole answer", async () => {
    const { client } = await officialClient(found({ ProductId: "p", PicName: "n", IntAttr: "-5" }))
    expect((await failureOf(client.searchImageByName(byName))).message).toContain("intAttr is mismatch")
  })

  it("an integer beyond 2^53 is another one", async () => {
    const { client } = await officialClient(
      text(
        200,
        "application/json",
        '{"RequestId":"R","Data":{"DumpMetaList":[{"Id":9007199254740993,"Status":"SUCCESS"}]}}'
      )
    )
    const { body } = await client.dumpMetaList(new sdk.DumpMetaListRequest({ instanceName: "demo" }))
    expect(body?.data?.dumpMetaList?.[0]?.id).toBe(9007199254740992)
  })
})
