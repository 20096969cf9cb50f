/** What `docs/migrate-from-official-sdk.md` says of the three Advance methods, tried on the version that it names. */
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { Readable } from "node:stream"
import { fileURLToPath } from "node:url"
import { connectControl } from "@imagesearch/emulator/control"
import { describe, expect, it, onTestFinished } from "vitest"
import { pictureBytes } from "../../src/pictures.ts"
import { hostOf } from "../../src/Target.ts"
import { emulatedTarget } from "../support/emulatedTarget.ts"
import { dara, failureOf, officialClient, open, sdk } from "./officialClient.ts"

const runtime = new dara.RuntimeOptions({ ignoreSSL: true })

/** The store's digest of an object is its MD5. */
const wordsDigest = createHash("md5").update("[object Object]").digest("hex").toUpperCase()

const emulated = async () => {
  const world = await emulatedTarget()
  onTestFinished(() => world[Symbol.asyncDispose]())
  const { endpoint, accessKeyId, accessKeySecret, region: regionId } = world.target
  const client = open({ accessKeyId, accessKeySecret, regionId, endpoint: hostOf(endpoint), protocol: "HTTP" })
  // The option of this name is not copied.
  client._openPlatformEndpoint = hostOf(endpoint)
  return { client, control: connectControl(endpoint) }
}

const requestWith = (picContentObject: unknown) =>
  new sdk.AddImageAdvanceRequest({ instanceName: "demo", productId: "p", picName: "n", picContentObject })

describe("the official SDK: pictures", () => {
  it.each<[string, unknown]>([
    ["bytes", Buffer.from(pictureBytes("red disc"))],
    ["a path", "photos/shoe.jpg"],
    ["a web stream", new Blob([pictureBytes("red disc")]).stream()]
  ])("%s: what is uploaded is the text [object Object]", async (_, picture) => {
    const { client, control } = await emulated()
    await failureOf(client.addImageAdvance(requestWith(picture), runtime))
    const [upload] = await control.requests({ operation: "PostObject" })
    expect(upload?.response?.headers).toContainEqual({ name: "etag", value: `"${wordsDigest}"` })
    expect(await control.requests({ operation: "AddImage" })).toHaveLength(1)
  })

  it("a Node stream is uploaded, after a ticket of its own, and without the runtime argument nothing is", async () => {
    const { client, control } = await emulated()
    const stream = () => Readable.from([pictureBytes("red disc")])
    for (const _ of [1, 2]) await client.addImageAdvance(requestWith(stream()), runtime)
    expect(await control.requests({ operation: "AuthorizeFileUpload" })).toHaveLength(2)
    // Users in plain JavaScript leave it out.
    const none = undefined as unknown as typeof runtime
    expect((await failureOf(client.addImageAdvance(requestWith(stream()), none))).message).toContain("reading 'key'")
  })

  it("a file that is not there ends the process, whatever catches the call", async () => {
    const { host } = await officialClient(() => undefined)
    const program = `
      import { createReadStream } from "node:fs"
      import { createRequire } from "node:module"
      const require = createRequire(process.cwd() + "/")
      const { default: Client, AddImageAdvanceRequest } = require("@alicloud/imagesearch20201214")
      const { RuntimeOptions } = require("@darabonba/typescript")
      const client = new Client({ accessKeyId: "a", accessKeySecret: "b", regionId: "cn-shanghai", endpoint: "${host}", protocol: "HTTP" })
      client._openPlatformEndpoint = "${host}"
      try {
        await client.addImageAdvance(new AddImageAdvanceRequest({ picContentObject: createReadStream("/nowhere.jpg") }), new RuntimeOptions({}))
      } catch {
        process.exitCode = 0
      }`
    const cwd = fileURLToPath(new URL("../..", import.meta.url))
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      cwd,
      stdio: ["ignore", "ignore", "pipe"]
    })
    let output = ""
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()))
    const [code] = await once(child, "close")
    expect([code, output]).toEqual([1, expect.stringContaining("ENOENT")])
  })
})
