/**
 * Test set-up that lets no test leave this machine: every connection and name look-up to anything but loopback is
 * refused by name, in the test's own process and, through NODE_OPTIONS, in every Node process that it starts.
 */
import dns from "node:dns"
import net from "node:net"
import { fileURLToPath } from "node:url"

/** What a refused connection fails with. */
export class OutsideLoopbackError extends Error {
  override readonly name = "OutsideLoopbackError"
  readonly code = "OUTSIDE_LOOPBACK"

  constructor(host: string) {
    super(`A test tried to reach ${host}; tests talk to loopback only.`)
  }
}

/** Whether a host as given to `connect` or `lookup` stays on this machine. */
export const isLoopbackHost = (host: string): boolean =>
  host === "localhost" ||
  host.endsWith(".localhost") ||
  host === "::1" ||
  host === "[::1]" ||
  /^127(?:\.\d{1,3}){3}$/.test(host)

const guardMark = Symbol.for("@imagesearch/checks/loopbackOnly")

const install = (): void => {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the socket as `this` below
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>): net.Socket {
    const host = hostOf(args)
    if (host === undefined || isLoopbackHost(host)) return connect.apply(this, args)
    process.nextTick(() => this.destroy(new OutsideLoopbackError(host)))
    return this
  } as typeof connect // the overloads of `connect` cannot be written as one rest signature

  const { lookup } = dns
  dns.lookup = ((hostname: string, ...rest: ReadonlyArray<unknown>) => {
    const callback = rest.at(-1)
    if (isLoopbackHost(hostname)) return Reflect.apply(lookup, dns, [hostname, ...rest])
    if (typeof callback === "function") process.nextTick(() => callback(new OutsideLoopbackError(hostname)))
  }) as typeof lookup // as above
}

/** `connect` takes (options), (port, host), (path), or the array that net.connect has normalized them to. */
const hostOf = (args: readonly unknown[]): string | undefined => {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (typeof first === "object" && first !== null) {
    if ("path" in first && typeof first.path === "string") return undefined
    return "host" in first && typeof first.host === "string" ? first.host : "localhost"
  }
  return typeof args[1] === "string" ? args[1] : "localhost"
}

if (!Reflect.has(globalThis, guardMark)) {
  Reflect.set(globalThis, guardMark, true)
  install()
  const here = fileURLToPath(import.meta.url)
  if (!process.env["NODE_OPTIONS"]?.includes(here)) {
    process.env["NODE_OPTIONS"] = `${process.env["NODE_OPTIONS"] ?? ""} --import=${import.meta.url}`.trim()
  }
}
