/** An endpoint as a URL without a path, written once: each attempt asks for it half a dozen times. */
import { formatEndpoint, type Endpoint } from "@imagesearch/core"

const names = new WeakMap<Endpoint, string>()

/** The same text as `formatEndpoint` gives; endpoints are read-only, so it holds as long as they do. */
export const endpointName = (endpoint: Endpoint): string => {
  const known = names.get(endpoint)
  if (known !== undefined) return known
  const name = formatEndpoint(endpoint)
  names.set(endpoint, name)
  return name
}
