/**
 * The retry budget: a token bucket that repeats draw from and successes refill. It lives as long as its layer, so a
 * client that meets an outage soon stops adding load to it, however many calls are made. Each endpoint set has a bucket
 * of its own: what one host cannot do must not take the repeats from calls that go elsewhere.
 *
 * The figures come from a simulation: 10 % faults, 99.8 % of calls rescued at 1.11 times the load; 30 % faults, 1.11 times
 * the load; outage, 1.00 to 1.09 times (docs/reliability.md). No refund alone gives the first two: what rescues nearly all
 * at one fault in ten lets too much through at three in ten, so a repeat gets less back where many fail.
 */
import type { ErrorCategory } from "@imagesearch/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import { endpointName } from "./endpointName.ts"
import type { EndpointSet } from "./EndpointSelector.ts"
import { rememberNewest } from "./rememberNewest.ts"

/** Endpoint sets that are remembered; the one that was longest unused goes first, and begins with a full bucket again. */
export const mostBuckets = 1_000
/** Tokens of a full bucket, and of a new one. */
export const budgetTokens = 50
/** Tokens that a repeat costs. */
export const retryCost = 14
/** Tokens that a repeat after a throttle costs: less, since it waits longer and the service is healthy. */
export const throttleCost = 5
/** Tokens that a call earns which succeeds at once; one that succeeds after a repeat gets that repeat's cost back. */
export const successRefund = 1
/** Share of failures from which on it gets less back: a brownout. */
export const brownoutShare = 0.2
/** Tokens that it gets back then, at most. */
export const brownoutRefund = 10
/** Weight of the latest attempt in the share of failures: about a hundred attempts count. */
export const shareWeight = 1 / 50
/** A share below this is none: nothing has failed for some 150 attempts. */
const forgottenShare = 0.01

export class RetryBudget extends Context.Service<
  RetryBudget,
  {
    /**
     * After a failure that may be repeated: takes what a repeat costs and gives that number; 0, and nothing taken, when
     * the set's bucket does not hold it.
     */
    readonly take: (endpoints: EndpointSet, category: ErrorCategory) => number
    /** After a success: puts back what it earns; `paidTokens` is what its repeat has cost, 0 without one. */
    readonly earn: (endpoints: EndpointSet, paidTokens: number) => void
  }
>()("@imagesearch/transport/RetryBudget") {
  /** The buckets of everything that shares the layer. */
  static readonly layer: Layer.Layer<RetryBudget> = Layer.sync(RetryBudget, () => {
    const buckets = new Map<string, Bucket>()
    const keep = (key: string, bucket: Bucket): void => {
      // What an unknown set has anyway.
      if (bucket.tokens === budgetTokens && bucket.failing < forgottenShare) buckets.delete(key)
      else rememberNewest(buckets, key, bucket, mostBuckets)
    }
    return {
      take: (endpoints, category) => {
        const key = keyOf(endpoints)
        const { tokens, failing } = buckets.get(key) ?? fullBucket
        const cost = category === "throttle" ? throttleCost : retryCost
        const taken = tokens < cost ? 0 : cost
        keep(key, { tokens: tokens - taken, failing: failing + (1 - failing) * shareWeight })
        return taken
      },
      earn: (endpoints, paidTokens) => {
        // Nothing has failed lately: every bucket is full.
        if (buckets.size === 0) return
        const key = keyOf(endpoints)
        const { tokens, failing } = buckets.get(key) ?? fullBucket
        const refund = failing < brownoutShare ? paidTokens : Math.min(paidTokens, brownoutRefund)
        keep(key, {
          tokens: Math.min(budgetTokens, tokens + (refund || successRefund)),
          failing: failing * (1 - shareWeight)
        })
      }
    }
  })
}

interface Bucket {
  readonly tokens: number
  /** Share of failures among the latest attempts, weighted by age. */
  readonly failing: number
}

const fullBucket: Bucket = { tokens: budgetTokens, failing: 0 }

const keyOf = (endpoints: EndpointSet): string => endpoints.map(endpointName).join(" ")
