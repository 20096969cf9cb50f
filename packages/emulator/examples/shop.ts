// The program that the examples test: a shop that shows the owner how full the instance is. It calls the service by hand
// with a bearer token, so that the examples need nothing but the emulator; a shop would use a client, and give it
// `emulator.url`, `emulator.instance` and the key of `emulator`.

/** Where the service is, and who asks. */
export interface Service {
  readonly url: string
  readonly instance: string
  readonly bearerToken: string
}

/** How many pictures the instance holds; "busy" if the service says that it was asked too often. */
export const countPictures = async ({ url, instance, bearerToken }: Service): Promise<number | "busy"> => {
  const query = new URLSearchParams({ InstanceName: instance, SignatureType: "BEARERTOKEN" })
  const answer = await fetch(`${url}/?${query.toString()}`, {
    method: "POST",
    headers: { "x-acs-action": "Detail", "x-acs-version": "2020-12-14", "x-acs-bearer-token": bearerToken }
  })
  const body: unknown = await answer.json()
  if (!answer.ok) return isBusy(body) ? "busy" : Promise.reject(new Error(`Detail failed with ${answer.status}`))
  return totalOf(body)
}

const isBusy = (body: unknown): boolean =>
  typeof body === "object" && body !== null && "Code" in body && body.Code === "DeniedRequest"

const totalOf = (body: unknown): number => {
  const instance: unknown = typeof body === "object" && body !== null && "Instance" in body ? body.Instance : undefined
  if (typeof instance !== "object" || instance === null || !("TotalCount" in instance))
    throw new Error("the answer does not say how many pictures there are")
  return Number(instance.TotalCount)
}
