// PostObject: a form whose fields carry the ticket and whose file becomes the object.

import type { Answer } from "../answer.ts"
import type { Service } from "../Service.ts"
import { boundaryOf, parseMultipart, type Part } from "./multipart.ts"
import { type OssExchange, stored } from "./ossAnswer.ts"
import { OssError } from "./ossError.ts"
import { checkClaim, entityTooLarge, MOST_FILE_BYTES } from "./ticket.ts"

/** A form as it arrived. */
export interface PostedForm {
  readonly bucket: string
  readonly contentType: string
  readonly body: Buffer
}

/** Documented limits of a form field: 8 KB for its name, 2 MB for its value. */
const MOST_NAME_BYTES = 8 * 1_024
const MOST_FIELD_BYTES = 2 * 1_024 * 1_024

/** Characters of a name that a refusal repeats. */
const SHOWN = 60

/** A whole form: the largest file, the fields at their limit taken together, and the boundaries. */
export const MOST_FORM_BYTES = MOST_FILE_BYTES + MOST_FIELD_BYTES + 64 * 1_024

/**
 * Stores the file of the form. Throws the object store's refusal of a malformed form or of a ticket that does not
 * allow it.
 */
export const postObject = (service: Service, form: PostedForm, where: OssExchange): Answer => {
  const parts = partsOf(form)
  const file = onlyFile(parts)
  const fields = fieldsOf(parts)
  const key = fields.get("key")
  if (key === undefined || key === "") throw new OssError("InvalidArgument", 400, "The form has no field key.")
  if (file.content.length > MOST_FILE_BYTES) throw entityTooLarge()
  const claim = {
    accessKeyId: fields.get("ossaccesskeyid"),
    policy: fields.get("policy"),
    signature: fields.get("signature"),
    bucket: form.bucket,
    key,
    fileBytes: file.content.length
  }
  checkClaim(service.ticketKey, claim, service.now())
  // A copy, so that the object does not keep the whole form alive.
  const object = service.transfers.put(
    { bucket: form.bucket, key },
    { bytes: Buffer.from(file.content), contentType: file.contentType }
  )
  return stored(object, {
    ...where,
    bucket: form.bucket,
    key,
    status: wantedStatus(fields.get("success_action_status"))
  })
}

const partsOf = ({ contentType, body }: PostedForm): readonly Part[] => {
  const boundary = boundaryOf(contentType)
  const parts = boundary === undefined ? undefined : parseMultipart(body, boundary)
  if (parts === undefined) {
    throw new OssError(
      "MalformedPOSTRequest",
      400,
      "The body of your POST request is not well-formed multipart/form-data."
    )
  }
  return parts
}

const onlyFile = (parts: readonly Part[]): Part => {
  const [file, ...others] = parts.filter(({ name }) => name === "file")
  if (file === undefined || others.length > 0) {
    throw new OssError("IncorrectNumberOfFilesInPOSTRequest", 400, "POST requires exactly one file upload per request.")
  }
  return file
}

/**
 * Field names in lower case. Fields behind the file count too: the object store ignores them, but the official SDK
 * puts one there. It also puts an empty line behind the last value, and the one for PHP behind each.
 */
const fieldsOf = (parts: readonly Part[]): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  for (const { name, content } of parts) {
    if (name === "file") continue
    if (content.length > MOST_FIELD_BYTES || Buffer.byteLength(name) > MOST_NAME_BYTES)
      throw new OssError(
        "FieldItemTooLong",
        400,
        `Your field ${name.slice(0, SHOWN)} exceeds the maximum allowed size.`
      )
    fields.set(name.toLowerCase(), content.toString("utf8").trimEnd())
  }
  return fields
}

/** Documented default: 204. */
const wantedStatus = (value: string | undefined): 200 | 201 | 204 =>
  value === "200" ? 200 : value === "201" ? 201 : 204
