import { describe, expect, it } from "vitest"
import { rpcV1CanonicalQuery, rpcV1Parameters, rpcV1Signature, rpcV1StringToSign, signRpcV1 } from "../../src/index.ts"
import captures from "./otherSchemes.json" with { type: "json" }
import { pairsOf } from "./pairsOf.ts"
import published from "./vectors.json" with { type: "json" }

describe("RPC V1", () => {
  const vectors = published.vectors.filter((vector) => vector.scheme === "RPC V1 HMAC-SHA1")

  it.each(vectors)("reproduces the published vector $id, stage by stage", (vector) => {
    const query = Object.entries(vector.parameters as Record<string, string>)
    const stages = signRpcV1(
      { method: vector.method ?? "", query, form: [] },
      { accessKeyId: "testid", accessKeySecret: vector.accessKeySecret }
    )
    expect(stages.canonicalQuery, "canonical query").toBe(vector.canonicalQuery)
    expect(stages.stringToSign, "string to sign").toBe(vector.stringToSign)
    expect(stages.signature, "signature").toBe(vector.signature)
    expect(stages.query).toEqual([...query, ["Signature", vector.signature]])
  })

  it.each(captures.rpcV1)("reproduces what $peer sent, stage by stage: $name", (capture) => {
    const stages = signRpcV1(
      { method: capture.method, query: pairsOf(capture.query), form: pairsOf(capture.form) },
      { accessKeyId: capture.accessKeyId, accessKeySecret: "testsecret" }
    )
    expect(stages.stringToSign, "string to sign").toBe(capture.stringToSign)
    expect(stages.signature, "signature").toBe(capture.signature)
  })

  it("makes the common parameters that the captured requests carry", () => {
    const of = (name: string) => new Map(pairsOf(captures.rpcV1.find((one) => one.name === name)?.query ?? []))
    const parts = { action: "Detail", version: "2020-12-14" }
    const sent = of("pop.rpc.sts")
    const made = rpcV1Parameters({
      ...parts,
      timestamp: sent.get("Timestamp") ?? "",
      nonce: sent.get("SignatureNonce") ?? "",
      accessKeyId: "STS.testid",
      securityToken: "test-security-token"
    })
    sent.delete("Signature")
    sent.delete("InstanceName")
    expect(new Map(made)).toEqual(sent)
  })

  it("reproduces the official unit test, of which only the last two stages can be had", () => {
    // It signs with an empty method, which no request has.
    const canonicalQuery = rpcV1CanonicalQuery({ query: [["test", "ok"]], form: [] })
    expect(canonicalQuery).toBe("test=ok")
    expect(rpcV1Signature("&%2F&test%3Dok", "accessKeySecret")).toBe("jHx/oHoHNrbVfhncHEvPdHXZwHU=")
    expect(rpcV1StringToSign("GET", canonicalQuery)).toBe("GET&%2F&test%3Dok")
  })

  it("covers query and form together, repeated names, empty values and every mark that must be encoded", () => {
    expect(
      rpcV1CanonicalQuery({
        query: [
          ["b", "2"],
          ["a", "é !'()*~+"],
          ["Signature", "old"]
        ],
        form: [
          ["b", "1"],
          ["c", ""]
        ]
      })
    ).toBe("a=%C3%A9%20%21%27%28%29%2A~%2B&b=1&b=2&c=")
  })
})
