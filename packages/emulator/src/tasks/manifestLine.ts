// A line of a batch manifest: one JSON object that says what AddImage or DeleteImage would be told.

import { invalid, ServiceError } from "../errors.ts"
import { addPicture, readAddition } from "../operations/AddImage.ts"
import { INT_ATTRIBUTES, readKey, STR_ATTRIBUTES } from "../operations/attributes.ts"
import { byName } from "../operations/DeleteImage.ts"
import { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import type { BucketFolder } from "./bucketFolder.ts"

/** A line that is one JSON object. */
export interface ManifestLine {
  readonly operationType: string
  readonly parameters: Parameters
  /** The documented names that tell the line from others, as far as it has them. */
  readonly identity: Readonly<Record<string, string>>
}

/** Documented fields. That Crop is among them is documented nowhere; other names are ignored. */
const IDENTITY = ["OperationType", "ProductId", "PicName"] as const
const FIELDS: readonly string[] = [
  ...IDENTITY,
  "CategoryId",
  "Crop",
  "Region",
  "CustomContent",
  ...INT_ATTRIBUTES,
  ...STR_ATTRIBUTES
]

/** Reads a line; undefined if it is not one JSON object. */
export const readLine = (text: string): ManifestLine | undefined => {
  const value = parse(text)
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  const pairs = Object.entries(value).flatMap(([name, field]): readonly (readonly [string, string])[] => {
    const isText = typeof field === "string" || typeof field === "number" || typeof field === "boolean"
    return FIELDS.includes(name) && isText ? [[name, String(field)]] : []
  })
  const parameters = new Parameters({ query: [], form: pairs })
  const identity = Object.fromEntries(IDENTITY.map((name) => [name, parameters.value(name) ?? ""]))
  return { operationType: parameters.value("OperationType") ?? "", parameters, identity }
}

/** Does what the line says. Throws the refusal that the operation would have answered with. */
export const performLine = async (
  service: Service,
  folder: BucketFolder,
  { operationType, parameters }: ManifestLine
): Promise<void> => {
  switch (operationType) {
    case "ADD": {
      const addition = { ...readKey(parameters), ...readAddition(parameters, service) }
      await addPicture(service, addition, await folder.readPicture(addition.picName))
      return
    }
    case "DELETE":
      await service.instance.removeWhere(byName(parameters))
      return
    default: {
      const { code, status } = invalid("OperationType")
      throw new ServiceError(code, status, `OperationType is ADD or DELETE, not "${operationType.slice(0, SHOWN)}".`)
    }
  }
}

/** Characters of a wrong value that a message repeats. */
const SHOWN = 40

/** Some editors put a byte order mark in front of a file. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""))
  } catch {
    return undefined
  }
}
