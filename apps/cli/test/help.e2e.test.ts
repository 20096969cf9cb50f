import { describe, expect, it } from "vitest"
import manifest from "../package.json" with { type: "json" }
import { runCli } from "./runCli.ts"

const commands = [
  "search picture",
  "search name",
  "search text",
  "image add",
  "image delete",
  "instance show",
  "regions",
  "endpoints",
  "whitelist"
]

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
    expect(text.stdout.trimEnd().split("\n")).toHaveLength(11)
    expect(text.stdout).toContain("Only the official SDK still lists ap-southeast-2 and ap-south-1.")
    expect(text.stdout).toContain("imagesearch-vpc.eu-central-1.aliyuncs.com")
    const { regions } = JSON.parse(json.stdout)
    expect(regions).toHaveLength(8)
    expect(Object.keys(regions[0])).toEqual(["id", "name", "endpoint", "vpcEndpoint", "inChinaSiteConsole"])
  })
})

describe("imagesearch endpoints", () => {
  it("shows the hosts of a region, the VPC's first", async () => {
    const [text, json] = await Promise.all([
      runCli(["endpoints", "cn-shanghai"]),
      runCli(["endpoints", "cn-shanghai", "--network", "public", "--json"])
    ])
    expect(text.stdout.indexOf("imagesearch-vpc.cn-shanghai")).toBeLessThan(
      text.stdout.indexOf("imagesearch.cn-shanghai")
    )
    expect(JSON.parse(json.stdout)).toEqual({
      region: "cn-shanghai",
      network: "public",
      endpoints: ["imagesearch.cn-shanghai.aliyuncs.com"],
      openPlatformEndpoint: "openplatform.aliyuncs.com",
      uploadHosts: ["sh-imagesearch-transfer-station.oss-cn-shanghai.aliyuncs.com"],
      warning: null
    })
  })

  it("warns of a legacy region, and refuses a VPC host that it does not have", async () => {
    const legacy = await runCli(["endpoints", "ap-south-1"])
    expect(legacy).toMatchObject({ code: 0, stderr: expect.stringContaining("listed by the official SDK only") })
    const vpc = await runCli(["endpoints", "ap-south-1", "--network", "vpc"])
    expect(vpc).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("ap-south-1 has no VPC endpoint")
    })
  })

  it("names the nearest ids of a region that does not exist", async () => {
    const { code, stdout, stderr } = await runCli(["endpoints", "cn-shangai"])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain('There is no region "cn-shangai". Did you mean cn-shanghai or')
  })
})

describe("imagesearch whitelist", () => {
  it("lists three domains for each of the eight regions, or for those that are named", async () => {
    const [all, two] = await Promise.all([
      runCli(["whitelist"]),
      runCli(["whitelist", "--region", "cn-shanghai,cn-beijing", "--network", "vpc", "--json"])
    ])
    expect(all.stdout.trimEnd().split("\n")).toHaveLength(1 + 8 * 3)
    const { whitelist } = JSON.parse(two.stdout)
    expect(
      whitelist.map(({ region, domains }: { region: string; domains: string[] }) => [region, domains.length])
    ).toEqual([
      ["cn-shanghai", 5],
      ["cn-beijing", 5]
    ])
  })
})
