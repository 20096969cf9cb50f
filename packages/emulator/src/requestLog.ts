// One line per request: enough to follow what a client does, and nothing that must stay secret.

/** What is known of a request when its answer has been written. */
export interface LogEntry {
  readonly method: string
  /** The operation, or "object" or "control" for the other two services. */
  readonly action: string
  readonly status: number
  readonly code: string | undefined
  readonly elapsedMs: number
  readonly unknownParameters: readonly string[]
  /** Of a wrong signature: the first part that can be told to differ. */
  readonly differing?: string | undefined
}

/** Such as `POST AddImage 400 InvalidPicUrl 1.8 ms`. */
export const logLine = (entry: LogEntry): string => {
  const { method, action, status, code, elapsedMs, unknownParameters, differing } = entry
  const unknown = unknownParameters.length === 0 ? [] : [`unknown: ${unknownParameters.map(printable).join(", ")}`]
  const differs = differing === undefined ? [] : [`differs: ${differing}`]
  return [method, printable(action), status, code ?? "-", `${elapsedMs.toFixed(1)} ms`, ...differs, ...unknown].join(
    " "
  )
}

/** Names come from the network: no line breaks, no control characters, no end. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 60)
