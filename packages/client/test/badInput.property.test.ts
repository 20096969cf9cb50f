/**
 * Whatever stands in a field of an operation: what does not fit its documented bounds is refused by the name of the
 * field, with nothing sent and nothing changed. The bounds are those of core's table of parameters, which the schemas do
 * not read.
 */
import { operation, parametersOf, type OperationName, type Parameter } from "@imagesearch/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ImageSearchError, type ImageSearchClient } from "../src/promise.ts"
import { documented } from "./support/documented.ts"
import { disc } from "./support/picture.ts"

const named = { productId: "p", picName: "n" }
const integers = { intAttr: 1, intAttr2: 2, intAttr3: 3, intAttr4: 4 }
const attributes = { ...integers, strAttr: "a", strAttr2: "b", strAttr3: "c", strAttr4: "d" }
const subject = { categoryId: 3, crop: true, region: { x1: 40, x2: 120, y1: 40, y2: 120 } }
const window = { num: 5, start: 2, filter: "int_attr>0", distinctProductId: true, scoreThreshold: 0.25 }
const page = { id: "500", pageNumber: 1, pageSize: 10 }

type Method = (input: object) => Promise<unknown>

interface Row {
  readonly call: (client: ImageSearchClient) => Method
  /** Fits, and has every field; two where fields exclude each other. */
  readonly inputs: readonly object[]
}

/** A method that takes whatever a program without types may give it. */
const untyped = (method: (input: never) => Promise<unknown>): Method => method as Method

const rows: { readonly [Name in Exclude<OperationName, "AuthorizeFileUpload" | "Detail" | "DumpMeta">]: Row } = {
  AddImage: {
    call: ({ addImage }) => untyped(addImage),
    inputs: [{ ...named, picture: disc(), ...subject, customContent: "x", ...attributes }]
  },
  UpdateImage: {
    call: ({ updateImage }) => untyped(updateImage),
    inputs: [{ ...named, customContent: "x", ...attributes }]
  },
  DeleteImage: { call: ({ deleteImage }) => untyped(deleteImage), inputs: [named, { filter: "int_attr=1" }] },
  SearchImageByPic: {
    call: ({ byPicture }) => untyped(byPicture),
    inputs: [{ picture: disc(), ...subject, ...window }]
  },
  SearchImageByName: { call: ({ byName }) => untyped(byName), inputs: [{ ...named, categoryId: 3, ...window }] },
  SearchImageByText: { call: ({ byText }) => untyped(byText), inputs: [{ text: "shoe", ...window }] },
  SearchImageByFilter: {
    call: ({ byFilter }) => untyped(byFilter),
    inputs: [{ filter: "int_attr>0", num: 5, start: 2 }]
  },
  CompareSimilarByImage: {
    call: ({ compare }) => untyped(compare),
    inputs: [{ primary: disc(), secondary: disc({ radius: 30 }) }]
  },
  CheckImageExists: { call: ({ exists }) => untyped(exists), inputs: [named] },
  DumpMetaList: { call: ({ listExports }) => untyped(listExports), inputs: [page] },
  IncreaseInstance: {
    call: ({ startBatch }) => untyped(startBatch),
    inputs: [{ bucketName: "b", path: "/a", callbackAddress: "https://x.example/" }]
  },
  IncreaseList: { call: ({ listBatches }) => untyped(listBatches), inputs: [{ ...page, bucketName: "b", path: "/a" }] }
}

/** What this client calls a parameter; undefined for those that it fills in itself. */
const fieldOf = (name: string): string | undefined => {
  if (name === "InstanceName" || name === "IsDeleteByFilter") return undefined
  const field = name.charAt(0).toLowerCase() + name.slice(1)
  return { picContent: "picture", primaryPicContent: "primary", secondaryPicContent: "secondary" }[field] ?? field
}

const notText = fc.oneof(
  fc.constantFrom(null, true, 5, Number.NaN, 5n, Symbol("p"), () => "p"),
  fc.array(fc.string()),
  fc.dictionary(fc.string(), fc.string()),
  fc.uint8Array()
)
const notNumber = fc.oneof(
  fc.string(),
  fc.constantFrom(null, false, 5n, "5", [5], { value: 5 }, Number.NaN, Infinity, -Infinity)
)
const tooLong = (most: number) => fc.integer({ min: most + 1, max: most + 300 }).map((length) => "x".repeat(length))

/** Values that a parameter must not have, by what core knows of it. */
const unfit = (field: string, parameter: Parameter): fc.Arbitrary<unknown> => {
  const { type, min, max, maxLength, without, required } = parameter
  if (field === "region") return unfitRegion
  if (parameter.enum !== undefined)
    return fc.oneof(
      notNumber,
      fc.integer().filter((id) => !isListed(parameter, id))
    )
  switch (type) {
    case "boolean":
      return fc.oneof(fc.string(), fc.constantFrom(null, 0, 1, "true", []))
    case "int32":
      return fc.oneof(
        notNumber,
        fc.double({ noInteger: true, noNaN: true }),
        fc.double({ min: (max ?? 2 ** 31 - 1) + 1, noNaN: true }),
        fc.double({ max: (min ?? -(2 ** 31)) - 1, noNaN: true })
      )
    case "int64":
      return fc.oneof(notText, fc.constantFrom("", "five", "-1", "1.5", "12345678901234567890", " 5"))
    case "decimal":
      return fc.oneof(notNumber, fc.constantFrom(0.123, -0.01, 1.01), fc.double({ min: 1.0001, noNaN: true }))
    case "url":
    case "base64":
      return fc.constantFrom<unknown>(null, true, 5, {}, "", "nowhere.jpg", new Uint8Array(), Buffer.from("no picture"))
    case "string":
      return fc.oneof(
        notText,
        fc.constantFrom("a\ud800b", "\udfff"),
        ...(maxLength === undefined ? [] : [tooLong(maxLength)]),
        ...(without === undefined ? [] : [fc.constantFrom(...without.split("")).map((mark) => `a${mark}b`)]),
        ...(required ? [fc.constant("")] : [])
      )
  }
}

