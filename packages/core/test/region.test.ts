import { describe, expect, it } from "vitest"
import { findRegion, getRegion, isLegacyRegion, legacyRegions, regions, UnknownRegionError } from "../src/index.ts"

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

  it("knows two regions that only the official SDK lists, and warns of them", () => {
    expect(legacyRegions.map(({ id, endpoint }) => [id, endpoint])).toEqual([
      ["ap-southeast-2", "imagesearch.ap-southeast-2.aliyuncs.com"],
      ["ap-south-1", "imagesearch.ap-south-1.aliyuncs.com"]
    ])
    for (const region of legacyRegions) {
      expect(getRegion(region.id)).toBe(region)
      expect(isLegacyRegion(region)).toBe(true)
      expect(region.warning).toContain("official SDK only")
    }
    expect(regions.some(isLegacyRegion)).toBe(false)
  })

  it("names the nearest ids of one that does not exist", () => {
    expect(findRegion("cn-shanghia")).toBeUndefined()
    expect(() => getRegion("cn-shanghia")).toThrow(UnknownRegionError)
    expect(() => getRegion("cn-shanghia")).toThrow('There is no region "cn-shanghia". Did you mean cn-shanghai or')
    expect(() => getRegion("eu-central")).toThrow("Did you mean eu-central-1")
    expect(() => getRegion(undefined as never)).toThrow(UnknownRegionError)
  })
})
