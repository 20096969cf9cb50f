/** Nobody who moves searches in vain: the guide for it names whatever the official SDK has. */
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { dara, openApi, sdk } from "./officialClient.ts"

interface Model {
  readonly names: () => Readonly<Record<string, string>>
}

const guide = readFileSync(new URL("../../../../docs/migrate-from-official-sdk.md", import.meta.url), "utf8")
/** Words that stand as code outside the blocks. */
const words = new Set(
  [...guide.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`[^`\n]+`/g)].flatMap(([code]) => code.match(/\w+/g) ?? [])
)

const unnamed = (names: readonly string[]): readonly string[] => names.filter((name) => !words.has(name))
const namesOf = (model: Model): readonly string[] => Object.keys(model.names())

/** Fields that stand in the guide as a range, `intAttr` to `intAttr4`. */
const inRange = new Set(["intAttr2", "intAttr3", "strAttr2", "strAttr3"])

describe("the guide for moving names", () => {
  it("every option of Config and RuntimeOptions", () => {
    expect(unnamed(namesOf(openApi.$OpenApiUtil.Config))).toEqual([])
    expect(unnamed(namesOf(dara.RuntimeOptions))).toEqual([])
  })

  it("every operation, in each form but the one with options", () => {
    const methods = Object.getOwnPropertyNames(sdk.default.prototype).filter(
      (name) => sdk[`${name.charAt(0).toUpperCase()}${name.slice(1)}Request` as keyof typeof sdk] !== undefined
    )
    expect(methods).toHaveLength(17)
    expect(unnamed(methods)).toEqual([])
  })

  it("every field of their requests", () => {
    const models = Object.entries(sdk).filter(([name]) => name.endsWith("Request"))
    expect(models).toHaveLength(17)
    // Each of them is a model, as its name says.
    const fields = models.flatMap(([, model]) => namesOf(model as unknown as Model))
    const inFull = fields.filter((field) => !inRange.has(field))
    expect(unnamed(inFull)).toEqual([])
  })
})
