/** Every relative link of a document leads to a file, or to a heading of one. */
import { posix } from "node:path"
import type { Check, SourceTree } from "./Check.ts"

export const documentLinksCheck: Check = {
  rule: "Links in documents lead somewhere",
  run: (tree) =>
    tree.files
      .filter((file) => file.endsWith(".md") && !file.startsWith(".changeset/"))
      .flatMap((file) =>
        linksOf(tree.read(file)).flatMap((link) =>
          leadsSomewhere(tree, file, link) ? [] : [{ file, problem: `links to ${link}` }]
        )
      )
}

/** Targets of inline links that are neither web addresses nor in code. */
const linksOf = (text: string): readonly string[] =>
  [...text.replace(/```[\s\S]*?```|`[^`\n]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link))

const leadsSomewhere = (tree: SourceTree, file: string, link: string): boolean => {
  const [path = "", anchor] = link.split("#")
  const target = path === "" ? file : posix.normalize(posix.join(posix.dirname(file), path)).replace(/\/$/, "")
  const isThere = tree.files.includes(target) || tree.files.some((one) => one.startsWith(`${target}/`))
  return isThere && (anchor === undefined || !target.endsWith(".md") || headingsOf(tree.read(target)).includes(anchor))
}

/** Anchors as code hosts make them: lower case, marks dropped, blanks to hyphens. */
const headingsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+\s+(.*)$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replace(/\s/g, "-")
  )
