/** What the official SDK and our own rows say differently of the same operations. */
import type { Operation, Parameter, ParameterType } from "@imagesearch/core"
import type { OfficialOperation, OfficialParameter } from "./readOperations.ts"

export interface OwnOperation extends Pick<Operation, "method" | "path" | "style"> {
  readonly name: string
  readonly version: string
  readonly parameters: ReadonlyArray<Pick<Parameter, "name" | "place" | "required" | "type">>
}

/** One sentence for each difference, beginning with `Operation` or `Operation.Parameter`. */
export const compareOperations = (
  own: readonly OwnOperation[],
  official: readonly OfficialOperation[]
): readonly string[] => {
  const keyOf = ({ version, name }: { readonly version: string; readonly name: string }) => `${version}/${name}`
  const ours = new Map(own.map((row) => [keyOf(row), row]))
  const theirs = new Map(official.map((row) => [keyOf(row), row]))
  return [
    ...own.filter((row) => !theirs.has(keyOf(row))).map(({ name }) => `${name} is not in the SDK`),
    ...official.flatMap((row) => {
      const ownRow = ours.get(keyOf(row))
      return ownRow === undefined ? [`${row.name} is not in our rows`] : compareOne(ownRow, row)
    })
  ]
}

const compareOne = (own: OwnOperation, official: OfficialOperation): readonly string[] => {
  const ours = new Map(own.parameters.map((row) => [row.name, row]))
  const theirs = new Set(official.parameters.map(({ name }) => name))
  return [
    ...(["method", "path", "style"] as const)
      .filter((member) => own[member] !== official[member])
      .map((member) => `${own.name}: ${member} is ${own[member]} with us and ${official[member]} in the SDK`),
    ...own.parameters
      .filter(({ name }) => !theirs.has(name))
      .map(({ name }) => `${own.name}.${name} is not in the SDK`),
    ...official.parameters.flatMap((row) => {
      const ownRow = ours.get(row.name)
      const place = `${own.name}.${row.name}`
      return ownRow === undefined ? [`${place} is not in our rows`] : compareParameter(place, ownRow, row)
    })
  ]
}

const compareParameter = (
  place: string,
  own: OwnOperation["parameters"][number],
  official: OfficialParameter
): readonly string[] => [
  ...(own.place === official.place
    ? []
    : [`${place} is in the ${own.place} with us and in the ${official.place} there`]),
  ...(scriptTypes[own.type] === official.type
    ? []
    : [`${place} is ${own.type} with us, which is not ${official.type}`]),
  ...(official.required === undefined || own.required === official.required
    ? []
    : [`${place} is ${own.required ? "required" : "optional"} with us and not there`])
]

/** The SDK's models know text, numbers of any size, and booleans. */
const scriptTypes: Readonly<Record<ParameterType, string>> = {
  string: "string",
  url: "string",
  base64: "string",
  decimal: "string",
  int32: "number",
  int64: "number",
  boolean: "boolean"
}
