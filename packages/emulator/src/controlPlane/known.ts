// Names in control requests that only the running emulator can check. A wrong one would otherwise match nothing, and the
// test that sent it would wait for something that never happens.

import type { EndpointControl, Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"

/** Throws a ControlError unless the emulator plays an instance of that name, or none is named. */
export const checkInstance = ({ instances }: Service, name: string | undefined): void => {
  if (name === undefined || instances.has(name)) return
  const names = [...instances.keys()].map((known) => `"${known}"`).join(", ")
  throw new ControlError(404, `there is no instance "${name}"; this emulator has ${names}`)
}

/** The endpoint with that index. Throws a ControlError if there is none. */
export const endpointAt = ({ endpoints }: Service, index: number): EndpointControl => {
  const endpoint = endpoints[index]
  if (endpoint !== undefined) return endpoint
  throw new ControlError(404, `there is no endpoint ${index}; this emulator has ${endpoints.length}, counted from 0`)
}
