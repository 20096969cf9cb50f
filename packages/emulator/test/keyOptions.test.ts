import { describe, expect, it } from "vitest"
import { readCommandLine } from "../src/options.ts"

const optionsOf = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const commandLine = readCommandLine(["--access-key-id", "id", "--access-key-secret", "hidden", ...args], environment)
  return commandLine.kind === "run" ? commandLine.options : commandLine
}

const SESSION = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "STS.id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hidden",
  ALIBABA_CLOUD_SECURITY_TOKEN: "token"
}

describe("the options about keys", () => {
  it("add keys, each with the operations that it may call", () => {
    expect(optionsOf(["--key", "reader:r:Detail,SearchImageByPic", "--key", "all:a"])).toMatchObject({
      keys: [
        { accessKeyId: "reader", accessKeySecret: "r", actions: ["Detail", "SearchImageByPic"] },
        { accessKeyId: "all", accessKeySecret: "a" }
      ]
    })
  })

  it("take both kinds of tokens", () => {
    expect(optionsOf(["--security-token", "st", "--bearer-token", "bt"])).toMatchObject({
      securityToken: "st",
      bearerToken: "bt"
    })
  })

  it("take the token of the environment with the key of the environment, and with no other", () => {
    expect(readCommandLine([], SESSION)).toMatchObject({ options: { accessKeyId: "STS.id", securityToken: "token" } })
    expect(optionsOf([], SESSION)).not.toHaveProperty("securityToken")
  })

  it.each([
    [["--key", "id"], "--key takes ID:SECRET or ID:SECRET:ACTION,ACTION, none of them empty"],
    [["--key", "id:"], "--key takes ID:SECRET or ID:SECRET:ACTION,ACTION, none of them empty"],
    [["--key", "id:hidden:"], "--key takes ID:SECRET or ID:SECRET:ACTION,ACTION, none of them empty"],
    [["--key", "id:hid:den:Detail"], "--key takes ID:SECRET or ID:SECRET:ACTION,ACTION, none of them empty"],
    [["--key", "id:hid:den"], "--key id:… names an operation that the service does not have"],
    [["--key", "i d:hidden"], "an AccessKey ID may hold letters, digits, dots, underscores, hyphens and @ only"],
    [["--key", "a:hidden", "--key", "a:hid"], "--key a:… names an AccessKey ID that another key has"],
    [["--key", "id:hidden"], "--key id:… names an AccessKey ID that another key has"],
    [["--security-token", "hid den"], "--security-token takes a token of printable ASCII without blanks"],
    [["--bearer-token", ""], "--bearer-token takes a token of printable ASCII without blanks"]
  ])("refuse %j in a sentence without a secret", (args, sentence) => {
    const commandLine = optionsOf(args)
    expect(commandLine).toEqual({ kind: "wrong", message: expect.stringContaining(sentence) })
    expect(JSON.stringify(commandLine)).not.toMatch(/hid|den/)
  })
})

describe("the options about limits", () => {
  it("name a way of counting and other rates", () => {
    expect(optionsOf(["--limiter", "sliding", "--limits", "search=2,add=1"])).toMatchObject({
      limiter: "sliding",
      limits: { search: 2, add: 1 }
    })
    expect(optionsOf([])).not.toHaveProperty("limiter")
  })

  it.each([
    [["--limiter", "leaky"], '--limiter takes one of off, fixed, sliding, bucket, concurrency, not "leaky"'],
    [["--limits", "search"], '"search" is none'],
    [["--limits", "search=0"], '"search=0" is none'],
    [["--limits", "search=1,add=1,search=2"], "--limits names the class search twice"],
    [["--limits", "searches=1"], "of the classes add, delete, update, search, detail"]
  ])("refuse %j in a sentence", (args, sentence) => {
    expect(optionsOf(args)).toEqual({ kind: "wrong", message: expect.stringContaining(sentence) })
  })
})
