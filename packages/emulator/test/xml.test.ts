import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../src/index.ts"
import { toXml } from "../src/xml.ts"
import { call, draw, KEY, prepare, send, upload } from "./client.ts"

describe("an answer in XML", () => {
  it("has a root named after the operation, and lists as elements side by side", () => {
    const body = { RequestId: "1", Success: true, Auctions: [{ IntAttr: -1 }, { StrAttr: "" }], Head: { DocsFound: 2 } }
    expect(toXml("SearchImageByNameResponse", body)).toBe(
      `<?xml version="1.0" encoding="UTF-8" ?><SearchImageByNameResponse><RequestId>1</RequestId><Success>true</Success>` +
        "<Auctions><IntAttr>-1</IntAttr></Auctions><Auctions><StrAttr></StrAttr></Auctions>" +
        "<Head><DocsFound>2</DocsFound></Head></SearchImageByNameResponse>"
    )
  })

  it("shows no element for an empty list or an absent member", () => {
    expect(toXml("R", { a: [], b: undefined, c: null, d: {} })).toBe(
      '<?xml version="1.0" encoding="UTF-8" ?><R><d></d></R>'
    )
  })

  it("escapes what would be markup, and replaces what XML cannot hold", () => {
    expect(toXml("R", { a: "<b> & \r\n\u0000\ud800 图" })).toContain("<a>&lt;b&gt; &amp; &#13;\n\ufffd\ufffd 图</a>")
  })
})

describe("the format of an answer", () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true })
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    for (const ProductId of ["p1", "p2"])
      await call(emulator, "AddImage", { ProductId, PicName: "a.png", PicContent, CustomContent: "a < b" })
  })
  afterAll(() => emulator.close())

  const accepting = (accept: string, action = "Detail") => {
    const request = prepare(emulator, action, action === "Detail" ? { InstanceName: emulator.instance } : {})
    return send(emulator.url, { ...request, headers: { ...request.headers, accept } })
  }

  it.each([
    ["application/xml", "text/xml;charset=utf-8"],
    ["text/xml", "text/xml;charset=utf-8"],
    ["application/json", "application/json;charset=utf-8"],
    ["application/json, application/xml;q=0.5", "application/json;charset=utf-8"],
    ["*/*", "application/json;charset=utf-8"]
  ])("follows the header Accept: %s", async (accept, contentType) => {
    expect((await accepting(accept)).headers["content-type"]).toBe(contentType)
  })

  it("is JSON without any wish", async () => {
    expect((await call(emulator, "Detail")).headers["content-type"]).toBe("application/json;charset=utf-8")
  })

  it.each(["XML", "xml"])("is XML with Format=%s in the query or the form", async (Format) => {
    const byQuery = await call(emulator, "Detail", { Format })
    expect(byQuery.text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" \?><DetailResponse><RequestId>/)
    expect(byQuery.text).toContain("<Instance><Name>demo</Name>")
    const byForm = await call(emulator, "SearchImageByFilter", { Format, Filter: "int_attr = 0" })
    expect(byForm.text).toMatch(
      /<Auctions><ProductId>p1<.*<CustomContent>a &lt; b<.*<\/Auctions><Auctions><ProductId>p2</
    )
  })

  it("is the format of errors too, also of those before the signature is checked", async () => {
    const refused = await call(emulator, "Detail", { Format: "XML", InstanceName: "other" })
    expect(refused).toMatchObject({ status: 400, headers: { "content-type": "text/xml;charset=utf-8" } })
    const requestId = String(refused.headers["x-acs-request-id"])
    expect(refused.text).toContain(
      `<Error><RequestId>${requestId}</RequestId><HostId>${new URL(emulator.url).host}</HostId>`
    )
    expect(refused.text).toContain("<Code>Console.InstanceNotFound</Code>")
    const unsigned = await send(emulator.url, {
      method: "POST",
      path: "/?Action=Detail&Version=2020-12-14&Format=XML",
      body: "",
      headers: { host: new URL(emulator.url).host }
    })
    expect(unsigned.status).toBeGreaterThanOrEqual(400)
    expect(unsigned.text).toMatch(/<Error>.*<Code>/)
  })
})
