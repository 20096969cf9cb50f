/** Where the files with profiles lie. */
import { homedir } from "node:os"
import { join } from "node:path"
import { variableOf, type Environment } from "../config/setting.ts"

/** A path in the home folder that the environment names, else in that of the user who runs this. */
export const homeFile = (environment: Environment, ...parts: readonly string[]): string => {
  const variable = variableOf(environment)
  return join(variable("HOME") ?? variable("USERPROFILE") ?? homedir(), ...parts)
}
