import { readFileSync } from "node:fs"

/** The version in package.json, which lies one folder up, from the sources as well as from the build. */
export const packageVersion = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown"
}
