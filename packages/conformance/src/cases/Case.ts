/**
 * A conformance case as data: one call in the wire's names, what came before it, and what must come of it. Each driver
 * turns the call into its own client's terms, so that several clients show the same thing.
 */
import type { ApiVersion, OperationNames } from "@imagesearch/core"
import type { EmulatorOptions } from "@imagesearch/emulator"
import type { DriverName } from "../drivers/DriverName.ts"
import type { PictureName } from "../pictures.ts"

/** A picture that the driver sends in its client's own way: an upload, or Base64 where the version has it. */
export interface PictureValue {
  readonly picture: PictureName
}

/** The address of an object that was uploaded beforehand by bare requests. */
export interface UploadedValue {
  readonly uploaded: PictureName
}

/** Texts may hold `{run}`, which keeps runs on one instance apart; it is empty on an emulator. */
export type Value = string | number | boolean | PictureValue | UploadedValue

export type CallVersion = Exclude<ApiVersion, "2018-01-20">

export interface Call {
  readonly operation: OperationNames[ApiVersion] | "NoSuchOperation"
  /** 2020-12-14 unless it says otherwise; 2019-12-19 is that of AuthorizeFileUpload. */
  readonly version?: CallVersion
  /** By the wire's names. InstanceName is added unless it is here. */
  readonly parameters: Readonly<Record<string, Value>>
}

/** A JSON value, or what stands for a range of them in an expected answer. */
export type Pattern =
  | string
  | number
  | boolean
  | null
  | { readonly $matches: string }
  | { readonly $atLeast: number; readonly $atMost?: number }
  | readonly Pattern[]
  | { readonly [name: string]: Pattern }

export type Expected =
  /** Members that the answer must have; others do not count, but a list must have exactly these items. */
  | { readonly answer: { readonly [name: string]: Pattern } }
  | { readonly error: { readonly code: string; readonly status: number } }

/** What one driver does instead, and why. */
export type Exception =
  /** It cannot express the call. */
  | { readonly why: string; readonly kind: "cannot" }
  /** It refuses the input by itself, naming this field, and sends nothing. */
  | { readonly why: string; readonly kind: "refuses"; readonly field: string }
  /** It ends otherwise. */
  | { readonly why: string; readonly kind: "ends"; readonly expect: Expected }

/** How the emulator is set up for a case. */
export interface Setting extends Pick<
  EmulatorOptions,
  "serviceType" | "capacity" | "qps" | "limits" | "limiter" | "taskMs"
> {
  /** Minutes by which the emulator's clock runs ahead. */
  readonly clockAheadMinutes?: number
  /** Whether the emulator's clock stands still, so that a rate counts all calls, however slow the machine is. */
  readonly clockStands?: boolean
  /** Days from now until the instance expires; negative for one that has. */
  readonly expiresInDays?: number
  /** Objects of the bucket `catalogue`, by path. */
  readonly bucket?: Readonly<Record<string, string | PictureValue>>
  /** Whether the key is a temporary one, which goes with a security token. */
  readonly hasToken?: boolean
  /** The operations that the key may call. */
  readonly allowed?: readonly string[]
}

/** Which key signs the call itself; what comes before is signed with the right one. */
export type KeyChoice = "right" | "unknown" | "wrong secret"

export type Support =
  /** The documents say so. */
  | "documented"
  /** The documents leave it open, and this follows from what stands around it. */
  | "inferred"
  /** The documents leave it open, and it was chosen. */
  | "chosen"

export interface ConformanceCase {
  /** `<operation>/<what>`; never changes, since marks and recordings name it. */
  readonly id: string
  /** One sentence, in the present tense. */
  readonly shows: string
  readonly setting?: Setting
  readonly before?: readonly Call[]
  readonly call: Call
  readonly key?: KeyChoice
  readonly expect: Expected
  readonly exceptions?: Partial<Record<DriverName, Exception>>
  readonly support: Support
  /** The documents it comes from, or why it was chosen so. */
  readonly source: string
  /**
   * What the live service needs for the same case: nothing but an address, a key, an instance; or never, because
   * the emulator has to be set up for it.
   */
  readonly live: "address" | "key" | "instance" | "never"
}

/** The version that a call goes to. */
export const versionOf = ({ version, operation }: Call): CallVersion =>
  version ?? (operation === "AuthorizeFileUpload" ? "2019-12-19" : "2020-12-14")
