import { describe, expect, it } from "vitest"
import {
  endpointHosts,
  getRegion,
  MissingEndpointError,
  openPlatformEndpoint,
  ossHost,
  uploadHost
} from "../src/index.ts"

const shanghai = getRegion("cn-shanghai")
const sydney = getRegion("ap-southeast-2")

describe("API hosts", () => {
  it("come by network, the VPC's first", () => {
    const [publicHost, vpcHost] = ["imagesearch.cn-shanghai.aliyuncs.com", "imagesearch-vpc.cn-shanghai.aliyuncs.com"]
    expect(endpointHosts(shanghai, "public")).toEqual([publicHost])
    expect(endpointHosts(shanghai, "vpc")).toEqual([vpcHost])
    expect(endpointHosts(shanghai, "both")).toEqual([vpcHost, publicHost])
  })

  it("of a legacy region are public only", () => {
    expect(endpointHosts(sydney, "both")).toEqual(["imagesearch.ap-southeast-2.aliyuncs.com"])
    expect(() => endpointHosts(sydney, "vpc")).toThrow(MissingEndpointError)
    expect(() => endpointHosts(sydney, "vpc")).toThrow("ap-southeast-2 has no VPC endpoint; use its public endpoint")
  })

  it("that authorize uploads are one for all regions", () => {
    expect(openPlatformEndpoint).toBe("openplatform.aliyuncs.com")
  })
})

describe("hosts of the object store", () => {
  it.each([
    ["public", "oss-cn-shanghai.aliyuncs.com"],
    ["internal", "oss-cn-shanghai-internal.aliyuncs.com"],
    ["accelerate", "oss-accelerate.aliyuncs.com"]
  ] as const)("for the endpoint type %s are %s", (endpointType, host) => {
    expect(ossHost(shanghai, endpointType)).toBe(host)
  })

  it("are not documented for a legacy region", () => {
    expect(() => ossHost(sydney, "public")).toThrow(MissingEndpointError)
  })

  it.each([
    ["public", true, "b.oss-cn-shanghai.localhost:8080"],
    ["internal", true, "b.oss-cn-shanghai-internal.localhost:8080"],
    ["accelerate", true, "b.oss-accelerate.aliyuncs.com"],
    ["accelerate", false, "b.oss-cn-shanghai.localhost:8080"]
  ] as const)("of an upload by %s, accelerated: %s, are %s", (endpointType, useAccelerate, host) => {
    expect(uploadHost({ bucket: "b", endpoint: "oss-cn-shanghai.localhost:8080", useAccelerate }, endpointType)).toBe(
      host
    )
  })
})
