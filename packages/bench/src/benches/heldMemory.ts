/** P7: memory that finished calls still hold, of ours and of the official SDK; each in a fresh process. */
import { startAnsweringServer } from "../answeringServer.ts"
import { compare } from "../compare.ts"
import type { Bar, Figure } from "../Figure.ts"
import { measureFresh } from "../freshProcess.ts"

const rounds = 5

/** Megabytes, not ratios. */
export const heldMemoryFigures = async (): Promise<readonly Figure[]> => {
  using server = await startAnsweringServer()
  const cost = (stack: "ours" | "official") => () =>
    measureFresh({ program: "heldMemory", args: [stack, server.host], nodeOptions: ["--expose-gc"] })
  const { costs } = await compare(
    [
      { name: "ours", cost: cost("ours") },
      { name: "official", cost: cost("official") }
    ] as const,
    rounds
  )
  const held = (stack: "ours" | "official", whose: string, bar: Bar): Figure => ({
    name: "P7",
    what: `memory that 100 calls ${whose} with bodies of 1 MB hold one second after they finished, in MB`,
    measured: costs(stack),
    bar,
    absolute: ""
  })
  return [held("ours", "of ours", { atMost: 2 }), held("official", "of the official SDK", "stated")]
}
