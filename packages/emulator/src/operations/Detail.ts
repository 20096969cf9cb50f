// Detail: what the instance is and how full it is.

import { checkInstance, operation, REPORTED_INSTANCE } from "./Operation.ts"

/**
 * Not documented how long an instance lives; unless the emulator was told, a year from its creation, so that it is
 * never close to its end in a test.
 */
const LIFETIME_MS = 365 * 24 * 60 * 60 * 1_000

export const Detail = operation({
  name: "Detail",
  parameters: ["InstanceName"],
  read: (parameters, service) => checkInstance(parameters, service, REPORTED_INSTANCE),
  perform: ({ instance, plan }) => ({
    Success: true,
    Instance: {
      Name: instance.facts.name,
      Region: instance.facts.region,
      ServiceType: instance.facts.serviceType,
      Capacity: Math.ceil(plan.capacity),
      Qps: plan.qps,
      TotalCount: instance.size,
      // Epoch milliseconds as text, as documented.
      UtcCreate: String(instance.facts.createdMs),
      UtcExpireTime: String(plan.expiresMs ?? instance.facts.createdMs + LIFETIME_MS)
    }
  })
})
