/** The regions of the service, with the hosts that people copy from here: never cut. */
import { legacyRegions, type Region } from "@imagesearch/core"
import { displayWidth } from "effect/cli/CliOutput"
import type { Printer } from "../Output.ts"
import { pairs } from "./pairs.ts"
import { table, type Column } from "./table.ts"
import type { Screen } from "./screen.ts"

export const regionsPrinter: Printer<readonly Region[]> = {
  text: (regions, screen) => {
    const oneLineEach = table(columns, regions, { ...screen, columns: undefined })
    // Its lines are wider than the usual 80 cells: there each region takes three lines instead.
    const doesFit =
      screen.columns === undefined || screen.columns >= Math.max(...oneLineEach.split("\n").map(displayWidth))
    const list = doesFit ? oneLineEach : regions.map((region) => block(region, screen)).join("\n")
    return `${list}\n\n${legacyNote}`
  },
  json: (regions) => ({
    regions: regions.map(({ id, name, endpoint, vpcEndpoint, inChinaSiteConsole }) => ({
      id,
      name,
      endpoint,
      vpcEndpoint,
      inChinaSiteConsole
    })),
    legacyRegions: legacyRegions.map(({ id, name, endpoint }) => ({ id, name, endpoint }))
  })
}

const legacyNote = `Only the official SDK still lists ${legacyRegions.map(({ id }) => id).join(" and ")}.`

const columns: readonly Column<Region>[] = [
  { title: "REGION", style: "bold", cell: ({ id }) => id },
  { title: "NAME", cell: ({ name }) => name },
  { title: "PUBLIC ENDPOINT", cell: ({ endpoint }) => endpoint },
  { title: "VPC ENDPOINT", cell: ({ vpcEndpoint }) => vpcEndpoint }
]

const block = ({ id, name, endpoint, vpcEndpoint }: Region, screen: Screen): string =>
  `${screen.paint("bold", id)}  ${name}\n${pairs(
    [
      ["  public", endpoint],
      ["  VPC", vpcEndpoint]
    ],
    screen
  )}`
