/** What the hops of an upload share with the operation that it is for: connections, settings, deadline and repeats. */
import type { Deadline, RetryLimits, Transport } from "@imagesearch/transport"
import type { ResolvedConfig } from "../config/Config.ts"

export interface UploadRoute {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly deadline: Deadline
  readonly retry: RetryLimits | undefined
}
