/** What needs no account: names, certificates, and the answer to a key that does not exist. */
import { lookup } from "node:dns/promises"
import { isIP } from "node:net"
import tls from "node:tls"
import { endpointHosts, getRegion } from "@imagesearch/core"
import { isEmulated, type Target } from "../../Target.ts"
import type { Finding, Probe } from "../Probe.ts"

const limitMillis = 10_000

/** The hosts of a region with what each is; those of a given address on this machine. */
const hostsOf = (target: Target): ReadonlyArray<readonly [host: string, what: string]> => {
  const given: ReadonlyArray<readonly [string, string]> = [
    [new URL(target.endpoint).hostname, "API"],
    [new URL(target.openPlatform).hostname, "open platform"]
  ]
  if (isEmulated(target)) return given
  const { id } = getRegion(target.region)
  const vpc = endpointHosts(getRegion(target.region), "vpc").map((host) => [host, "API inside the VPC"] as const)
  return [...given, ...vpc, [`openplatform-vpc.${id}.aliyuncs.com`, "open platform inside the VPC, a name to try"]]
}

const names: Probe = {
  id: "names",
  level: 1,
  does: "looks up the names of the region",
  calls: ["a look-up of each host, no request"],
  cleanUp: "nothing is left",
  answers: ["ticket-vpc"],
  run: async ({ target }) =>
    Promise.all(
      hostsOf(target).map(async ([host, what]): Promise<Finding> => {
        const isVpc = host.startsWith("openplatform-vpc.")
        const found = await lookup(host).then(
          ({ address }) => `is ${address}`,
          (error: NodeJS.ErrnoException) => `is not found: ${error.code}`
        )
        return { ...(isVpc ? { question: "ticket-vpc" as const } : {}), says: `${what}: ${host} ${found}` }
      })
    )
}

const certificates: Probe = {
  id: "certificates",
  level: 1,
  does: "opens TLS with each host that is spoken to by https",
  calls: ["a TLS handshake with the API and the open platform, no request"],
  cleanUp: "nothing is left",
  answers: [],
  run: async ({ target }) =>
    Promise.all(
      [...new Set([target.endpoint, target.openPlatform])].map(async (endpoint) => ({
        says: await handshake(new URL(endpoint))
      }))
    )
}

/** One sentence on the handshake: the protocol and how long the certificate lasts, or what is wrong. */
export const handshake = async ({ protocol, hostname, port }: URL): Promise<string> => {
  if (protocol !== "https:") return `${hostname} is spoken to without TLS`
  const name = isIP(hostname) === 0 ? { servername: hostname } : {}
  return new Promise((resolve) => {
    const socket = tls.connect({ host: hostname, port: Number(port || 443), ...name, rejectUnauthorized: false })
    const end = (says: string): void => {
      socket.destroy()
      resolve(`${hostname} ${says}`)
    }
    socket.setTimeout(limitMillis, () => end(`does not finish the handshake in ${limitMillis / 1_000} s`))
    socket.on("error", (error) => end(`refuses: ${error.message}`))
    socket.on("secureConnect", () => {
      const { valid_to: until } = socket.getPeerCertificate()
      const trust = socket.authorized ? "is trusted" : `is not trusted (${String(socket.authorizationError)})`
      end(`${trust}, ${socket.getProtocol()}, valid to ${until}`)
    })
  })
}

export const addressProbes: readonly Probe[] = [names, certificates]
