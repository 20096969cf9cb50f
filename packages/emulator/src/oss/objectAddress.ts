// Which object an address names: the bucket stands in the host or, for clients that cannot resolve that, in the path.

import regions from "@imagesearch/core/data/regions.json" with { type: "json" }

/** An object of the store. */
export interface ObjectAddress {
  readonly bucket: string
  readonly key: string
}

/**
 * `<bucket>.oss-<region>.<domain>`, also with `-internal` behind the region, as SDKs build it. Any domain will do: names
 * below localhost, those of `--advertise`, and the service's own in a hosts file.
 */
const BUCKET_HOST = /^([a-z0-9-]+)\.oss-[a-z0-9-]+\.[a-z0-9.-]+(?::\d{1,5})?$/i

const BUCKETS: ReadonlySet<string> = new Set(regions.map(({ transferBucket }) => transferBucket))

/** Whether a transfer bucket of that name exists. */
export const isTransferBucket = (bucket: string): boolean => BUCKETS.has(bucket)

/** The object that a host and a path name; undefined if they belong to no bucket. The path may be encoded. */
export const objectAddress = (host: string, path: string): ObjectAddress | undefined => {
  const bucket = BUCKET_HOST.exec(host)?.[1]?.toLowerCase()
  if (bucket !== undefined) return { bucket, key: decoded(path.slice(1)) }
  const [, first = "", ...rest] = path.split("/")
  return BUCKETS.has(first) ? { bucket: first, key: decoded(rest.join("/")) } : undefined
}

/** A key that is wrongly encoded names nothing else either. */
const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}
