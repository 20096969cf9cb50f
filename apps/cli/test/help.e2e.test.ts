import { describe, expect, it } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { runCli } from "./runCli.ts"

const commands = ["search picture", "search name", "image add", "image delete", "instance show", "regions"]

describe("help", () => {
  it("of the root names the variables and the exit codes, and what was never verified", async () => {
    const { code, stdout, stderr } = await runCli(["--help"])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    for (const name of [
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "IMAGESEARCH_ENDPOINT",
      "EXIT CODES",
      "Not verified on the live service: tried against the emulator."
    ]) {
      expect(stdout).toContain(name)
    }
  })

  it("is what the bare command prints", async () => {
    const [bare, asked] = await Promise.all([runCli([]), runCli(["--help"])])
    expect(bare).toEqual(asked)
  })

  it.each(commands)("of %s fits 80 cells and has an example of it", async (command) => {
    const { code, stdout } = await runCli([...command.split(" "), "--help"])
    expect(code).toBe(0)
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(new RegExp(`EXAMPLES\n  imagesearch ${command}`))
  })
})

describe("the version", () => {
  it("is that of the package, and nothing else", async () => {
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" })
  })
})

describe("completions", () => {
  it.each(["bash", "zsh", "fish", "powershell"])("are a script for %s that knows the commands", async (shell) => {
    const { code, stdout, stderr } = await runCli(["--completions", shell])
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toContain("imagesearch")
    expect(stdout).toContain("regions")
  })
})

describe("imagesearch regions", () => {
  it("lists the eight regions without any setting, as a table and as JSON", async () => {
    const [text, json] = await Promise.all([runCli(["regions"]), runCli(["regions", "--json"])])
    expect(text.stdout.trimEnd().split("\n")).toHaveLength(9)
    expect(text.stdout).toContain("imagesearch-vpc.eu-central-1.aliyuncs.com")
    const { regions } = JSON.parse(json.stdout)
    expect(regions).toHaveLength(8)
    expect(Object.keys(regions[0])).toEqual(["id", "name", "endpoint", "vpcEndpoint"])
  })
})
