import { describe, expect, it } from "vitest"
import { flagOf } from "../src/flagNames.ts"

describe("flagOf", () => {
  it("names the flag or argument that a person typed for a field of the client", () => {
    expect(flagOf("scoreThreshold", "SearchImageByPic")).toBe("--min-score")
    expect(flagOf("region.x1", "AddImage")).toBe("--subject")
    expect(flagOf("strAttr2", "AddImage")).toBe("--str-attr2")
    expect(flagOf("picName", "AddImage")).toBe("--name")
    expect(flagOf("picName", "SearchImageByName")).toBe("<pic>")
  })
})
