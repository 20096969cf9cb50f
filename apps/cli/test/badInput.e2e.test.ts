import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { closedEndpoint } from "./closedPort.ts"
import { runCli } from "./runCli.ts"
import { openStage, secret, type Stage } from "./stage.ts"

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await writeFile(join(stage.folder, "text.jpg"), "not a picture at all")
  await writeFile(join(stage.folder, "empty.jpg"), "")
  await writeFile(
    join(stage.folder, "large.png"),
    Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(5 * 1024 * 1024)])
  )
  await mkdir(join(stage.folder, "folder.jpg"))
})
afterAll(() => stage[Symbol.asyncDispose]())

/** One line that begins with the program's name and ends as a sentence does. */
const oneLine = /^imagesearch: .+[.?]\n$/

describe("a picture that cannot be used", () => {
  it.each([
    ["text.jpg", "is no picture that the service knows. Give a PNG"],
    ["empty.jpg", "is empty. Give a file that holds a picture."],
    ["large.png", "is larger than 4 MB"],
    ["missing.jpg", "does not exist. Check the path."],
    ["folder.jpg", "is a directory. Name one picture file in it."]
  ])("%s is refused before anything is sent, with exit code 2", async (name, expected) => {
    const { code, stdout, stderr } = await stage.imagesearch(["search", "picture", join(stage.folder, name)])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain(`${join(stage.folder, name)} ${expected}`)
  })
})

describe("a picture with an address", () => {
  it.each([
    ["search", "picture"],
    ["image", "add", "--product", "p", "--name", "n"]
  ])("is fetched, by %s %s", async (...command) => {
    const address = "http://127.0.0.1:9/shoe.jpg?token=SECRET"
    const { code, stdout, stderr } = await stage.imagesearch([...command, address])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain("http://127.0.0.1:9/shoe.jpg?…")
    expect(stderr).toContain("address")
    expect(stderr).not.toContain("SECRET")
  })
})

describe("settings", () => {
  it("name the nearest regions when the region is unknown", async () => {
    const { code, stdout, stderr } = await stage.imagesearch(["instance", "show", "--region", "cn-shangai"])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('the setting region "cn-shangai" does not exist. Did you mean cn-shanghai')
  })

  it("that are missing are named all at once, with the flags and variables that set them", async () => {
    const { code, stdout, stderr } = await runCli(["instance", "show"], { environment: { HOME: stage.folder } })
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain("the setting instance is missing, and so are region and the AccessKey.")
    for (const name of [
      "--instance",
      "--region",
      "--endpoint",
      "--profile",
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_PROFILE"
    ]) {
      expect(stderr).toContain(name)
    }
    expect(stderr).not.toContain("the option")
  })

  it("of the command line win over those of the environment", async () => {
    const wrong = {
      IMAGESEARCH_INSTANCE: "other",
      IMAGESEARCH_ENDPOINT: "http://127.0.0.1:1",
      ALIBABA_CLOUD_SECURITY_TOKEN: "of another key"
    }
    const flags = ["--instance", "shop", "--endpoint", stage.emulator.url, "--access-key-id", "test-key"]
    const { code, stdout } = await stage.imagesearch(["instance", "show", ...flags, "--json"], wrong)
    expect(code).toBe(0)
    expect(JSON.parse(stdout).instance.name).toBe("shop")
  })

  it("warn on stderr of a secret on the command line, without repeating it", async () => {
    const { code, stderr } = await stage.imagesearch(["instance", "show", "--access-key-secret", secret], {
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: ""
    })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^imagesearch: warning: other users of this machine can see --access-key-secret; .+\n$/)
  })
})

describe("credentials that are refused", () => {
  it("end with 77 and name the key when its id is unknown", async () => {
    const { code, stdout, stderr } = await stage.imagesearch(["instance", "show"], {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "no-such-key"
    })
    expect({ code, stdout }).toEqual({ code: 77, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain("InvalidAccessKeyId.NotFound")
  })

  it("end with 77 and name the stage of the signature that differs when the secret is wrong", async () => {
    for (const args of [
      ["instance", "show"],
      ["search", "picture", stage.picture("disc.ppm")]
    ]) {
      const { code, stdout, stderr } = await stage.imagesearch(args, {
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another-secret"
      })
      expect({ code, stdout }).toEqual({ code: 77, stdout: "" })
      expect(stderr).toMatch(oneLine)
      expect(stderr).toContain('does not match in the stage "signature"')
      expect(stderr).not.toContain(secret)
    }
  })

  it("are one JSON document on stderr with --json", async () => {
    const { code, stdout, stderr } = await stage.imagesearch(["instance", "show", "--json"], {
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another-secret"
    })
    expect({ code, stdout }).toEqual({ code: 77, stdout: "" })
    const { error } = JSON.parse(stderr)
    expect(Object.keys(error)).toEqual(["tag", "reason", "message", "code", "requestId", "attempts"])
    expect(error).toMatchObject({
      tag: "ImageSearchError",
      reason: "Credentials",
      code: "SignatureDoesNotMatch",
      requestId: expect.any(String)
    })
    expect(error.attempts).toHaveLength(1)
  })
})

describe("a dead endpoint", () => {
  it("ends with 69 and says that nothing was sent", async () => {
    const dead = await closedEndpoint()
    const { code, stdout, stderr } = await stage.imagesearch(["instance", "show", "--endpoint", dead])
    expect({ code, stdout }).toEqual({ code: 69, stdout: "" })
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain(`${dead} failed after 3 attempts: the connection was refused`)
    expect(stderr).toContain("nothing was sent")
  })
})
