/** core decides nothing by the clock, by chance or by its surroundings: equal arguments give equal results. */
import type { Check } from "./Check.ts"

const impure: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b|\bnew Date\(\)/, "reads the clock"],
  [/\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\brandomBytes\b/, "uses randomness"],
  [/\bprocess\b/, "reads the process"],
  [/\bset(?:Timeout|Interval|Immediate)\b/, "starts a timer"],
  [/\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/, "uses the network"],
  [/\bconsole\b/, "writes to the console"]
]

export const corePurityCheck: Check = {
  rule: "core is pure",
  run: (tree) =>
    tree.files
      .filter((file) => file.startsWith("packages/core/src/") && file.endsWith(".ts"))
      .flatMap((file) => {
        const code = withoutComments(tree.read(file))
        return impure.flatMap(([pattern, problem]) => (pattern.test(code) ? [{ file, problem }] : []))
      })
}

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "")