const isListed = ({ enum: values = [] }: Parameter, id: number): boolean => values.includes(id)

const edge = fc.integer({ min: 0, max: 500 })
const unfitRegion = fc.oneof(
  fc.constantFrom<unknown>(null, "1,2,3,4", [1, 2, 3, 4], {}),
  fc.record({ x1: edge, x2: edge, y1: edge, y2: edge }).filter(({ x1, x2, y1, y2 }) => x1 >= x2 || y1 >= y2),
  fc.constantFrom({ x1: -1, x2: 2, y1: 0, y2: 2 }, { x1: 0, x2: 2.5, y1: 0, y2: 2 }, { x1: 0, x2: 2, y1: 0 }),
  fc.constant({ x1: 0, x2: 2, y1: 0, y2: 2, unit: "px" })
)

const failureOf = async (promise: Promise<unknown>): Promise<ImageSearchError> => {
  const error: unknown = await promise.then(
    () => "it succeeded",
    (reason: unknown) => reason
  )
  if (!(error instanceof ImageSearchError)) throw new Error(`expected an ImageSearchError, got ${String(error)}`)
  return error
}

const isAbout = (field: string, { reason }: ImageSearchError): boolean =>
  reason._tag === "InvalidPicture" ||
  (reason._tag === "InvalidInput" && reason.issues.some((one) => one.field.split(".")[0] === field))

const operations = Object.keys(rows) as ReadonlyArray<keyof typeof rows> // its keys are the names

describe.each(operations)("%s", (name) => {
  const { call, inputs } = rows[name]
  const fields = parametersOf(operation(name)).flatMap((parameter) => {
    const field = fieldOf(parameter.name)
    return field === undefined ? [] : [{ field, parameter }]
  })

  it("has a field for each documented parameter", () => {
    const known = inputs.flatMap((input) => Object.keys(input))
    expect(known.toSorted()).toEqual(fields.map(({ field }) => field).toSorted())
  })

  it.each(fields)("refuses what does not fit $field by its name, sends nothing and changes nothing", async (row) => {
    const { client, requests } = await documented({})
    const valid = inputs.find((input) => row.field in input) ?? {}
    await fc.assert(
      fc.asyncProperty(unfit(row.field, row.parameter), async (value) => {
        const input = Object.freeze({ ...valid, [row.field]: value })
        const error = await failureOf(call(client)(input))
        expect(isAbout(row.field, error), error.message).toBe(true)
        expect(error.operation).toBe(name)
        expect(input).toEqual({ ...valid, [row.field]: value })
        expect(requests).toEqual([])
      }),
      { numRuns: 40 }
    )
  })

  it("names every field that does not fit at once, and the one that is required and missing", async () => {
    const { client, requests } = await documented({})
    for (const input of inputs) {
      const all = Object.fromEntries(Object.keys(input).map((field) => [field, Symbol(field)]))
      const { reason } = await failureOf(call(client)(all))
      const told = reason._tag === "InvalidInput" ? reason.issues.map(({ field }) => field) : []
      expect(told.toSorted()).toEqual(Object.keys(input).toSorted())
    }
    for (const { field, parameter } of fields.filter((one) => one.parameter.required)) {
      const { [field]: _, ...rest } = Object.assign({}, ...inputs) as Readonly<Record<string, unknown>> // one input
      expect(isAbout(field, await failureOf(call(client)(rest))), parameter.name).toBe(true)
    }
    expect(requests).toEqual([])
  })

  it("refuses whatever is no input at all, and a field that it does not have", async () => {
    const { client, requests } = await documented({})
    const junk = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })
    const [valid] = inputs
    await fc.assert(
      fc.asyncProperty(fc.oneof(junk.filter(isNoObject), fc.constant({ ...valid, unheard: 1 })), async (input) => {
        const { reason } = await failureOf(call(client)(input as object))
        expect(reason._tag).toBe("InvalidInput")
        expect(requests).toEqual([])
      })
    )
  })
})

/** An object may be an input, and undefined may stand for one that can be left out. */
const isNoObject = (value: unknown): boolean => value !== undefined && (typeof value !== "object" || value === null)

describe("options", () => {
  it.each([
    ["timeout", { timeout: -1 }],
    ["timeout", { timeout: Number.NaN }],
    ["timeout", { timeout: "5 sec" }],
    ["timeout", { timeout: {} }],
    ["retry.attempts", { retry: { attempts: Number.NaN } }],
    ["retry.attempts", { retry: { attempts: 0 } }],
    ["retry.attempts", { retry: { attempts: "2" } }],
    ["retry.budget", { retry: { budget: "mine" } }]
  ])("%s is refused by its name in %j", async (field, options) => {
    const { client, requests } = await documented({})
    const error = await failureOf(client.detail(options as object))
    expect(error.reason).toMatchObject({ _tag: "InvalidInput", issues: [{ field }] })
    expect(requests).toEqual([])
  })
})
