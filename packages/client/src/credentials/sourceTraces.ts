/** Whether anything points to a key outside the settings, without asking anyone. */
import { existsSync } from "node:fs"
import { variableOf, type Environment } from "../config/setting.ts"
import { homeFile } from "./homeFile.ts"

const variables = [
  "ALIBABA_CLOUD_PROFILE",
  "ALIBABA_CLOUD_CREDENTIALS_FILE",
  "ALIBABA_CLOUD_CREDENTIALS_URI",
  "ALIBABA_CLOUD_ROLE_ARN",
  "ALIBABA_CLOUD_ECS_METADATA"
]

/** For a message about missing settings. A machine of ECS may have a role all the same: only its metadata can tell. */
export const hasSourceTraces = (environment: Environment): boolean => {
  const variable = variableOf(environment)
  return (
    variables.some((name) => variable(name) !== undefined) ||
    existsSync(homeFile(environment, ".aliyun", "config.json")) ||
    existsSync(homeFile(environment, ".alibabacloud", "credentials"))
  )
}
