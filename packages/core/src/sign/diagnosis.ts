/**
 * Why a signature was refused: the server's own strings, which it sends with `SignatureDoesNotMatch`, held against
 * ours stage by stage. Names headers and lines, never their values, so a security token cannot leak through it.
 */
import type { Acs3Stages } from "./acs3.ts"

/** The first stage that differs, and a sentence for a person. */
export interface SignatureDiagnosis {
  readonly stage: "canonical request" | "string to sign" | "signature" | "not reported"
  readonly explanation: string
}

/** Compares our stages with the server's message. Without the server's strings the stage is `not reported`. */
export const diagnoseSignature = (own: Acs3Stages, serverMessage: string): SignatureDiagnosis => {
  // Some gateways send the line ends of the two strings as the two characters \n.
  const message = serverMessage.replaceAll("\\n", "\n")
  const serverRequest = bracketed(message, "server CanonicalRequest is [")
  const serverString = bracketed(message, "server StringToSign is [")
  if (serverRequest !== undefined && serverRequest !== own.canonicalRequest) {
    return {
      stage: "canonical request",
      explanation: `the canonical requests differ first in ${firstDifference(own.canonicalRequest, serverRequest)}: something between this program and the service changed the request`
    }
  }
  if (serverString === undefined) {
    return {
      stage: "not reported",
      explanation: "the server did not say what it calculated; check the AccessKey secret first"
    }
  }
  if (serverString !== own.stringToSign) {
    // The canonical requests are equal here, or unknown: then a hash that differs still points at them.
    const stage = serverRequest === undefined ? "canonical request" : "string to sign"
    return {
      stage,
      explanation: `the ${stage}s differ: something between this program and the service changed the request`
    }
  }
  return {
    stage: "signature",
    explanation:
      "canonical request and string to sign agree, so the AccessKey secret is not the one of this AccessKey ID"
  }
}

const bracketed = (text: string, opening: string): string | undefined => {
  const start = text.indexOf(opening)
  if (start === -1) return undefined
  // A canonical request may itself hold brackets (an IPv6 host), so the last one before the next part ends it.
  const rest = text.slice(start + opening.length)
  const next = rest.indexOf(" server ")
  const part = next === -1 ? rest : rest.slice(0, next)
  const end = part.lastIndexOf("]")
  return end === -1 ? undefined : part.slice(0, end)
}

/** Which part of the canonical request differs: its lines are method, path, query, headers, blank, list, hash. */
const firstDifference = (own: string, server: string): string => {
  const ours = own.split("\n")
  const theirs = server.split("\n")
  const line = ours.findIndex((text, index) => text !== theirs[index])
  const text = ours[line]
  if (text === undefined) return "its length"
  if (line === 0) return "the method"
  if (line === 1) return "the path"
  if (line === 2) return "the query"
  if (line === ours.length - 1) return "the hash of the body"
  if (line === ours.length - 2) return "the list of signed headers"
  return `the header ${text.slice(0, text.indexOf(":"))}`
}
