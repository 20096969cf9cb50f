// The options about bought rates.

import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { LIMITER_KINDS, type LimiterKind } from "./limiter/Limiter.ts"
import { CLASS_NAMES, type Rates } from "./limiter/rates.ts"

/** Reads the options. Throws what is wrong in one sentence. */
export const readLimits = (
  limiter: string | undefined,
  limits: string | undefined
): Pick<EmulatorOptions, "limiter" | "limits"> => ({
  ...(limiter === undefined ? {} : { limiter: kindOf(limiter) }),
  ...(limits === undefined ? {} : { limits: ratesOf(limits) })
})

const kindOf = (text: string): LimiterKind => {
  const kind = LIMITER_KINDS.find((candidate) => candidate === text)
  if (kind === undefined) throw new Error(`--limiter takes one of ${LIMITER_KINDS.join(", ")}, not "${text}"`)
  return kind
}

const ratesOf = (text: string): Rates => {
  const rates = new Map<string, number>()
  for (const [name, rate] of text.split(",").map(rateOf)) {
    if (rates.has(name)) throw new Error(`--limits names the class ${name} twice`)
    rates.set(name, rate)
  }
  return Object.fromEntries(rates)
}

const rateOf = (entry: string): readonly [string, number] => {
  const [, name = "", rate] = /^([A-Za-z]+)=([1-9]\d{0,5})$/.exec(entry) ?? []
  if (rate === undefined || !CLASS_NAMES.includes(name)) {
    throw new Error(
      `--limits takes CLASS=CALLS pairs with a comma between, such as search=2, of the classes ${CLASS_NAMES.join(", ")}; "${entry}" is none`
    )
  }
  return [name, Number(rate)]
}
