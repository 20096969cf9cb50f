/** A failure of a call, or of this program, as a sentence and as JSON. */
import type { ImageSearchError } from "@imagesearch/client"
import type { Attempt } from "@imagesearch/transport"
import type { CliFailure } from "../CliFailure.ts"
import type { FailureReport } from "../Output.ts"

export const callFailure = ({ _tag, reason, message, code, requestId, attempts }: ImageSearchError): FailureReport =>
  report({
    tag: _tag,
    reason: reason._tag,
    message,
    code: code ?? null,
    requestId: requestId ?? null,
    attempts: attempts ?? []
  })

export const cliFailure = ({ _tag, reason, message }: CliFailure): FailureReport =>
  report({ tag: _tag, reason, message })

/** A defect of this program. Its message is kept, since nothing else helps to find it; its stack is not for users. */
export const internalFailure = (defect: unknown): FailureReport => {
  const what = defect instanceof Error ? `${defect.name}: ${defect.message}` : String(defect)
  const message = `this is a defect of imagesearch itself (${what}); please report it with the command that you ran.`
  return report({ tag: "InternalError", reason: "Defect", message })
}

interface ErrorDocument {
  readonly tag: string
  readonly reason: string
  readonly message: string
  readonly code?: string | null
  readonly requestId?: string | null
  readonly attempts?: readonly Attempt[]
}

/** All keys are always there, so that programs need not ask. */
const report = ({
  tag,
  reason,
  message,
  code = null,
  requestId = null,
  attempts = []
}: ErrorDocument): FailureReport => ({
  sentence: message,
  hints: [],
  json: { error: { tag, reason, message, code, requestId, attempts } }
})
