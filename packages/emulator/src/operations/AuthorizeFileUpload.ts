// AuthorizeFileUpload (2019-12-19): a ticket for one upload into the transfer bucket of a region.

import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import { uploadEndpoint } from "../addresses.ts"
import { invalid, missing } from "../errors.ts"
import { issueTicket } from "../oss/ticket.ts"
import { operation } from "./Operation.ts"

/** The only product that the emulator plays. */
const PRODUCT = "imagesearch"

export const AuthorizeFileUpload = operation({
  name: "AuthorizeFileUpload",
  parameters: ["Product", "RegionId"],
  read: (parameters, service) => {
    const product = parameters.required("Product", () => missing("Product"))
    if (product.toLowerCase() !== PRODUCT) throw invalid("Product")
    // Clients without a region leave it out.
    const regionId = parameters.value("RegionId") ?? service.instance.facts.region
    const region = regions.find(({ id }) => id === regionId)
    if (region === undefined) throw invalid("RegionId")
    return region
  },
  perform: (service, region, { port }) => ({
    // The port the request came in on: an upload follows the endpoint that issued its ticket.
    ...issueTicket(service.ticketKey, {
      bucket: region.transferBucket,
      endpoint: uploadEndpoint(region.id, { advertised: service.advertised, port }),
      now: service.now()
    })
  })
})
