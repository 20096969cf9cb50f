// SearchImageByText: the stored pictures that a text speaks of, for instances of the multimodal type only.
//
// The service compares the text with the pictures by a model that has learned what words look like. The emulator has
// none, and this is no stand-in for it: it looks up words, see textSearch.ts. It is good for trying calls, shapes, paging
// and errors; it says nothing about which hits the service would find.

import { refuse } from "../errors.ts"
import { serviceType } from "../serviceType.ts"
import { showPicture } from "./attributes.ts"
import { knownCategories } from "./category.ts"
import { CONDITION_PARAMETERS, pageOf, passes, readConditions } from "./conditions.ts"
import { checkInstance, NAMED_INSTANCE, operation } from "./Operation.ts"
import { showHead, showScore } from "./search.ts"
import { scoreByWords } from "./textSearch.ts"

/** Documented limit in characters. */
const LONGEST_TEXT = 512

export const SearchImageByText = operation({
  name: "SearchImageByText",
  parameters: [...CONDITION_PARAMETERS, "Text"],
  read: (parameters, service) => {
    checkInstance(parameters, service, NAMED_INSTANCE)
    if (serviceType(service.instance.facts.serviceType)?.hasTextSearch !== true) throw refuse("UnsupportedInstanceType")
    parameters.required("Text", () => refuse("InvalidText"))
    const text = parameters.text("Text", { longest: LONGEST_TEXT, invalid: "InvalidTextLength" })
    return { text, conditions: readConditions(parameters) }
  },
  perform: (service, { text, conditions }) => {
    const startedAt = performance.now()
    const scoreOf = scoreByWords(text, knownCategories(service))
    const matches = service.instance
      .where((record) => passes(record, conditions.filter))
      .map((picture) => ({ record: picture.record, score: scoreOf(picture) }))
      .filter(({ score }) => score > 0)
    // A stable sort: of equals, the one added first.
    const hits = pageOf(
      matches.toSorted((a, b) => b.score - a.score),
      conditions
    )
    return {
      Success: true,
      Code: 0,
      Msg: "success",
      Head: showHead({ returned: hits.length, matches: matches.length, startedAt }),
      Auctions: hits.map(({ record, score }) => ({ ...showPicture(record), Score: showScore(score) })),
      PicInfo: { AllCategories: knownCategories(service) }
    }
  }
})
