/** The document as the data of today make it. */
import { operations } from "@imagesearch/core"
import { cases } from "../cases/index.ts"
import { drivers } from "../drivers/index.ts"
import { readMarks } from "../marks.ts"
import { gatewayChoices } from "./gatewayChoices.ts"
import { operationChoices } from "./operationChoices.ts"
import { renderDifferences } from "./render.ts"

export const currentDifferences = (): string =>
  renderDifferences({ operations, cases, operationChoices, gatewayChoices, drivers, marks: readMarks() })
