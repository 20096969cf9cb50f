// What the command says once it listens: where, and how to point a client at it.

import { advertisedUrl, isLoopbackName } from "./addresses.ts"
import type { AccessKey } from "./auth/Keyring.ts"
import type { Emulator } from "./emulator.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"

/** What was started and how. */
export interface Started {
  readonly options: EmulatorOptions & AccessKey
  readonly hasMadeUpKey: boolean
}

/** One line for programs. Secrets are in it only if the emulator made them up. */
export const announceJson = (emulator: Emulator, { options, hasMadeUpKey }: Started): string => {
  const { accessKeyId, accessKeySecret } = options
  const { urls, secureUrls } = emulator
  const [secureUrl] = secureUrls
  return `${JSON.stringify({
    url: emulator.url,
    urls,
    ...(secureUrl === undefined ? {} : { secureUrl, secureUrls }),
    ...(options.advertise === undefined ? {} : { advertisedUrl: clientUrl(emulator, options) }),
    ...(isWatchable(emulator) ? { console: consoleUrl(emulator) } : {}),
    pid: process.pid,
    ...(hasMadeUpKey ? { accessKeyId, accessKeySecret } : {})
  })}\n`
}

/** Text for people, with lines to paste into a shell. */
export const announce = (emulator: Emulator, { options, hasMadeUpKey }: Started): string => {
  const { urls, secureUrls, instance, region } = emulator
  const { instances = [] } = options
  const lines = [
    `Image Search emulator listens on ${[...urls, ...secureUrls].join(" and ")}`,
    options.dataDir === undefined ? "Pictures are kept in memory." : `Pictures are kept in ${options.dataDir}.`,
    ...(instances.length === 0 ? [] : [`Instances: ${[instance, ...instances.map(({ name }) => name)].join(", ")}`]),
    ...aboutLooking(emulator),
    ...aboutTrust(emulator, options),
    "",
    `export IMAGESEARCH_ENDPOINT=${clientUrl(emulator, options)}`,
    ...openPlatform(emulator, options),
    `export IMAGESEARCH_INSTANCE=${quote(instance)}`,
    `export ALIBABA_CLOUD_REGION_ID=${region}`,
    `export ALIBABA_CLOUD_ACCESS_KEY_ID=${options.accessKeyId}`,
    ...(hasMadeUpKey ? [`export ALIBABA_CLOUD_ACCESS_KEY_SECRET=${options.accessKeySecret}`] : [])
  ]
  return `${lines.join("\n")}\n`
}

/** The control plane and the console answer under loopback names only, and at one other address there is none. */
const isWatchable = ({ url }: Emulator): boolean => isLoopbackName(new URL(url).hostname.replaceAll(/[[\]]/g, ""))

const aboutLooking = (emulator: Emulator): readonly string[] =>
  isWatchable(emulator)
    ? [`Is it well? curl ${emulator.url}/_emulator/health`, `Look inside: ${consoleUrl(emulator)}`]
    : [
        "Its control plane and its console answer on loopback, where it does not listen; --host 0.0.0.0 listens there too."
      ]

/** Where a browser on the same machine finds the console. */
const consoleUrl = ({ url }: Emulator): string => `${url}/_console/`

/** Where clients find the certificate that they have to trust for the https addresses. */
const aboutTrust = ({ authority, url }: Emulator, { dataDir }: EmulatorOptions): readonly string[] => {
  if (authority === undefined) return []
  const place = dataDir === undefined ? `${url}/_emulator/ca.pem` : `${dataDir}/tls/ca.pem`
  const javaPlace = dataDir === undefined ? `${url}/_emulator/ca.p12` : `${dataDir}/tls/ca.p12`
  return [`Clients of the https address trust ${place}; Java takes ${javaPlace} with the password changeit.`]
}

/**
 * A client takes an emulator on its own machine for all services, and no other: without this line it would ask the real
 * service for leave to upload, with the keys of a trial.
 */
const openPlatform = (emulator: Emulator, options: EmulatorOptions): readonly string[] =>
  options.advertise === undefined || isLoopbackName(options.advertise.host)
    ? []
    : [`export IMAGESEARCH_OPEN_PLATFORM_ENDPOINT=${clientUrl(emulator, options)}`]

/** The address that a client is pointed at: unencrypted, since that needs no certificate. */
const clientUrl = ({ url }: Emulator, { advertise }: EmulatorOptions): string =>
  advertise === undefined ? url : advertisedUrl(advertise, { scheme: "http", port: Number(new URL(url).port) || 80 })

/** For a shell: a name of plain characters stays as it is, any other goes into single quotes. */
const quote = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)
