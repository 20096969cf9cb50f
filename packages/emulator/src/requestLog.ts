// One line per request: enough to follow what a client does, and nothing that must stay secret.

/** What is known of a request when its answer has been written. */
export interface LogEntry {
  readonly method: string
  /** The operation, or "object", "control" or "console" for what is no call. */
  readonly action: string
  /** Undefined if no answer was written. */
  readonly status: number | undefined
  readonly code: string | undefined
  readonly elapsedMs: number
  readonly unknownParameters: readonly string[]
  /** Of a wrong signature: the first part that can be told to differ. */
  readonly differing?: string | undefined
  /** The kind of the fault that a script made of it. */
  readonly fault?: string | undefined
}

/** Such as `POST AddImage 400 InvalidPicUrl 1.8 ms`. */
export const logLine = (entry: LogEntry): string => {
  const { method, action, status, code, elapsedMs, unknownParameters, differing, fault } = entry
  const unknown = unknownParameters.length === 0 ? [] : [`unknown: ${unknownParameters.map(printable).join(", ")}`]
  const differs = differing === undefined ? [] : [`differs: ${differing}`]
  const met = fault === undefined ? [] : [`fault: ${fault}`]
  const time = `${elapsedMs.toFixed(1)} ms`
  return [method, printable(action), status ?? "-", code ?? "-", time, ...met, ...differs, ...unknown].join(" ")
}

/** Names come from the network: no line breaks, no control characters, no end. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 60)
