/** What drivers share: the values of a call in the text of the wire, and answers read as JSON objects. */
import type { Call, PictureValue, UploadedValue, Value } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import type { Answer } from "./Driver.ts"

export const isPicture = (value: Value): value is PictureValue => typeof value === "object" && "picture" in value
export const isUploaded = (value: Value): value is UploadedValue => typeof value === "object" && "uploaded" in value

/** Whether some parameter of the call is a picture to send. */
export const hasPicture = ({ parameters }: Call): boolean => Object.values(parameters).some(isPicture)

/** The parameters of the call with the instance's name, where the operation takes one. */
export const withInstance = ({ operation, parameters }: Call, { instance }: Target): Call["parameters"] =>
  operation === "AuthorizeFileUpload" || "InstanceName" in parameters
    ? parameters
    : { InstanceName: instance, ...parameters }

/** A JSON object, or an empty one for anything else. */
export const objectOf = (value: unknown): Answer =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}

/** A text as it is; anything else is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "")

/** `picName` for `PicName`. */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
export const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** An object with every key in the wire's capital, at every depth. */
export const upperKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(upperKeys)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [upperFirst(name), upperKeys(inner)]))
}
