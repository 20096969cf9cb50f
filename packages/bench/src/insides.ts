/**
 * What the client does not export and a bar is about, read from its sources as a program would be started: a benchmark
 * of it needs no export that users would see.
 */
const client = new URL("../../client/src/", import.meta.url)

/** The check of a search's answer. */
export interface AnswerSchema {
  readonly safeParse: (json: unknown) => { readonly success: boolean }
}

export const searchAnswer = async (): Promise<AnswerSchema> =>
  (await insides<{ readonly SearchAnswer: AnswerSchema }>("operations/hits.ts")).SearchAnswer

/** A form whose last field is a picture in Base64, percent-encoded. */
export type Base64Form = (fields: readonly (readonly [string, string])[], name: string, bytes: Uint8Array) => Uint8Array

export const base64Form = async (): Promise<Base64Form> =>
  (await insides<{ readonly base64Form: Base64Form }>("2019-03-25/base64Form.ts")).base64Form

// The types above are checked by nobody: a benchmark that they no longer fit fails in its first call.
const insides = async <Module>(path: string): Promise<Module> => import(new URL(path, client).href)
