/**
 * Which package may import what. Layers point down only: core, transport, client, apps; the emulator stands apart and
 * may read core's data, so that it stays an independent judge of the rest.
 */
import type { Check, Finding, SourceTree } from "./Check.ts"
import { importsOf } from "./imports.ts"

interface Layer {
  /** Path of the package from the root. */
  readonly path: string
  /** Whether a module that is neither relative nor the package's own may be imported by this file. */
  readonly allows: (module: string, file: string) => boolean
}

const isNode = (module: string) => module.startsWith("node:")
const isOneOf =
  (...names: readonly string[]) =>
  (module: string) =>
    names.includes(module)
/** Modules of Effect that are stable, imported one by one: the barrel costs 250 ms at start. */
const isStableEffect = (module: string) =>
  /^effect\/(?:Cause|Clock|Context|Data|Duration|Effect|Exit|Fiber|Layer|Metric|Option|Pull|Random|Redacted|Ref|Schedule|Scope|Stream|Tracer)$/.test(
    module
  )

const layers: readonly Layer[] = [
  {
    path: "packages/core",
    allows: (module, file) =>
      module === "#digest" ||
      (module === "node:crypto" && file.endsWith("/digest.node.ts")) ||
      (module.startsWith("@noble/hashes/") && file.endsWith("/digest.portable.ts"))
  },
  {
    path: "packages/transport",
    allows: (module, file) =>
      module === "@imagesearch/core" ||
      module === "#network" ||
      isNode(module) ||
      isStableEffect(module) ||
      (module === "undici" && file.endsWith("/UndiciSender.ts"))
  },
  {
    path: "packages/client",
    allows: (module, file) =>
      isOneOf("@imagesearch/core", "@imagesearch/transport")(module) ||
      // Not `zod` itself, which a bundler cannot take apart: 98 kB in a program where these are 35.
      isOneOf("zod/mini", "zod/locales", "zod/v4/core")(module) ||
      isNode(module) ||
      isStableEffect(module) ||
      // An optional peer: whoever does not normalize pictures does without it.
      (module === "sharp" && file.includes("/src/normalize/"))
  },
  {
    path: "packages/emulator",
    allows: (module, file) =>
      isNode(module) ||
      isOneOf("sharp", "zod", "csv-parse/sync")(module) ||
      module.startsWith("@imagesearch/core/data/") ||
      (isOneOf("pkijs", "asn1js")(module) && file.includes("/tls/")) ||
      // The build leaves this file out.
      (module === "esbuild" && file.endsWith("/console/sourceScript.ts"))
  },
  { path: "apps/cli", allows: (module) => module !== "@imagesearch/worker" && !isEmulator(module) },
  { path: "apps/worker", allows: (module) => module !== "@imagesearch/cli" && !isEmulator(module) },
  {
    // What it compares with is not ours; of ours it uses what users can import, but for what ADR 0025 names.
    path: "packages/bench",
    allows: (module) =>
      isNode(module) ||
      module.startsWith("@alicloud/") ||
      isOneOf(
        "@imagesearch/client/promise",
        "@imagesearch/client/2019-03-25",
        "@imagesearch/core",
        "esbuild",
        "undici"
      )(module)
  },
  { path: "packages/demo", allows: (module) => isNode(module) || module === "sharp" },
  {
    // Published entry points only: what it shows must hold for anyone who installs the packages.
    path: "packages/conformance",
    allows: (module) =>
      isOneOf(
        "@imagesearch/core",
        "@imagesearch/client",
        "@imagesearch/client/promise",
        "@imagesearch/client/2019-03-25",
        "@imagesearch/emulator",
        "@alicloud/imagesearch20201214",
        "@alicloud/pop-core"
      )(module) || isNode(module)
  },
  {
    path: "packages/checks",
    allows: (module) => isNode(module) || isOneOf("vitest/node", "@microsoft/api-extractor")(module)
  }
]

const isEmulator = (module: string) => module.startsWith("@imagesearch/emulator")

export const layersCheck: Check = {
  rule: "Layers point down only",
  run: (tree) => layers.flatMap((layer) => findingsOf(layer, tree))
}

const findingsOf = (layer: Layer, tree: SourceTree): readonly Finding[] =>
  tree.files
    .filter((file) => file.startsWith(`${layer.path}/src/`) && file.endsWith(".ts"))
    .flatMap((file) =>
      importsOf(tree.read(file)).flatMap((module): readonly Finding[] => {
        if (module.startsWith("."))
          return leavesPackage(file, module, layer.path)
            ? [{ file, problem: `reaches into another package: ${module}` }]
            : []
        return layer.allows(module, file) ? [] : [{ file, problem: `may not import ${module}` }]
      })
    )

const leavesPackage = (file: string, module: string, path: string): boolean =>
  !new URL(module, `file:///${file}`).pathname.startsWith(`/${path}/`)
