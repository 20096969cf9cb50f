// The control plane: what a test or a person asks of the emulator itself, under /_emulator/.

import type { IncomingMessage } from "node:http"
import type { Answer } from "../answer.ts"
import type { ControlRefusal } from "../control/protocol.ts"
import type { Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"
import { checkAccess } from "./guard.ts"
import { json } from "./json.ts"
import { ROUTES } from "./routes.ts"

/** Answers a request to the control plane. */
export const control = async (
  service: Service,
  message: IncomingMessage,
  { path, query }: { readonly path: string; readonly query: string }
): Promise<Answer> => {
  try {
    checkAccess(message)
    const matching = ROUTES.filter((route) => route.path.test(path))
    if (matching.length === 0) throw new ControlError(404, `the control plane has no /_emulator/${path}`)
    const route = matching.find(({ method }) => method === message.method)
    if (route === undefined)
      throw new ControlError(405, `/_emulator/${path} takes ${matching.map(({ method }) => method).join(" and ")}`)
    const [, ...parts] = route.path.exec(path) ?? []
    return await route.handle(service, { message, parts, query })
  } catch (error) {
    if (!(error instanceof ControlError)) throw error
    const refusal: ControlRefusal = { error: error.message }
    return json(error.status, refusal)
  }
}
