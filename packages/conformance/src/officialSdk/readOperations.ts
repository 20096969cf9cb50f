/**
 * The operations of the installed official SDK, read from what it publishes: the generated client for places, the
 * model classes for names and types, their declarations for what is required.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

export interface OfficialParameter {
  /** The wire's name. */
  readonly name: string
  readonly place: "query" | "form"
  /** As JavaScript knows it. */
  readonly type: string
  /** Undefined for AuthorizeFileUpload, of which nothing is declared. */
  readonly required: boolean | undefined
}

export interface OfficialOperation {
  readonly name: string
  readonly version: string
  readonly method: string
  readonly path: string
  readonly style: string
  readonly parameters: readonly OfficialParameter[]
}

interface Model {
  readonly names: () => Readonly<Record<string, string>>
  readonly types: () => Readonly<Record<string, unknown>>
}

const require = createRequire(import.meta.url)
const main = require.resolve("@alicloud/imagesearch20201214")
// Generated classes with static members; a class that is absent is an error of `parameterOf`.
const models = require(main) as Readonly<Record<string, Model | undefined>>

/** Version of the installed package. */
export const officialVersion = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(main), "../package.json"), "utf8"))
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : ""
}

/** Every operation that it calls, AuthorizeFileUpload included. Throws when the source is written otherwise. */
export const readOfficialOperations = (): readonly OfficialOperation[] => {
  const source = readFileSync(main, "utf8")
  const bodies = [...source.matchAll(/async \w+WithOptions\(request, runtime\) \{([\s\S]*?)\n {4}\}\n/g)]
  return [...bodies.map(([, body = ""]) => readOperation(body)), readAuthorization(source)]
}

const readOperation = (body: string): OfficialOperation => {
  const name = literal(body, "action")
  const inPlace = (place: "query" | "form", variable: string): readonly OfficialParameter[] =>
    [...body.matchAll(new RegExp(String.raw`${variable}\["(\w+)"\] = request\.(\w+)`, "g"))].map(
      ([, wire = "", member = ""]) => parameterOf({ operation: name, wire, member, place })
    )
  return { ...readParams(body), name, parameters: [...inPlace("query", "query"), ...inPlace("form", "body")] }
}

const parameterOf = ({
  operation,
  wire,
  member,
  place
}: {
  readonly operation: string
  readonly wire: string
  readonly member: string
  readonly place: "query" | "form"
}): OfficialParameter => {
  const model = models[`${operation}Request`]
  if (model?.names()[member] !== wire) throw new Error(`the model of ${operation} does not name ${wire}`)
  return { name: wire, place, type: String(model.types()[member]), required: isRequired(operation, member) }
}

/** The declarations say so in the comment above the member, as their own last sentence. */
const isRequired = (operation: string, member: string): boolean => {
  const declaration = readFileSync(join(dirname(main), `models/${operation}Request.d.ts`), "utf8")
  const comment = new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s+${member}\?:`).exec(declaration)?.[1]
  if (comment === undefined) throw new Error(`the declaration of ${operation} has no comment on ${member}`)
  return comment.includes("This parameter is required.")
}

/** The upload's first hop stands inside the Advance methods, without a model. */
const readAuthorization = (source: string): OfficialOperation => {
  const parameters = /let authRequest = \{([\s\S]*?)\};/.exec(source)?.[1]
  const params = /let authParams = [\s\S]*?\}\);/.exec(source)?.[0]
  if (parameters === undefined || params === undefined) throw new Error("the SDK's upload is written otherwise")
  return {
    ...readParams(params),
    name: literal(params, "action"),
    parameters: [...parameters.matchAll(/(\w+): /g)].map(([, name = ""]) => ({
      name,
      place: "query",
      type: "string",
      required: undefined
    }))
  }
}

const readParams = (text: string) => ({
  version: literal(text, "version"),
  method: literal(text, "method"),
  path: literal(text, "pathname"),
  style: literal(text, "style")
})

const literal = (text: string, member: string): string => {
  const value = new RegExp(`${member}: "([^"]*)"`).exec(text)?.[1]
  if (value === undefined) throw new Error(`the SDK's source has no ${member} where it should stand`)
  return value
}
