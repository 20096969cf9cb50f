import { describe, expect, it } from "vitest"
import type { Expected } from "../src/cases/Case.ts"
import type { Result } from "../src/drivers/Driver.ts"
import { differences } from "../src/match.ts"

const hits: Result = { answer: { Auctions: [{ ProductId: "p1", Score: 0.5 }], Code: 0 } }
const refusal: Result = {
  error: { code: "InvalidCategory", status: 400, message: "The specified category is invalid." }
}

describe("an expected outcome", () => {
  it.each<[string, Expected, Result]>([
    ["members that stand in the answer, whatever stands beside them", { answer: { Code: 0 } }, hits],
    ["a list of exactly these items", { answer: { Auctions: [{ ProductId: "p1" }] } }, hits],
    ["a number within bounds", { answer: { Auctions: [{ Score: { $atLeast: 0.5, $atMost: 0.5 } }] } }, hits],
    ["a text that matches", { answer: { Auctions: [{ ProductId: { $matches: "^p" } }] } }, hits],
    ["an error by code and status", { error: { code: "InvalidCategory", status: 400 } }, refusal]
  ])("is met by %s", (_, expected, result) => {
    expect(differences(expected, result)).toEqual([])
  })

  it.each<[string, Expected, Result, string]>([
    ["another value", { answer: { Code: 1 } }, hits, "answer.Code should be 1 and is 0"],
    ["an absent member", { answer: { Msg: "x" } }, hits, 'answer.Msg should be "x" and is undefined'],
    ["a longer list", { answer: { Auctions: [] } }, hits, "answer.Auctions should be [] and is"],
    ["a number out of bounds", { answer: { Auctions: [{ Score: { $atLeast: 0.6 } }] } }, hits, "Auctions[0].Score"],
    ["another code", { error: { code: "InvalidText", status: 400 } }, refusal, "error.code should be"],
    ["another status", { error: { code: "InvalidCategory", status: 404 } }, refusal, "error.status should be 404"],
    ["an answer in place of an error", { error: { code: "InvalidText", status: 400 } }, hits, "got an answer"],
    ["an error in place of an answer", { answer: {} }, refusal, "expected an answer"],
    ["a refusal by the client itself", { answer: {} }, { refused: ["num"] }, "refused by the client itself: num"]
  ])("is not met by %s", (_, expected, result, said) => {
    expect(differences(expected, result)).toEqual([expect.stringContaining(said)])
  })
})
