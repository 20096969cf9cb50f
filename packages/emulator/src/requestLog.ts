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
}

/** Such as `POST AddImage 400 InvalidPicUrl 1.8 ms`. */
export const logLine = ({ method, action, status, code, elapsedMs, unknownParameters }: LogEntry): string => {
  const unknown = unknownParameters.length === 0 ? [] : [`unknown: ${unknownParameters.map(printable).join(", ")}`]
  return [method, printable(action), status, code ?? "-", `${elapsedMs.toFixed(1)} ms`, ...unknown].join(" ")
}

/** Names come from the network: no line breaks, no control characters, no end. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 60)
