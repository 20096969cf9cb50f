/** What a client offers. */
import type { Bulk } from "./bulk/makeBulk.ts"
import type { ImageSearchOperations } from "./ImageSearchOperations.ts"
import type { Pages } from "./paging/pages.ts"
import type { Waits } from "./waiting/makeWait.ts"

/** Every operation, and what takes many calls. */
export interface ImageSearchService extends ImageSearchOperations {
  /** All pages of a search or a list, as streams. */
  readonly pages: Pages
  /** Waits for tasks that run inside the service. */
  readonly wait: Waits
  /** Many calls of one kind, paced, with a result for each item. */
  readonly bulk: Bulk
}
