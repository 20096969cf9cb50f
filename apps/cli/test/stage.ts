/** What most tests need: an emulator, a folder with pictures, and the program with settings that fit. */
import { startEmulator, type Emulator, type EmulatorOptions } from "@imagesearch/emulator"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { drawPictures } from "./pictures.ts"
import { runCli, type CliRun } from "./runCli.ts"

export const secret = "secret-of-the-test-key"

export interface Stage extends AsyncDisposable {
  readonly emulator: Emulator
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  /** The program with the emulator's settings, and with `changes` to them. */
  readonly imagesearch: (args: readonly string[], changes?: Readonly<Record<string, string>>) => Promise<CliRun>
  readonly picture: (name: "disc.ppm" | "box.ppm" | "cone.ppm") => string
}

/** `serviceType` is that of the instance, product unless given. */
export const openStage = async (options: Pick<EmulatorOptions, "serviceType"> = {}): Promise<Stage> => {
  const emulator = await startEmulator({
    accessKeyId: "test-key",
    accessKeySecret: secret,
    instance: "shop",
    strict: true,
    ...options
  })
  const folder = await mkdtemp(join(tmpdir(), "imagesearch-cli-"))
  await drawPictures(folder)
  const environment = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: "test-key",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
    ALIBABA_CLOUD_REGION_ID: "cn-shanghai",
    IMAGESEARCH_INSTANCE: "shop",
    IMAGESEARCH_ENDPOINT: emulator.url
  }
  return {
    emulator,
    folder,
    environment,
    imagesearch: (args, changes) => runCli(args, { environment: { ...environment, ...changes } }),
    picture: (name) => join(folder, name),
    [Symbol.asyncDispose]: async () => {
      await emulator.close()
      await rm(folder, { recursive: true })
    }
  }
}
