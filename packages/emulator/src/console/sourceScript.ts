// The script of the page while the emulator runs from its sources: bundled as the build does it. Not part of the build.

import { fileURLToPath } from "node:url"
import { build } from "esbuild"

/** Bundles the script anew at each call, so that a change shows when the page is loaded again. */
export const bundleSource = async (file: URL): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error"
  })
  return outputFiles.map(({ text }) => text).join("\n")
}
