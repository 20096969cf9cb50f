// Why an emulator could not start, as it goes from its process to the one that started it: a channel between processes
// carries the message of an error, and neither its class nor its members.

import { StoreError } from "../store/database.ts"

/** An error taken apart. */
export interface Failure {
  readonly isOfStore: boolean
  readonly name: string
  readonly message: string
  /** Its own members, such as `code` and `port` of the operating system's errors. */
  readonly members: Readonly<Record<string, string | number>>
}

/** Takes an error apart. */
export const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { isOfStore: false, name: "Error", message: String(error), members: {} }
  const members = Object.entries(error).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number"
  )
  const { name, message } = error
  return { isOfStore: error instanceof StoreError, name, message, members: Object.fromEntries(members) }
}

/** Puts it together again; its stack is that of this process. */
export const errorOf = ({ isOfStore, name, message, members }: Failure): Error => {
  const error = isOfStore ? new StoreError(message) : new Error(message)
  return Object.assign(error, members, error.name === name ? {} : { name })
}
