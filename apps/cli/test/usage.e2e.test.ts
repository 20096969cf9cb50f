import { describe, expect, it } from "vitest"
import { runCli } from "./runCli.ts"

/** Settings that are complete and lead nowhere: a usage error must show before they matter. */
const environment = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "key",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret",
  IMAGESEARCH_INSTANCE: "shop",
  IMAGESEARCH_ENDPOINT: "http://127.0.0.1:1"
}

interface Mistake {
  readonly what: string
  readonly command: string
  readonly sentence: string
  readonly usage: string
}

const searchPicture = "imagesearch search picture [flags] <picture>"

const mistakes: readonly Mistake[] = [
  {
    what: "an unknown flag",
    command: "search picture a.jpg --nmu 3",
    sentence: "there is no flag --nmu; did you mean --num?",
    usage: searchPicture
  },
  {
    what: "an unknown command",
    command: "serch",
    sentence: 'there is no command "serch"; did you mean search?',
    usage: "imagesearch <subcommand> [flags]"
  },
  {
    what: "a command without its verb",
    command: "image",
    sentence: "imagesearch image needs a command after it: add or delete.",
    usage: "imagesearch image <subcommand> [flags]"
  },
  {
    what: "a command without its verb, of several",
    command: "search",
    sentence: "imagesearch search needs a command after it: picture, name or text.",
    usage: "imagesearch search <subcommand> [flags]"
  },
  {
    what: "a missing argument",
    command: "search name p",
    sentence: "the argument <pic> is missing.",
    usage: "imagesearch search name [flags] <product> <pic>"
  },
  {
    what: "a missing flag",
    command: "image add a.jpg --product p",
    sentence: "the flag --name is missing.",
    usage: "imagesearch image add [flags] <picture>"
  },
  {
    what: "one argument too many",
    command: "regions cn",
    sentence: '"cn" is more than this command takes; quote text with blanks.',
    usage: "imagesearch regions [flags]"
  },
  {
    what: "text for a number",
    command: "search picture a.jpg --num few",
    sentence: '--num "few" is wrong: give a number.',
    usage: searchPicture
  },
  {
    what: "a fraction for a whole number",
    command: "search picture a.jpg --start 1.5",
    sentence: '--start "1.5" is wrong: give a whole number.',
    usage: searchPicture
  },
  {
    what: "a subject that is no box",
    command: "search picture a.jpg --subject 1,2",
    sentence: '--subject "1,2" is wrong: give four pixel positions, both x first, such as 94,691,206,650.',
    usage: searchPicture
  },
  {
    what: "a time limit of nothing",
    command: "instance show --timeout 0",
    sentence: '--timeout "0" is wrong: give more than 0 and at most 86400 seconds.',
    usage: "imagesearch instance show [flags]"
  }
]

describe("wrong usage", () => {
  it.each(mistakes)("$what ends with 2, one sentence, and the usage line", async ({ command, sentence, usage }) => {
    const { code, stdout, stderr } = await runCli(command.split(" "), { environment })
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr.trimEnd().split("\n")).toEqual([
      `imagesearch: ${sentence}`,
      `Usage: ${usage}`,
      expect.stringMatching(/^Help: {2}imagesearch.* --help$/)
    ])
  })

  it.each([
    ["--num", "0"],
    ["--start", "500"],
    ["--category", "11"],
    ["--min-score", "0.123"],
    ["--subject", "9,1,1,9"],
    ["--filter", ""]
  ])("%s %s is out of bounds: ends with 2 and one sentence that names the flag", async (flag, value) => {
    const { code, stdout, stderr } = await runCli(["search", "picture", "a.jpg", flag, value], { environment })
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(new RegExp(`^imagesearch: .*${flag} .+\n`))
  })

  it("is one JSON document on stderr with --json", async () => {
    const { code, stdout, stderr } = await runCli(["search", "picture", "--json"], { environment })
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    const message = "the argument <picture> is missing."
    expect(JSON.parse(stderr)).toEqual({
      error: { tag: "UsageError", reason: "MissingArgument", message, code: null, requestId: null, attempts: [] }
    })
  })
})
