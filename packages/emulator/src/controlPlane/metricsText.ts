// The counts in the text format of Prometheus, version 0.0.4.

import type { Answer } from "../answer.ts"
import { DURATION_BOUNDS } from "../Counts.ts"
import type { Service } from "../Service.ts"

/** Answers with all metrics. */
export const metricsText = (service: Service): Answer => ({
  status: 200,
  headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  body: [
    ...family("answers_total", "counter", "Answers of the service by operation, status and code.", answers(service)),
    ...family("answer_seconds", "histogram", "Time from the request to the written answer.", durations(service)),
    ...family("unknown_parameters_total", "counter", "Parameters that no operation knows.", unknownParameters(service)),
    ...family("faults_total", "counter", "Requests met by each fault script.", faults(service)),
    ...family("pictures", "gauge", "Stored pictures.", pictures(service)),
    ...family("endpoint_up", "gauge", "Whether an endpoint listens.", endpoints(service)),
    ...family("resident_memory_bytes", "gauge", "Memory of the process.", [sample("", {}, process.memoryUsage.rss())]),
    ""
  ].join("\n")
})

type Labels = Readonly<Record<string, string | number>>

const PREFIX = "imagesearch_emulator_"

/** One line without its family's name: what follows it, the labels, the value. */
type Sample = (name: string) => string

const sample =
  (suffix: string, labels: Labels, value: number): Sample =>
  (name) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(String(text))}"`)
    return `${name}${suffix}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${value}`
  }

const family = (name: string, type: string, help: string, samples: readonly Sample[]): readonly string[] => [
  `# HELP ${PREFIX}${name} ${help}`,
  `# TYPE ${PREFIX}${name} ${type}`,
  ...samples.map((write) => write(`${PREFIX}${name}`))
]

const answers = ({ counts }: Service): readonly Sample[] =>
  [...counts.answers.values()].map(({ operation, status, code, count }) =>
    sample("", { operation, status: status ?? "none", code: code ?? "" }, count)
  )

const durations = ({ counts }: Service): readonly Sample[] =>
  [...counts.durations].flatMap(([operation, { within, count, sumSeconds }]) => [
    ...DURATION_BOUNDS.map((le, at) => sample("_bucket", { operation, le }, within[at] ?? 0)),
    sample("_bucket", { operation, le: "+Inf" }, count),
    sample("_sum", { operation }, sumSeconds),
    sample("_count", { operation }, count)
  ])

const unknownParameters = ({ counts }: Service): readonly Sample[] =>
  [...counts.unknownParameters].map(([name, count]) => {
    const [operation = "", ...parameter] = name.split(".")
    return sample("", { operation, parameter: parameter.join(".") }, count)
  })

const faults = ({ faults: scripts }: Service): readonly Sample[] =>
  scripts.states.map(({ id, operation = "", met }) => sample("", { script: id, operation }, met))

const pictures = ({ instances }: Service): readonly Sample[] =>
  [...instances].map(([name, { instance }]) => sample("", { instance: name }, instance.size))

const endpoints = (service: Service): readonly Sample[] =>
  service.endpoints.map(({ url, isUp }) => sample("", { url }, isUp ? 1 : 0))

const escape = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', String.raw`\"`)
    .replaceAll("\n", String.raw`\n`)
