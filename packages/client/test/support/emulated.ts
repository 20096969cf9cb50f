/** A client of an emulator of its own, both gone with the test. */
import { startEmulator, type Emulator } from "@imagesearch/emulator"
import { createImageSearch, type ImageSearchClient, type ImageSearchConfig } from "../../src/promise.ts"

export const keys = { accessKeyId: "testid", accessKeySecret: "testsecret-that-must-not-leak" }

export interface Emulated extends AsyncDisposable {
  readonly emulator: Emulator
  readonly client: ImageSearchClient
  /** A further client with other settings. */
  readonly clientWith: (changes: ImageSearchConfig) => ImageSearchClient
}

export const emulated = async (options: Partial<Parameters<typeof startEmulator>[0]> = {}): Promise<Emulated> => {
  const emulator = await startEmulator({ ...keys, instance: "demo", strict: true, ...options })
  const config: ImageSearchConfig = { ...keys, region: "cn-shanghai", instance: "demo", endpoint: emulator.urls }
  const clients: Array<ImageSearchClient> = []
  const clientWith = (changes: ImageSearchConfig) => {
    const client = createImageSearch({ ...config, ...changes })
    clients.push(client)
    return client
  }
  return {
    emulator,
    client: clientWith({}),
    clientWith,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map((client) => client.close()))
      await emulator.close()
    }
  }
}
