// Who may use the control plane: programs on this machine. A page in a browser on this machine may not, unless it came
// from the emulator itself.

import type { IncomingMessage } from "node:http"
import { targetOf } from "../requestTarget.ts"
import { ControlError } from "./ControlError.ts"

/** What the guard looks at of a request. */
export interface Arrived extends Pick<IncomingMessage, "url" | "headers"> {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** Throws a ControlError with status 403 unless the request may be answered. */
export const checkAccess = ({ url, headers, socket }: Arrived): void => {
  const { origin } = headers
  const { host } = targetOf({ url, headers })
  if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? ""))
    throw new ControlError(403, "the control plane answers programs on the same machine only")
  if (!LOOPBACK_HOST.test(host))
    throw new ControlError(403, `the control plane answers only under a loopback name, not under "${host}"`)
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`)
    throw new ControlError(403, `the control plane does not answer pages of ${origin}`)
  // Sent by browsers with requests that carry no Origin, such as those for pictures and scripts.
  const site = headers["sec-fetch-site"]
  if (site !== undefined && site !== "same-origin" && site !== "none")
    throw new ControlError(403, "the control plane does not answer pages of other sites")
}

/** As node:net writes them: IPv4 may come mapped into IPv6. */
const LOOPBACK_ADDRESS = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/

/** A page of another site may know the port, but its requests carry a name of its own: DNS rebinding ends here. */
const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/i
