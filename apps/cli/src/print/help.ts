/** Help on stdout when it was asked for; after a usage error one sentence, the usage line and a hint on stderr. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import type * as CliOutput from "effect/cli/CliOutput"
import type { HelpDoc } from "effect/cli/HelpDoc"
import { Output } from "../Output.ts"
import { helpPage } from "./helpPage.ts"
import { terminalScreen } from "./screen.ts"
import { usageProblem } from "./usageProblem.ts"

/** What concerns every command, after the root's own help. */
const environmentAndExitCodes = `ENVIRONMENT (flags win)
  ALIBABA_CLOUD_ACCESS_KEY_ID        AccessKey ID
  ALIBABA_CLOUD_ACCESS_KEY_SECRET    its secret
  ALIBABA_CLOUD_SECURITY_TOKEN       token of a temporary key
  ALIBABA_CLOUD_PROFILE              profile of the aliyun CLI
  ALIBABA_CLOUD_REGION_ID            region of the instance
  IMAGESEARCH_INSTANCE               name of the instance
  IMAGESEARCH_ENDPOINT               endpoints, separated by commas
  IMAGESEARCH_OPEN_PLATFORM_ENDPOINT endpoint that authorizes uploads
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY  proxies; loopback is never proxied
  NO_COLOR                           no colours

Without a key among these, it is looked for as Alibaba Cloud's SDKs do: OIDC
role, ~/.aliyun/config.json, ~/.alibabacloud/credentials, the role of an ECS
machine, ALIBABA_CLOUD_CREDENTIALS_URI.

EXIT CODES
    0  ok
    1  failure
    2  wrong flags, or missing or wrong settings or input; nothing was sent
   69  service unavailable, or timed out
   75  throttled; try again later
   77  credentials or permission refused
  130  interrupted (Ctrl-C)
  143  terminated

Not verified on the live service: tried against the emulator.`

/** Decides where the parser's own output goes. */
export const makePresenter = (output: Output["Service"]): CliOutput.Presenter => ({
  present: Effect.fnUntraced(function* (event) {
    switch (event._tag) {
      case "Version":
        return yield* Console.log(event.version)
      case "InvalidInvocation": {
        const [problem] = event.errors
        if (problem === undefined) return
        return yield* output.fail(usageReport({ tag: problem._tag, sentence: usageProblem(problem), help: event }))
      }
      case "Help": {
        const isRoot = event.commandPath.length === 1
        if (event.reason === "Requested" || isRoot) return yield* printHelp(event.helpDoc, isRoot)
        const names = (event.helpDoc.subcommands ?? []).flatMap(({ commands }) => commands.map(({ name }) => name))
        const sentence = `${event.commandPath.join(" ")} needs a command after it: ${choice.format(names)}.`
        return yield* output.fail(usageReport({ tag: "MissingSubcommand", sentence, help: event }))
      }
    }
  })
})

const choice = new Intl.ListFormat("en-GB", { type: "disjunction" })

const printHelp = Effect.fnUntraced(function* (doc: HelpDoc, isRoot: boolean) {
  yield* Console.log(helpPage(doc, terminalScreen()))
  if (isRoot) yield* Console.log(`\n${environmentAndExitCodes}`)
})

interface UsageError {
  readonly tag: string
  readonly sentence: string
  readonly help: { readonly commandPath: readonly string[]; readonly helpDoc: HelpDoc }
}

const usageReport = ({ tag, sentence, help }: UsageError) => ({
  sentence,
  hints: [`Usage: ${help.helpDoc.usage}`, `Help:  ${help.commandPath.join(" ")} --help`],
  json: { error: { tag: "UsageError", reason: tag, message: sentence, code: null, requestId: null, attempts: [] } }
})
