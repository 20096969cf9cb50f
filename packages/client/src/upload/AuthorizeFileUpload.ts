/**
 * AuthorizeFileUpload, first hop of an upload: asks the central open platform for a form policy that lets one object
 * be stored in the region's transfer bucket.
 *
 * Wire names: Product and RegionId in the query of a GET. The answer carries no security token.
 */
import * as z from "zod"

/** The answer's shape. */
export const UploadTicket = z.looseObject({
  AccessKeyId: z.string().min(1),
  Bucket: z.string().min(1),
  EncodedPolicy: z.string().min(1),
  Endpoint: z.string().min(1),
  ObjectKey: z.string().min(1),
  Signature: z.string().min(1),
  UseAccelerate: z.boolean().default(false)
})

/** Leave to upload one object. Its signature covers the policy, which names bucket and key. */
export interface UploadTicket extends z.infer<typeof UploadTicket> {}

/** Where the service fetches the object from: always http and the public host, whatever way the upload took. */
export const objectUrl = (ticket: UploadTicket): string =>
  `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
