/** The settings that are missing, as one error: whoever starts anew learns of them all at once. */
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidSetting } from "./setting.ts"

export interface MissingSetting {
  readonly setting: string
  /** One sentence. */
  readonly advice: string
}

/** The error's `setting` is the first of them; its sentence names all, and how to set each. */
export const missingSettings = (missing: readonly MissingSetting[]): ImageSearchError => {
  const [setting = "", ...others] = missing.map((one) => one.setting)
  const list = new Intl.ListFormat("en", { type: "conjunction" }).format(others)
  return invalidSetting({
    setting,
    problem: others.length === 0 ? "is missing" : `is missing, and so ${others.length === 1 ? "is" : "are"} ${list}`,
    advice: missing.map(({ advice }) => advice).join(" ")
  })
}
