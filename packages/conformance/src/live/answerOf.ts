/** Reading of answers that may be anything. */
import { objectOf, textOf } from "../drivers/values.ts"
import type { ReceivedAnswer } from "../wire/exchange.ts"

export const textOfAnswer = ({ body }: ReceivedAnswer): string => Buffer.from(body).toString()

/** The members of a JSON answer; none for any other. */
export const membersOf = (answer: ReceivedAnswer): Readonly<Record<string, unknown>> => {
  try {
    return objectOf(JSON.parse(textOfAnswer(answer)))
  } catch {
    return {}
  }
}

/** `400 InvalidCategory`, or the status alone. */
export const outcomeOf = (answer: ReceivedAnswer): string => {
  const code = textOf(membersOf(answer)["Code"]) || (/<Code>([^<]+)<\/Code>/.exec(textOfAnswer(answer))?.[1] ?? "")
  return code === "" ? String(answer.status) : `${answer.status} ${code}`
}

/** The code of an error, or "". */
export const codeOf = (answer: ReceivedAnswer): string => textOf(membersOf(answer)["Code"])
