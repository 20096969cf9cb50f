// The keys that requests may be signed with, and what each of them may do.

import { createHash } from "node:crypto"
import { refuse } from "../errors.ts"

/** A key pair. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** Makes the key a temporary one: each request must carry this token too. */
  readonly securityToken?: string
  /** The operations that it may call; all of them without a list. */
  readonly actions?: readonly string[]
}

/** Who made a request. */
export interface Caller {
  readonly id: string
  /** All operations if undefined. */
  readonly actions: readonly string[] | undefined
}

/** The nonces of requests without an AccessKey are kept under this name; no AccessKey ID holds a space. */
const BEARER: Caller = { id: "bearer token", actions: undefined }

/** What the service refuses at once; printable ASCII without blanks passes. */
const MALFORMED_TOKEN = /[^\x21-\x7e]/

/** All keys of the emulator. */
export class Keyring {
  readonly #keys: ReadonlyMap<string, AccessKey>
  readonly #bearerToken: string | undefined

  /** The first of two keys with the same ID counts. */
  constructor(keys: readonly AccessKey[], bearerToken?: string) {
    this.#keys = new Map(keys.toReversed().map((key) => [key.accessKeyId, key]))
    this.#bearerToken = bearerToken
  }

  /** The IDs of all keys, the first one first. */
  get ids(): readonly string[] {
    return [...this.#keys.keys()].toReversed()
  }

  /** Everything that a log, a record or an error must not show. */
  get secrets(): readonly string[] {
    const ofKeys = [...this.#keys.values()].flatMap(({ accessKeySecret, securityToken }) => [
      accessKeySecret,
      ...(securityToken === undefined ? [] : [securityToken])
    ])
    return this.#bearerToken === undefined ? ofKeys : [...ofKeys, this.#bearerToken]
  }

  /**
   * Finds a key and checks the token that came with it. A token that comes with a permanent key means nothing: the
   * documents do not say that the service refuses it. Throws the service's refusal.
   */
  find(accessKeyId: string, securityToken: string | undefined): AccessKey {
    const key = this.#keys.get(accessKeyId)
    if (key === undefined) throw refuse("InvalidAccessKeyId.NotFound")
    if (key.securityToken === undefined) return key
    if (!securityToken) throw refuse("MissingSecurityToken")
    if (MALFORMED_TOKEN.test(securityToken)) throw refuse("InvalidSecurityToken.Malformed")
    if (!isSame(key.securityToken, securityToken)) throw refuse("InvalidSecurityToken.MismatchWithAccessKey")
    return key
  }

  /** The caller behind a bearer token; undefined if nobody has that token. */
  bearer(token: string): Caller | undefined {
    return this.#bearerToken !== undefined && isSame(this.#bearerToken, token) ? BEARER : undefined
  }
}

/** The caller behind a key. */
export const callerOf = ({ accessKeyId, actions }: AccessKey): Caller => ({ id: accessKeyId, actions })

/** Hashes have one length and no prefix in common that the time of a comparison could give away. */
const isSame = (known: string, given: string): boolean => digest(known).equals(digest(given))

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()
