import { describe, expect, it } from "vitest"
import { InvalidEndpointError, parseServiceEndpoint } from "../src/index.ts"

describe("endpoint of the service", () => {
  it.each([
    ["imagesearch.cn-shanghai.aliyuncs.com", { protocol: "https", region: "cn-shanghai", network: "public" }],
    ["http://imagesearch-vpc.cn-beijing.aliyuncs.com/", { protocol: "http", region: "cn-beijing", network: "vpc" }],
    ["imagesearch.ap-south-1.aliyuncs.com:8443", { region: "ap-south-1", network: "public" }],
    ["http://127.0.0.1:8080", { region: undefined, network: "custom" }],
    ["https://proxy.example", { region: undefined, network: "custom" }]
  ])("reads %s", (text, expected) => {
    expect(parseServiceEndpoint(text)).toMatchObject(expected)
  })

  it.each([
    ["ecs.cn-shanghai.aliyuncs.com", "its host belongs to another product"],
    ["oss-cn-shanghai.aliyuncs.com", "its host belongs to another product"],
    ["imagesearch.cn-shangai.aliyuncs.com", 'there is no region "cn-shangai", did you mean cn-shanghai'],
    ["https://imagesearch.cn-shanghai.aliyuncs.com/v2/image", "it has a path"]
  ])("refuses %s: %s", (text, why) => {
    expect(() => parseServiceEndpoint(text)).toThrow(InvalidEndpointError)
    expect(() => parseServiceEndpoint(text)).toThrow(why)
  })

  it("refuses a VPC host of another region than the configured one, with the reason", () => {
    const vpc = "imagesearch-vpc.cn-shanghai.aliyuncs.com"
    expect(parseServiceEndpoint(vpc, "cn-shanghai").network).toBe("vpc")
    expect(() => parseServiceEndpoint(vpc, "cn-hangzhou")).toThrow(
      "it is the VPC host of cn-shanghai, and the configured region is cn-hangzhou; cross-region VPC calls fail"
    )
  })
})
