/**
 * Objects of `zod/mini` with the compiled readers of `zod`: each call checks an input and an answer, and compiled code
 * does that several times faster. `zod` as a whole would bring 70 kB more into a program. ADR 0027 has the figures.
 */
import * as z from "zod/mini"
import { ZodMiniObject, ZodMiniOptional } from "zod/mini"
// By name: a bundler that meets `z.core` as a value keeps the whole of it.
import { $constructor, $ZodObjectJIT } from "zod/v4/core"

/** An object that may have more fields than these, which it keeps. */
export const looseObject = <const Shape extends z.core.$ZodLooseShape>(shape: Shape): Loose<Shape> =>
  new CompiledObject({ type: "object", shape, catchall: z.unknown() }) as Loose<Shape> // as `z.looseObject` says it

/** An object that has no fields but these. */
export const strictObject = <const Shape extends z.core.$ZodLooseShape>(shape: Shape): Strict<Shape> =>
  new CompiledObject({ type: "object", shape, catchall: z.never() }) as Strict<Shape> // as `z.strictObject` says it

/**
 * `z.optional` that reads a plain text, number or boolean in one step in place of two: an answer of ten hits has over a
 * hundred such fields. Any other schema is read as `z.optional` reads it.
 */
export const optional = <Schema extends z.core.$ZodType>(innerType: Schema): z.ZodMiniOptional<Schema> =>
  new CompiledOptional({ type: "optional", innerType }) as z.ZodMiniOptional<Schema> // as `z.optional` says it

type Loose<Shape extends z.core.$ZodLooseShape> = ReturnType<typeof z.looseObject<Shape>>
type Strict<Shape extends z.core.$ZodLooseShape> = ReturnType<typeof z.strictObject<Shape>>

const CompiledObject: $constructor<z.ZodMiniObject> = /* @__PURE__ */ $constructor(
  "CompiledObject",
  (object, definition) => {
    ZodMiniObject.init(object, definition)
    $ZodObjectJIT.init(object, definition)
  }
)

const CompiledOptional: $constructor<z.ZodMiniOptional> = /* @__PURE__ */ $constructor(
  "CompiledOptional",
  (field, definition) => {
    ZodMiniOptional.init(field, definition)
    const { type, checks = [] } = definition.innerType._zod.def
    const isValue = checks.length === 0 ? plainValues.get(type) : undefined
    if (isValue === undefined) return
    const inTwoSteps = field._zod.parse.bind(field._zod)
    field._zod.parse = (payload, context) =>
      payload.value === undefined || isValue(payload.value) ? payload : inTwoSteps(payload, context)
  }
)

/** What zod takes for a value of each plain type. */
const plainValues: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["string", (value: unknown) => typeof value === "string"],
  ["number", Number.isFinite],
  ["boolean", (value: unknown) => typeof value === "boolean"]
])
