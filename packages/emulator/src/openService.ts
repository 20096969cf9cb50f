// Opens everything that an emulator holds, before it listens.

import { type AccessKey, Keyring } from "./auth/Keyring.ts"
import { NonceStore } from "./auth/nonceStore.ts"
import { certificateNames } from "./addresses.ts"
import { Clock } from "./Clock.ts"
import { Counts } from "./Counts.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { FaultScripts } from "./faults/FaultScripts.ts"
import { closeInstances, openInstances } from "./instances.ts"
import { newTicketKey } from "./oss/ticket.ts"
import { TransferStore } from "./oss/transferStore.ts"
import { Recorder } from "./recording/Recorder.ts"
import type { EndpointControl, Service } from "./Service.ts"
import type { KeyPair } from "./tls/Authority.ts"
import type { ServerTls } from "./tls/serverTls.ts"

/** The service, and the certificate that its endpoints show; undefined without TLS. */
export interface OpenedService {
  readonly service: Service
  readonly certificate: KeyPair | undefined
}

/** Opens the instances and, for TLS, the certificates. Rejects with nothing left open. */
export const openService = async (
  options: EmulatorOptions & AccessKey,
  endpoints: readonly EndpointControl[]
): Promise<OpenedService> => {
  const clock = new Clock(options.clock ?? Date.now)
  const { now } = clock
  const warn = options.warn ?? ((line: string) => void process.stderr.write(`imagesearch-emulator: ${line}\n`))
  const { first, byName } = await openInstances(options, { now, warn, endpoints })
  const tls = await secure(options).catch(async (error: unknown) => {
    await closeInstances(byName)
    throw error
  })
  const service: Service = {
    ...first,
    instances: byName,
    ossDir: options.ossDir,
    transfers: new TransferStore(now),
    ticketKey: newTicketKey(),
    keys: keyringOf(options),
    nonces: new NonceStore(),
    isStrict: options.strict ?? false,
    now,
    log: options.log,
    warn,
    endpoints,
    advertised: options.advertise,
    authority: tls?.authority,
    startedAt: performance.now(),
    clock,
    counts: new Counts(),
    faults: new FaultScripts(),
    recorder: new Recorder()
  }
  return { service, certificate: tls?.certificate }
}

/** The libraries for certificates are loaded by those who want them only: they take longer than all else at the start. */
const secure = async (options: EmulatorOptions): Promise<ServerTls | undefined> => {
  const { tls, host = "127.0.0.1", region = "cn-shanghai", advertise, dataDir } = options
  if (tls === undefined) return undefined
  const { openTls } = await import("./tls/serverTls.ts")
  return openTls(tls, { names: certificateNames(region, { host, advertised: advertise }), dataDir })
}

const keyringOf = ({
  accessKeyId,
  accessKeySecret,
  securityToken,
  keys = [],
  bearerToken
}: EmulatorOptions & AccessKey): Keyring => {
  const key = { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) }
  return new Keyring([key, ...keys], bearerToken)
}
