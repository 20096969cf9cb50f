// The refusal that a fault puts in the place of an answer.

import { type Answer, type Asking, refusal } from "../answer.ts"
import type { AnswerFault } from "../control/faults.ts"
import { describeCode, ServiceError } from "../errors.ts"
import { ossRefusal } from "../oss/ossAnswer.ts"
import { OssError } from "../oss/ossError.ts"

const DEFAULT_CODE = "InternalError"

/** Of a code that no document has; the schema of a script asks for a status with it. */
const UNKNOWN_STATUS = 500
const UNKNOWN_TEXT = "The emulator was told to answer so."

/** The status that a fault answers with; undefined if it says none and its code is not documented. */
export const statusOf = ({ status, code = DEFAULT_CODE }: AnswerFault): number | undefined =>
  status ?? describeCode(code)?.status

/** Makes the refusal in the shape of the service that was asked. */
export const answerFault = (
  fault: AnswerFault,
  asking: Asking & { readonly host: string; readonly isObject: boolean }
): Answer => {
  const { code = DEFAULT_CODE, headers = {}, body } = fault
  const status = statusOf(fault) ?? UNKNOWN_STATUS
  const message = fault.message ?? describeCode(code)?.message ?? UNKNOWN_TEXT
  const shaped = asking.isObject
    ? ossRefusal(new OssError(code, status, message), asking)
    : refusal(new ServiceError(code, status, message), asking)
  const lowerCased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { ...shaped, headers: { ...shaped.headers, ...lowerCased }, ...(body === undefined ? {} : { body }) }
}
