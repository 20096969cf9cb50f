// Loaded with --import into a process that runs a foreign client: makes its connections go where a hosts file with the
// line of `imagesearch-emulator hosts` and an emulator on port 443 would take them. The client itself is not touched.
//
// EMULATOR_HOSTS is that line, EMULATOR_PORT the port that stands for 443.

import { Socket } from "node:net"

const [, ...names] = (process.env["EMULATOR_HOSTS"] ?? "").split(" ")
const port = Number(process.env["EMULATOR_PORT"])
const HTTPS = 443

// oxlint-disable-next-line typescript/unbound-method -- it is called with the socket as `this` below
const { connect } = Socket.prototype

Socket.prototype.connect = function (this: Socket, ...args: Parameters<typeof connect>): Socket {
  const options: unknown = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (typeof options === "object" && options !== null && "host" in options && names.includes(String(options.host))) {
    const wanted = "port" in options ? Number(options.port) : HTTPS
    Object.assign(options, { host: "127.0.0.1", port: wanted === HTTPS ? port : wanted })
  }
  return connect.apply(this, args)
} as typeof connect // the overloads of `connect` cannot be written as one rest signature
