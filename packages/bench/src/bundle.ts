/** A bundle as a user's bundler would make it, and its size. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"

const here = fileURLToPath(new URL("../", import.meta.url))

export interface BundleRequest {
  /** The package's entry point, as a program imports it. */
  readonly from: string
  /** What of it the program uses. */
  readonly name: string
  /** Modules that stay outside. */
  readonly external: readonly string[]
}

export interface Bundle {
  /** Absolute path of the file, an ES module for Node. */
  readonly path: string
  /** Minified. */
  readonly bytes: number
  readonly gzippedBytes: number
}

/** Bundles and minifies into `dist`. */
export const bundle = async ({ from, name, external }: BundleRequest): Promise<Bundle> => {
  const path = `${here}dist/${name}.js`
  const { outputFiles } = await build({
    stdin: { contents: `export { ${name} } from ${JSON.stringify(from)}`, resolveDir: here },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22.19",
    format: "esm",
    external: [...external],
    // Its warnings are about imports of chunks without side effects, which it drops as it should.
    logLevel: "error",
    // Without it esbuild takes the sources, by `paths` of tsconfig.json.
    tsconfigRaw: {},
    write: false
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`esbuild wrote nothing for ${from}`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, file.contents)
  return { path, bytes: file.contents.byteLength, gzippedBytes: gzipSync(file.contents).byteLength }
}
