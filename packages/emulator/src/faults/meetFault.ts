// Lets a fault happen to a request: what comes before the operation, in its place, or of its answer.

import type { IncomingMessage } from "node:http"
import type { Answer, Asking } from "../answer.ts"
import type { Fault } from "../control/faults.ts"
import { ServiceError } from "../errors.ts"
import { OssError } from "../oss/ossError.ts"
import { ClientGone } from "../request.ts"
import { answerFault } from "./answerFault.ts"
import type { FaultScripts } from "./FaultScripts.ts"

/** A request whose connection was broken on purpose: nothing can be answered. */
export class ConnectionReset extends Error {
  constructor() {
    super("a fault script broke the connection")
    this.name = "ConnectionReset"
  }
}

/** The request that meets a fault. */
export interface Struck extends Asking {
  readonly message: IncomingMessage
  readonly host: string
  readonly isObject: boolean
  /** Breaks the connection that it came over. */
  readonly reset: () => void
}

/**
 * Carries out the operation, or not, as the fault says. Rejects with ConnectionReset if the fault breaks the connection,
 * and with ClientGone if the client leaves while it waits.
 */
export const meetFault = async (
  scripts: FaultScripts,
  { fault, struck }: { readonly fault: Fault; readonly struck: Struck },
  perform: () => Promise<Answer>
): Promise<Answer> => {
  await delay(scripts, fault, struck.message)
  if (fault.kind !== "answer" && fault.kind !== "reset") return perform()
  if (fault.when === "after") await perform().catch(loseRefusal)
  if (fault.kind === "answer") return answerFault(fault, struck)
  struck.reset()
  throw new ConnectionReset()
}

/** The answer is lost either way, and a refusal is one; a failure of the emulator is none. */
const loseRefusal = (error: unknown): void => {
  if (!(error instanceof ServiceError) && !(error instanceof OssError)) throw error
}

const delay = async (scripts: FaultScripts, fault: Fault, { socket }: IncomingMessage): Promise<void> => {
  if (fault.kind === "pass" || fault.delayMs === undefined) return
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  socket.once("close", leave)
  try {
    if (socket.destroyed) leave()
    await scripts.wait(fault.delayMs, gone.signal)
  } catch {
    // The emulator stops, or nobody waits any more: either way there is nobody to answer.
    throw new ClientGone()
  } finally {
    socket.off("close", leave)
  }
}
