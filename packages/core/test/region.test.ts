import { describe, expect, it } from "vitest"
import {
  endpointHosts,
  findRegion,
  getRegion,
  openPlatformEndpoint,
  regions,
  UnknownRegionError
} from "../src/index.ts"

describe("region table", () => {
  it("holds the eight regions of the service's page, in its order", () => {
    expect(regions.map((region) => [region.id, region.name, region.transferBucket])).toEqual([
      ["cn-hangzhou", "China (Hangzhou)", "hangzhou-imagesearch-transfer-station"],
      ["cn-shanghai", "China (Shanghai)", "sh-imagesearch-transfer-station"],
      ["cn-beijing", "China (Beijing)", "bj-imagesearch-transfer-station"],
      ["cn-shenzhen", "China (Shenzhen)", "sz-imagesearch-transfer-station"],
      ["ap-southeast-1", "Asia-Pacific SE 1 (Singapore)", "sg-imagesearch-transfer-station-new"],
      ["cn-hongkong", "China (Hong Kong)", "hk-imagesearch-transfer-station"],
      ["ap-northeast-1", "Asia-Pacific NE 1 (Tokyo)", "jp-imagesearch-transfer-station"],
      ["eu-central-1", "Europe Central 1 (Frankfurt)", "de-imagesearch-transfer-station"]
    ])
  })

  it.each(regions)("names the hosts of $id by the service's rule", (region) => {
    expect(region.endpoint).toBe(`imagesearch.${region.id}.aliyuncs.com`)
    expect(region.vpcEndpoint).toBe(`imagesearch-vpc.${region.id}.aliyuncs.com`)
    expect(region.ossEndpoint).toBe(`oss-${region.id}.aliyuncs.com`)
    expect(region.ossInternalEndpoint).toBe(`oss-${region.id}-internal.aliyuncs.com`)
  })

  it("lets an account of the China site pick four of them", () => {
    expect(
      regions
        .filter((region) => region.inChinaSiteConsole)
        .map((region) => region.id)
        .toSorted()
    ).toEqual(["cn-beijing", "cn-hangzhou", "cn-shanghai", "cn-shenzhen"])
  })

  it("orders the hosts of a network, the VPC's first", () => {
    const shanghai = getRegion("cn-shanghai")
    expect(endpointHosts(shanghai, "public")).toEqual(["imagesearch.cn-shanghai.aliyuncs.com"])
    expect(endpointHosts(shanghai, "vpc")).toEqual(["imagesearch-vpc.cn-shanghai.aliyuncs.com"])
    expect(endpointHosts(shanghai, "both")).toEqual([
      "imagesearch-vpc.cn-shanghai.aliyuncs.com",
      "imagesearch.cn-shanghai.aliyuncs.com"
    ])
  })

  it("names the nearest ids of one that does not exist", () => {
    expect(findRegion("cn-shanghia")).toBeUndefined()
    expect(() => getRegion("cn-shanghia")).toThrow(UnknownRegionError)
    expect(() => getRegion("cn-shanghia")).toThrow('There is no region "cn-shanghia". Did you mean cn-shanghai or')
    expect(() => getRegion("eu-central")).toThrow("Did you mean eu-central-1")
  })

  it("has one host that authorizes uploads", () => {
    expect(openPlatformEndpoint).toBe("openplatform.aliyuncs.com")
  })
})
