/** The processor time of this process that calls cost: the figure that a busy neighbour disturbs least. */

export interface Batch {
  readonly call: () => Promise<unknown>
  readonly calls: number
  /** Calls under way at a time. */
  readonly concurrency: number
}

/** Microseconds of processor time, user and system, for each call of the batch. */
export const microsPerCall = async ({ call, calls, concurrency }: Batch): Promise<number> => {
  const before = process.cpuUsage()
  let left = calls
  const worker = async () => {
    while (left-- > 0) await call()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}
