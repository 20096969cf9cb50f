// The certificate of the emulator's authority for those who have no access to its data directory, or when there is none.

import type { Answer } from "../answer.ts"
import type { Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"

/** The certificate as PEM. */
export const certificate = (service: Service): Answer => ({
  status: 200,
  headers: { "content-type": "application/x-pem-file" },
  body: authorityOf(service)
})

/** The certificate as a trust store for Java. */
export const javaTrustStore = async (service: Service): Promise<Answer> => {
  const authority = authorityOf(service)
  const { trustStore } = await import("../tls/trustStore.ts")
  return { status: 200, headers: { "content-type": "application/x-pkcs12" }, body: await trustStore(authority) }
}

const authorityOf = ({ authority }: Service): string => {
  if (authority === undefined)
    throw new ControlError(404, "there is no certificate authority; start the emulator with --tls to have one")
  return authority
}
