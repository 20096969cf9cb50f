/** What needs an instance: what it is, filters, delays, throttles, and answers that no document describes. */
import type { Call, Value } from "../../cases/Case.ts"
import type { PictureName } from "../../pictures.ts"
import { objectOf } from "../../drivers/values.ts"
import { codeOf, membersOf, outcomeOf } from "../answerOf.ts"
import type { Finding, Probe } from "../Probe.ts"

interface Added {
  readonly product: string
  readonly picture?: PictureName
  readonly more?: Readonly<Record<string, Value>>
}

/** Stores a picture under a product of this run. */
const add = ({ product, picture = "red disc", more = {} }: Added): Call => ({
  operation: "AddImage",
  parameters: { ProductId: `{run}${product}`, PicName: "a.ppm", PicContent: { picture }, ...more }
})

const removed = "the products that it adds are deleted at the end of the run"

const detail: Probe = {
  id: "instance",
  level: 3,
  does: "asks what the instance is",
  calls: ["Detail"],
  cleanUp: "nothing is left",
  answers: ["service-type-multimodal", "pixels-copyright"],
  run: async ({ call }) => {
    const instance = objectOf(membersOf(await call({ operation: "Detail", parameters: {} }))["Instance"])
    const byText = await call({ operation: "SearchImageByText", parameters: { Text: "disc", Num: 1 } })
    const type = JSON.stringify(instance["ServiceType"])
    const findings: Finding[] = [
      {
        says: `service type ${type}, capacity ${JSON.stringify(instance["Capacity"])}, ${JSON.stringify(instance["Qps"])} searches a second`
      }
    ]
    if (byText.status === 200) {
      findings.push({
        question: "service-type-multimodal",
        says: `an instance that searches by text is of type ${type}`
      })
    }
    if (instance["ServiceType"] === 4) {
      const small = await call(add({ product: "pixels", picture: "99 pixels wide" }))
      findings.push({ question: "pixels-copyright", says: `a side of 99 pixels ends with ${outcomeOf(small)}` })
    }
    return findings
  }
}

const delay: Probe = {
  id: "delay",
  level: 3,
  does: "adds a picture and searches until it is found",
  calls: ["AddImage", "SearchImageByName up to 20 times"],
  cleanUp: removed,
  answers: ["index-delay"],
  run: async ({ call, run, now, sleep }) => {
    const added = await call(add({ product: "delay" }))
    if (added.status !== 200) return [{ says: `AddImage ends with ${outcomeOf(added)}` }]
    const from = now()
    for (let tries = 1; tries <= 20; tries++) {
      const found = await call({
        operation: "SearchImageByName",
        parameters: { ProductId: `${run}delay`, PicName: "a.ppm", Num: 1 }
      })
      if (found.status === 200 && JSON.stringify(membersOf(found)["Auctions"]).includes(`${run}delay`)) {
        return [
          {
            question: "index-delay",
            says: `found at try ${tries}, ${Math.round(now() - from)} ms after AddImage had answered`
          }
        ]
      }
      await sleep(500)
    }
    return [{ question: "index-delay", says: "not found in 20 tries" }]
  }
}

const filters: Probe = {
  id: "filters",
  level: 3,
  does: "tries the parts of the filter language that no page shows",
  calls: ["AddImage twice", "SearchImageByFilter with eight filters"],
  cleanUp: removed,
  answers: ["filter-lists", "filter-numbered", "filter-precedence"],
  run: async ({ call, run }) => {
    await call(add({ product: "f1", more: { IntAttr: 1, IntAttr2: 7, StrAttr: "{run}x" } }))
    await call(add({ product: "f2", more: { IntAttr: 2, StrAttr: "{run}y" } }))
    const tries: ReadonlyArray<readonly [Finding["question"] & string, string]> = [
      ["filter-lists", `str_attr in ("${run}x","${run}y")`],
      ["filter-lists", `str_attr in ["${run}x","${run}y"]`],
      ["filter-lists", `str_attr="${run}x" AND int_attr not in (2,3)`],
      ["filter-numbered", `str_attr="${run}x" AND int_attr2=7`],
      ["filter-numbered", `str_attr="${run}x" AND int_attr_2=7`],
      ["filter-precedence", `str_attr="${run}x" OR str_attr="${run}y" AND int_attr=1`],
      ["filter-precedence", `str_attr="${run}x" and int_attr=1`],
      ["filter-precedence", String.raw`str_attr="${run}\"x"`]
    ]
    const findings: Finding[] = []
    for (const [question, filter] of tries) {
      const answer = await call({ operation: "SearchImageByFilter", parameters: { Filter: filter } })
      const found = membersOf(answer)["Auctions"]
      const count = Array.isArray(found) ? `${found.length} found` : outcomeOf(answer)
      findings.push({ question, says: `${filter.replaceAll(run, "")}: ${count}` })
    }
    return findings
  }
}

