/** Entry for runtimes that start a script: prints what was found as one line of JSON. */
import { verify } from "./verification.ts"

console.log(JSON.stringify(verify()))
