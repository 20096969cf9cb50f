/** Signed requests over many connections. What they cost does not count: the server's time is measured. */
import { randomUUID } from "node:crypto"
import { sha256Hex, signAcs3 } from "@imagesearch/core"
import { Pool } from "undici"
import { key } from "../key.ts"

const connections = 64

/** A form of some 170 bytes, for the call that does no work on pictures. */
const form = new URLSearchParams({
  InstanceName: "demo",
  Filter: 'int_attr >= 1000 and int_attr <= 9999 and str_attr = "red"',
  Num: "7",
  Start: "0"
}).toString()

/** Sends so many calls and resolves to the bytes of the last answer. Rejects unless each is answered with 200. */
export const load = async (url: string, calls: number): Promise<number> => {
  const pool = new Pool(url, { connections })
  const { host } = new URL(url)
  let left = calls
  let bytes = 0
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await pool.request({ method: "POST", path: "/", headers: signedHeaders(host), body: form })
      if (answer.statusCode !== 200)
        throw new Error(`${url} answered ${answer.statusCode}: ${await answer.body.text()}`)
      bytes = (await answer.body.arrayBuffer()).byteLength
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  await pool.destroy()
  return bytes
}

const payloadHash = sha256Hex(form)

const signedHeaders = (host: string): Record<string, string> => {
  const headers = {
    host,
    "content-type": "application/x-www-form-urlencoded",
    "x-acs-action": "SearchImageByFilter",
    "x-acs-version": "2020-12-14",
    "x-acs-date": new Date().toISOString().replace(/\.\d{3}Z$/, "Z"),
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": payloadHash
  }
  const { authorization } = signAcs3({ method: "POST", path: "/", query: [], headers, payloadHash }, key)
  return { ...headers, authorization }
}
