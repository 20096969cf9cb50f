// A key pair for an emulator that was given none.

import { randomBytes } from "node:crypto"

/** Makes a pair that nobody can guess, with an ID that shows where it is from. */
export const madeUpKey = () => ({
  accessKeyId: `EMULATOR${randomBytes(8).toString("hex")}`,
  accessKeySecret: randomBytes(24).toString("base64url")
})
