// The target of a request: where it names a host too, that host counts and not the header (RFC 9112, section 3.2.2).

import type { IncomingMessage } from "node:http"

/** What a request asks for, and of whom. */
export interface RequestTarget {
  /** Path and query as sent. */
  readonly url: string
  readonly host: string
}

/** Reads the target of a request. Clients that take the emulator for a proxy name the host in it. */
export const targetOf = ({ url = "/", headers }: Pick<IncomingMessage, "url" | "headers">): RequestTarget => {
  const [, authority, rest = ""] = ABSOLUTE.exec(url) ?? []
  if (authority === undefined) return { url, host: headers.host ?? "" }
  return { url: rest.startsWith("/") ? rest : `/${rest}`, host: authority }
}

const ABSOLUTE = /^https?:\/\/([^/?#@]+)((?:[/?].*)?)$/i
