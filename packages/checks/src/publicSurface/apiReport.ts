/** The public surface of one entry point as text, read off its built declarations by API Extractor. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from "@microsoft/api-extractor"
import type { EntryPoint } from "./entryPoints.ts"

/** Declarations in alphabetical order with their docstrings left out; `(undocumented)` marks those without one. */
export const apiReport = (packageFolder: string, { declarations }: EntryPoint): string => {
  const folder = mkdtempSync(join(tmpdir(), "api-report-"))
  try {
    const config = ExtractorConfig.prepare({
      configObject: configuration({ packageFolder, declarations, folder }),
      configObjectFullPath: undefined,
      packageJsonFullPath: join(packageFolder, "package.json")
    })
    // Messages are dropped: the compiler has been asked before, and the rest is about tags that are not used here.
    Extractor.invoke(config, { localBuild: true, messageCallback: (message) => (message.logLevel = quiet) })
    const [report = ""] = readdirSync(folder).filter((file) => file.endsWith(".md"))
    return codeOf(readFileSync(join(folder, report), "utf8"))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Names of exported symbols that a report marks as having no docstring. */
export const undocumentedIn = (report: string): readonly string[] =>
  [...report.matchAll(/^\/\/ @public \(undocumented\)\nexport (?:declare |abstract )*\w+ (\w+)/gm)].map(
    (match) => match[1] ?? ""
  )

const quiet = ExtractorLogLevel.None

const configuration = (paths: {
  readonly packageFolder: string
  readonly declarations: string
  readonly folder: string
}): IConfigFile => ({
  newlineKind: "lf",
  projectFolder: paths.packageFolder,
  mainEntryPointFilePath: paths.declarations,
  compiler: {
    overrideTsconfig: {
      compilerOptions: {
        target: "ES2024",
        lib: ["ES2024", "ESNext.Disposable"],
        types: ["node"],
        typeRoots: [join(paths.packageFolder, "../../node_modules/@types")],
        module: "NodeNext",
        strict: true,
        skipLibCheck: true
      },
      files: [paths.declarations]
    }
  },
  apiReport: {
    enabled: true,
    reportFileName: "report",
    reportFolder: paths.folder,
    reportTempFolder: join(paths.folder, "new"),
    includeForgottenExports: true
  },
  docModel: { enabled: false },
  dtsRollup: { enabled: false },
  tsdocMetadata: { enabled: false }
})

/** The code of a report, without its heading and the remark that it ends with. */
const codeOf = (report: string): string =>
  (/```ts\n([\s\S]*?)\n```/.exec(report)?.[1] ?? "")
    .replace(/\n*\/\/ \(No @packageDocumentation comment[^\n]*/, "")
    .trim()
