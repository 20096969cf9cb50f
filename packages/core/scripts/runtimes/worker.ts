/** Entry for workerd's own test command, which calls `test`. */
import { verify } from "./verification.ts"

export default {
  test: (): void => {
    console.log(JSON.stringify(verify()))
  }
}
