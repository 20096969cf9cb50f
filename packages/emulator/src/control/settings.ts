// How a running emulator was set up, as far as it is no secret.

/** What `GET settings` answers: how the emulator was started. No secret is in it. */
export interface Settings {
  /** The version of the emulator. */
  readonly version: string
  readonly region: string
  /** The IDs of all keys; their secrets stand where the emulator was started. */
  readonly accessKeyIds: readonly string[]
  readonly isStrict: boolean
  /** The first one first. */
  readonly instances: readonly InstanceSettings[]
  /** What a fault script or a filter of requests may name. */
  readonly operations: readonly string[]
  /** What the numbers of categories mean. */
  readonly categories: readonly CategoryName[]
}

/** A category that a picture may be in. */
export interface CategoryName {
  readonly id: number
  readonly name: string
}

/** One instance, and what it was bought with. */
export interface InstanceSettings {
  readonly name: string
  readonly serviceType: { readonly number: number; readonly name: string }
  readonly pictures: number
  /** Another number than before: what is stored may have changed since. Counted from the start of the emulator. */
  readonly changes: number
  /** The most pictures that it takes. */
  readonly capacity: number
  /** Searches per second that it was bought with. */
  readonly qps: number
  /** How calls over the rates are counted; "off" refuses none. */
  readonly limiter: string
  /** Calls per second by class of operations; these are enforced unless the limiter is off. */
  readonly rates: Readonly<Record<string, number>>
  /** An ISO 8601 date; null if it never expires. */
  readonly expiresAt: string | null
}