const absence: Probe = {
  id: "absence",
  level: 3,
  does: "asks for what is not there, and leaves out what is mandatory",
  calls: ["CheckImageExists three times", "SearchImageByFilter twice"],
  cleanUp: "nothing is left",
  answers: ["check-absent", "codes-check", "codes-filter"],
  run: async ({ call, run }) => {
    const absent = await call({
      operation: "CheckImageExists",
      parameters: { ProductId: `${run}nobody`, PicName: "a.ppm" }
    })
    const codes = async (operation: "CheckImageExists" | "SearchImageByFilter", parameters: Call["parameters"]) =>
      outcomeOf(await call({ operation, parameters }))
    return [
      { question: "check-absent", says: `Auctions is ${JSON.stringify(membersOf(absent)["Auctions"])}` },
      { question: "codes-check", says: `without a product ${await codes("CheckImageExists", { PicName: "a.ppm" })}` },
      { question: "codes-check", says: `without a picture ${await codes("CheckImageExists", { ProductId: "p" })}` },
      {
        question: "codes-filter",
        says: `with Num=101 ${await codes("SearchImageByFilter", { Filter: "int_attr=1", Num: 101 })}`
      },
      { question: "codes-filter", says: `without a filter ${await codes("SearchImageByFilter", {})}` }
    ]
  }
}

const places: Probe = {
  id: "places",
  level: 3,
  does: "puts parameters into the query that belong into the form, and the other way round",
  calls: ["AddImage", "SearchImageByName twice, each parameter in the other place the second time"],
  cleanUp: removed,
  answers: ["wrong-place"],
  run: async ({ call, run }) => {
    await call(add({ product: "place" }))
    const searching: Call = {
      operation: "SearchImageByName",
      parameters: { ProductId: `${run}place`, PicName: "a.ppm", ScoreThreshold: "0.10" }
    }
    const right = await call(searching)
    const swapped = await call(searching, { places: "swapped" })
    return [
      {
        question: "wrong-place",
        says: `in the documented places ${outcomeOf(right)}, swapped ${outcomeOf(swapped)}`
      }
    ]
  }
}

const contents: Probe = {
  id: "contents",
  level: 3,
  does: "sends PicContent as Base64",
  calls: ["AddImage"],
  cleanUp: removed,
  answers: ["foreign-address"],
  run: async ({ call, run }) => {
    const answer = await call({
      operation: "AddImage",
      parameters: { ProductId: `${run}base64`, PicName: "a.ppm", PicContent: "iVBORw0KGgo=" }
    })
    return [{ question: "foreign-address", says: `Base64 ends with ${outcomeOf(answer)}` }]
  }
}

const burst: Probe = {
  id: "burst",
  level: 3,
  does: "sends six calls at once, to be throttled",
  calls: ["Detail six times at once"],
  cleanUp: "nothing is left",
  answers: ["retry-after"],
  run: async ({ callAtOnce }) => {
    const answers = await callAtOnce(Array.from({ length: 6 }, (): Call => ({ operation: "Detail", parameters: {} })))
    const throttled = answers.filter((answer) => /Denied|Throttling/.test(codeOf(answer)))
    const [first] = throttled
    if (first === undefined) return [{ question: "retry-after", says: "none of six calls at once was throttled" }]
    const header = first.headers["x-acs-retry-after"] ?? first.headers["retry-after"]
    return [
      {
        question: "retry-after",
        says: `${throttled.length} of six ended with ${outcomeOf(first)}; ${header === undefined ? "no header says when to come back" : `its header says ${header}`}`
      }
    ]
  }
}

export const instanceProbes: readonly Probe[] = [detail, delay, filters, absence, places, contents, burst]
