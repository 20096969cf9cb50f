/** What the examples of the documents are run with: an emulator, pictures and a catalogue where they expect them. */
import { spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../../..", import.meta.url))

export interface Stage extends AsyncDisposable {
  /** Runs a command to its end in the folder of the pictures; rejects with what it wrote unless it exits with 0. */
  readonly run: (command: string, args: readonly string[]) => Promise<string>
}

const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "reader", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a secret of the examples" }

export const openStage = async (): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), "examples-"))
  for (const place of [folder, join(folder, "try")]) writeFilesOfExamples(place)
  const PATH = [join(root, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter)
  const basis = { PATH, HOME: folder, NODE_OPTIONS: process.env["NODE_OPTIONS"], ...key }
  const emulator = await startEmulator(basis, join(folder, "buckets"))
  const environment = {
    ...basis,
    ALIBABA_CLOUD_REGION_ID: "cn-shanghai",
    IMAGESEARCH_INSTANCE: "catalogue",
    IMAGESEARCH_ENDPOINT: emulator.url
  }
  return {
    run: (command, args) => runToItsEnd({ command, args, folder, environment }),
    [Symbol.asyncDispose]: async () => {
      await emulator.stop()
      rmSync(folder, { recursive: true })
    }
  }
}

const startEmulator = async (env: NodeJS.ProcessEnv, buckets: string) => {
  const bin = join(root, "packages/emulator/bin/imagesearch-emulator.js")
  // The one type that is searched by words too.
  const kind = ["--instance", "catalogue", "--service-type", "multimodal"]
  const options = ["--port", "0", ...kind, "--oss-dir", buckets, "--strict", "--json"]
  const child = spawn(process.execPath, [bin, ...options], { env, stdio: ["ignore", "pipe", "inherit"] })
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next()
  const { url }: { readonly url: string } = JSON.parse(String(value))
  const ended = new Promise((resolve) => child.once("exit", resolve))
  return {
    url,
    stop: () => {
      child.kill()
      return ended
    }
  }
}

const writeFilesOfExamples = (place: string) => {
  for (const part of ["photos", "fixtures"]) mkdirSync(join(place, part), { recursive: true })
  const pictures = [
    "query.jpg",
    "new.jpg",
    "photos/query.jpg",
    "photos/new.jpg",
    "photos/shoe-1.jpg",
    "photos/bag-7.jpg",
    "photos/shoe-01.jpg",
    "photos/shoe-02.jpg",
    "photos/bag-01.jpg",
    "fixtures/shoe.jpg"
  ]
  for (const [index, name] of pictures.entries()) writeFileSync(join(place, name), picture(index))
  const rows = ["ProductId,PicName,CategoryId,IntAttr,Picture", "shoe-1,front.jpg,4,4990,photos/shoe-1.jpg"]
  writeFileSync(join(place, "catalogue.csv"), `${rows.join("\n")}\n`)
}

/** A PPM of 240 by 240 pixels with a coloured square; the format of a picture shows in its content, not in its name. */
const picture = (seed: number): Uint8Array => {
  const side = 240
  const pixels = Buffer.alloc(side * side * 3, 235)
  for (let y = 60; y < 180; y++)
    for (let x = 60; x < 180; x++) pixels.set([200 - seed * 30, 40 + seed * 30, 30], (y * side + x) * 3)
  return Buffer.concat([Buffer.from(`P6 ${side} ${side} 255\n`), pixels])
}

const runToItsEnd = async ({
  command,
  args,
  folder,
  environment
}: {
  readonly command: string
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
}): Promise<string> => {
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${String(code)}:\n${output}`)
  return output
}
