/** Domains by region, one on each line, so that a line can be copied or cut out. */
import type { WhitelistRow } from "@imagesearch/core"
import type { Printer } from "../Output.ts"
import { table, type Column } from "./table.ts"

interface Line {
  readonly region: string
  readonly domain: string
}

const columns: readonly Column<Line>[] = [
  { title: "REGION", style: "bold", cell: ({ region }) => region },
  { title: "DOMAIN", cell: ({ domain }) => domain }
]

export const whitelistPrinter: Printer<readonly WhitelistRow[]> = {
  // Never cut: a domain without its end is of no use.
  text: (rows, screen) =>
    table(
      columns,
      rows.flatMap(({ region, domains }) => domains.map((domain) => ({ region, domain }))),
      { ...screen, columns: undefined }
    ),
  json: (rows) => ({ whitelist: rows })
}
