/**
 * Detail: what an instance is and holds.
 *
 * Wire names: InstanceName, in the query. One call per second is the documented limit.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { toDate } from "../wire/instant.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"

const Input = strictObject({})

const Answer = looseObject({
  Instance: looseObject({
    Name: z.string(),
    Region: z.optional(z.string()),
    ServiceType: z.optional(z.number()),
    Capacity: z.optional(z.number()),
    Qps: z.optional(z.number()),
    TotalCount: z.optional(z.number()),
    UtcCreate: z.optional(z.string()),
    UtcExpireTime: z.optional(z.string())
  })
})

/** What the instance is and holds. */
export interface DetailOutput {
  /** Fields are undefined where the service leaves them out. */
  readonly instance: {
    readonly name: string
    /** Region id such as `cn-shanghai`. */
    readonly region: string | undefined
    /** 0 product, 1 generic, 2 fabric, 3 and 7 trademark, 4 copyright, 5 furniture, 6 hardware (documented numbers). */
    readonly serviceType: number | undefined
    /** Pictures that the instance can hold; the wire counts in units of 10,000. */
    readonly capacityPictures: number | undefined
    /** Searches per second that were bought. */
    readonly searchesPerSecond: number | undefined
    /** Pictures stored now. */
    readonly pictures: number | undefined
    readonly createdAt: Date | undefined
    readonly expiresAt: Date | undefined
  }
}

export const Detail: ClientOperation<
  z.input<typeof Input>,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  DetailOutput
> = {
  name: "Detail",
  input: Input,
  answer: Answer,
  encode: (_, common) => ({ query: wireParameters({ ...common }), form: undefined }),
  decode: ({ Instance: wire }) => ({
    instance: {
      name: wire.Name,
      region: wire.Region,
      serviceType: wire.ServiceType,
      capacityPictures: wire.Capacity === undefined ? undefined : wire.Capacity * 10_000,
      searchesPerSecond: wire.Qps,
      pictures: wire.TotalCount,
      createdAt: toDate(wire.UtcCreate),
      expiresAt: toDate(wire.UtcExpireTime)
    }
  })
}
