import { describe, expect, it } from "vitest"
import { checkPermission } from "../../src/auth/permission.ts"
import { startEmulator } from "../../src/index.ts"
import { KEY, send } from "../client.ts"
import { sign } from "../signing.ts"

const refusalOf = (action: string, actions: readonly string[] | undefined): unknown => {
  try {
    checkPermission({ id: "reader", actions }, action)
    return "allowed"
  } catch (error) {
    return error
  }
}

describe("the permission of a key", () => {
  it("is everything without a list, and else what the list names", () => {
    expect(refusalOf("AddImage", undefined)).toBe("allowed")
    expect(refusalOf("AddImage", ["Detail", "AddImage"])).toBe("allowed")
    expect(refusalOf("AddImage", ["Detail"])).toMatchObject({ code: "NoPermission" })
  })

  it.each([
    ["AddImage", "NoPermission"],
    ["SearchImageByPic", "NoPermission"],
    ["SearchItem", "NoPermission"],
    ["Detail", "Console.NoPermission"],
    ["IncreaseInstance", "Console.NoPermission"],
    ["AuthorizeFileUpload", "NoPermission"]
  ])("is denied for %s by the documented code %s", (action, code) => {
    expect(refusalOf(action, [])).toMatchObject({ code, status: 403 })
  })

  it("is explained in the answer as RAM explains it", async () => {
    const reader = { accessKeyId: "reader", accessKeySecret: "r", actions: ["Detail"] }
    await using emulator = await startEmulator({ ...KEY, keys: [reader] })
    const calling = (action: string) =>
      send(
        emulator.url,
        sign(reader, {
          method: "POST",
          host: new URL(emulator.url).host,
          action,
          version: "2020-12-14",
          query: { InstanceName: emulator.instance },
          form: undefined
        })
      )
    expect((await calling("Detail")).status).toBe(200)
    expect(await calling("DeleteImage")).toMatchObject({
      status: 403,
      body: {
        Code: "NoPermission",
        Message: "You are not authorized to perform this operation.",
        AccessDeniedDetail: {
          AuthAction: "imagesearch:DeleteImage",
          AuthPrincipalDisplayName: "reader",
          AuthPrincipalType: "SubUser",
          NoPermissionType: "ImplicitDeny"
        }
      }
    })
  })
})
