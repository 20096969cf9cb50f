/** `imagesearch-worker import`: brings an instance in step with a catalogue. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Option from "effect/Option"
import { resolve } from "node:path"
import { importCatalogue } from "../run/importCatalogue.ts"
import { Progress } from "../run/Progress.ts"
import { reportText, type ImportReport } from "../run/report.ts"
import { exitCodes, usage } from "../WorkerError.ts"
import { ExitStatus } from "./ExitStatus.ts"
import { connection, json, store, toConfig } from "./flags.ts"

/** Highest rate that is taken, in calls per second: far above what can be bought. */
const rateLimit = 1_000

const help = `Adds the pictures of a catalogue to an instance, durably.

The catalogue is a CSV file with a header, its cells separated by commas,
semicolons or tabs, or NDJSON. Its columns are ProductId and Picture (a file,
relative to the catalogue), and if you like PicName (else the file's name),
CategoryId, IntAttr, IntAttr2 … IntAttr4, StrAttr … StrAttr4 and CustomContent.
Case, spaces, _ and - in column names do not matter, nor spaces around cells.

Whatever ends a run, even kill -9 or a power cut: run the same command again.
It sends what is missing, what has changed (picture or attributes, by
ProductId + PicName) and what had failed, and nothing else. What is done is
written in the file --store, with .lock, -wal and -shm beside it. Several
processes on one machine may work on one store. Rows that are gone from the
catalogue are not deleted from the instance.

The instance is asked for its details first. Without --rate its capacity tells
the rate: with room for 100,000 pictures it takes 1 picture per second, a larger
one 5. A job is tried up to 6 times for reasons that can pass. When the service
does not answer for 90 s the run ends, and its jobs stay queued.`

/** After the flags. */
export const importNotes = `ENVIRONMENT (flags win)
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  ALIBABA_CLOUD_SECURITY_TOKEN, ALIBABA_CLOUD_PROFILE, ALIBABA_CLOUD_REGION_ID,
  IMAGESEARCH_INSTANCE, IMAGESEARCH_ENDPOINT,
  IMAGESEARCH_OPEN_PLATFORM_ENDPOINT, HTTPS_PROXY, HTTP_PROXY, NO_PROXY

Without a key among these, it is looked for as Alibaba Cloud's SDKs do: OIDC
role, ~/.aliyun/config.json, ~/.alibabacloud/credentials, the role of an ECS
machine, ALIBABA_CLOUD_CREDENTIALS_URI. A key that ends is renewed meanwhile.

EXIT CODES
    0  all done
    1  failure, as of the store or the instance
    2  wrong flags, settings, catalogue or store; nothing was sent
    3  some rows failed
   69  service unavailable, or timed out
   75  throttled; try again later
   77  credentials or permission refused
  130  interrupted (Ctrl-C)
  143  terminated

Not verified on the live service: tried against the emulator.`

export const importCommand = Command.make(
  "import",
  {
    catalogue: Argument.String("catalogue").pipe(Argument.withDescription("CSV or NDJSON file")),
    store,
    rate: Flag.Finite("rate").pipe(
      Flag.withMetavar("N"),
      Flag.withDescription("Pictures per second, spaced evenly; by default 1 or 5, by the instance's capacity"),
      Flag.optional
    ),
    concurrency: Flag.Int("concurrency").pipe(
      Flag.withMetavar("N"),
      Flag.withDescription("Pictures on their way at a time; by default 2 to 8, by the rate"),
      Flag.optional
    ),
    ...connection,
    json
  },
  Effect.fnUntraced(function* (flags) {
    const rate = Option.getOrUndefined(flags.rate)
    const concurrency = Option.getOrUndefined(flags.concurrency)
    if (rate !== undefined && !(rate > 0 && rate <= rateLimit))
      return yield* usage(`--rate must be above 0 and at most ${rateLimit}, not ${rate}.`)
    if (concurrency !== undefined && concurrency < 1)
      return yield* usage(`--concurrency must be at least 1, not ${concurrency}.`)
    const progress = new Progress(process.stderr, process.env, () => performance.now())
    if (Option.isSome(flags.accessKeySecret)) {
      progress.warn(
        "other users of this machine can see --access-key-secret; set ALIBABA_CLOUD_ACCESS_KEY_SECRET instead."
      )
    }
    const report = yield* importCatalogue(
      {
        catalogue: flags.catalogue,
        store: resolve(flags.store),
        rate,
        concurrency,
        config: yield* toConfig(flags),
        environment: process.env
      },
      progress
    ).pipe(Effect.scoped)
    yield* Console.log(flags.json ? JSON.stringify(report) : reportText(report, flags.store))
    return yield* ExitStatus.set(exitCodeFor(report))
  })
).pipe(
  Command.withDescription(help),
  Command.withShortDescription("Add the pictures of a catalogue to an instance, durably"),
  Command.withExamples([
    {
      command:
        "imagesearch-worker import catalogue.csv --store import.sqlite \\\n    --region cn-shanghai --instance demo",
      description: "Import, or go on after whatever ended the last run"
    },
    {
      command:
        "imagesearch-worker import catalogue.csv --store trial.sqlite \\\n    --endpoint http://127.0.0.1:8080 --instance demo --rate 50",
      description: "Try it against the emulator"
    }
  ])
)

const exitCodeFor = ({ stoppedBy, failed }: ImportReport): number => {
  if (stoppedBy !== null) return stoppedBy === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated
  return failed > 0 ? exitCodes.partly : exitCodes.done
}
