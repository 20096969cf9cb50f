import type { Answer } from "../answer.ts"

/** An answer of the control plane as JSON, with a line break for terminals. */
export const json = (status: number, body: object): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8" },
  body: `${JSON.stringify(body)}\n`
})
