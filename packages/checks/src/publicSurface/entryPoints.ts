/** The entry points of a published package that have types: what its users can import. */
import { readFileSync } from "node:fs"
import { join } from "node:path"

export interface EntryPoint {
  /** As a user imports it, such as `@imagesearch/client/promise`. */
  readonly module: string
  /** The built declaration file, absolute. */
  readonly declarations: string
}

/** Reads them from the package's manifest; none for a package that is private or offers no types. */
export const entryPointsOf = (packageFolder: string): readonly EntryPoint[] => {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"))
  if (!isRecord(manifest) || manifest["private"] === true || !isRecord(manifest["exports"])) return []
  const name = String(manifest["name"])
  return Object.entries(manifest["exports"]).flatMap(([subpath, target]) =>
    isRecord(target) && typeof target["types"] === "string"
      ? [{ module: name + subpath.slice(1), declarations: join(packageFolder, target["types"]) }]
      : []
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null
