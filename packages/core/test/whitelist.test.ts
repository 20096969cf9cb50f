import { expect, it } from "vitest"
import { regions, whitelist } from "../src/index.ts"

it("lists three domains a region, in the order of the service's page", () => {
  expect(whitelist(regions, "public").map(({ region, domains }) => `${region}: ${domains.join(" ")}`)).toEqual([
    "cn-hangzhou: openplatform.aliyuncs.com hangzhou-imagesearch-transfer-station.oss-cn-hangzhou.aliyuncs.com imagesearch.cn-hangzhou.aliyuncs.com",
    "cn-shanghai: openplatform.aliyuncs.com sh-imagesearch-transfer-station.oss-cn-shanghai.aliyuncs.com imagesearch.cn-shanghai.aliyuncs.com",
    "cn-beijing: openplatform.aliyuncs.com bj-imagesearch-transfer-station.oss-cn-beijing.aliyuncs.com imagesearch.cn-beijing.aliyuncs.com",
    "cn-shenzhen: openplatform.aliyuncs.com sz-imagesearch-transfer-station.oss-cn-shenzhen.aliyuncs.com imagesearch.cn-shenzhen.aliyuncs.com",
    "ap-southeast-1: openplatform.aliyuncs.com sg-imagesearch-transfer-station-new.oss-ap-southeast-1.aliyuncs.com imagesearch.ap-southeast-1.aliyuncs.com",
    "cn-hongkong: openplatform.aliyuncs.com hk-imagesearch-transfer-station.oss-cn-hongkong.aliyuncs.com imagesearch.cn-hongkong.aliyuncs.com",
    "ap-northeast-1: openplatform.aliyuncs.com jp-imagesearch-transfer-station.oss-ap-northeast-1.aliyuncs.com imagesearch.ap-northeast-1.aliyuncs.com",
    "eu-central-1: openplatform.aliyuncs.com de-imagesearch-transfer-station.oss-eu-central-1.aliyuncs.com imagesearch.eu-central-1.aliyuncs.com"
  ])
})

it("adds the hosts of a VPC deployment after them", () => {
  const [shanghai] = whitelist(
    regions.filter(({ id }) => id === "cn-shanghai"),
    "vpc"
  )
  expect(shanghai?.domains.slice(3)).toEqual([
    "sh-imagesearch-transfer-station.oss-cn-shanghai-internal.aliyuncs.com",
    "imagesearch-vpc.cn-shanghai.aliyuncs.com"
  ])
})
