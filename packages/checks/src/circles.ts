/** No file imports itself through others, types included: each can be read after those that it stands on. */
import { posix } from "node:path"
import type { Check, SourceTree } from "./Check.ts"
import { importsOf } from "./imports.ts"

export const circlesCheck: Check = {
  rule: "Imports run in no circle",
  run: (tree) =>
    circlesIn(importGraph(tree)).map(([first = "", ...others]) => ({
      file: first,
      problem: `stands in a circle of imports with ${others.join(", ")}`
    }))
}

type Graph = ReadonlyMap<string, readonly string[]>

/** Relative imports of every source file, each a path from the root. */
const importGraph = (tree: SourceTree): Graph => {
  const sources = tree.files.filter((file) => /^(?:packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file))
  return new Map(
    sources.map((file) => [
      file,
      importsOf(tree.read(file))
        .filter((module) => module.startsWith("."))
        .map((module) => posix.join(posix.dirname(file), module))
    ])
  )
}

/** Groups of files that reach each other, each in the order of its paths. */
const circlesIn = (graph: Graph): readonly (readonly string[])[] => {
  const reached = new Map([...graph.keys()].map((file) => [file, reachableFrom(graph, file)]))
  const circles = new Map<string, readonly string[]>()
  for (const [file, others] of reached) {
    if (!others.has(file)) continue
    const circle = [...others].filter((other) => reached.get(other)?.has(file) === true).toSorted()
    circles.set(circle[0] ?? file, circle)
  }
  return [...circles.values()]
}

/** Every file that this one stands on, itself only if it stands in a circle. */
const reachableFrom = (graph: Graph, start: string): ReadonlySet<string> => {
  const seen = new Set<string>()
  const open = [...(graph.get(start) ?? [])]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    open.push(...(graph.get(file) ?? []))
  }
  return seen
}
