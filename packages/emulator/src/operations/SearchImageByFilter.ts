// SearchImageByFilter: the stored pictures whose attributes satisfy a filter, in the order in which they were added;
// the service's order is documented nowhere.

import { refuse } from "../errors.ts"
import { satisfies } from "../filter/evaluate.ts"
import { showPicture } from "./attributes.ts"
import { readFilter, readWindow, WINDOW_PARAMETERS } from "./conditions.ts"
import { checkInstance, NAMED_INSTANCE, operation } from "./Operation.ts"

export const SearchImageByFilter = operation({
  name: "SearchImageByFilter",
  parameters: WINDOW_PARAMETERS,
  read: (parameters, service) => {
    // No list of codes is documented for this operation; these are the searches'.
    checkInstance(parameters, service, NAMED_INSTANCE)
    const filter = readFilter(parameters)
    if (filter === undefined) throw refuse("InvalidFilterClause")
    return { filter, ...readWindow(parameters) }
  },
  perform: ({ instance }, { filter, start, num }) => ({
    Success: true,
    Code: 0,
    Msg: "success",
    Auctions: instance
      .where((record) => satisfies(record, filter))
      .slice(start, start + num)
      .map(({ record }) => showPicture(record))
  })
})
