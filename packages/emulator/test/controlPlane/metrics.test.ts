import { expect, it } from "vitest"
import { DURATION_BOUNDS } from "../../src/Counts.ts"
import { startEmulator } from "../../src/index.ts"
import { call, draw, KEY, send, upload } from "../client.ts"

/** Samples by name and labels, and the types of their families. */
const parse = (text: string) => {
  const lines = text.trimEnd().split("\n")
  const samples = lines.flatMap((line) => {
    const [, name, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    return name === undefined ? [] : [[name.replace("imagesearch_emulator_", ""), Number(value)] as const]
  })
  const types = lines.flatMap((line) => /^# TYPE (\w+) (\w+)$/.exec(line)?.slice(1, 3).join(" ") ?? [])
  expect(lines).toHaveLength(samples.length + types.length * 2)
  return { samples: new Map(samples), types }
}

it("counts answers, times, unknown parameters, faults and pictures in the text format of Prometheus", async () => {
  await using emulator = await startEmulator({ ...KEY, endpoints: 2 })
  const PicContent = await upload(emulator, await draw({ seed: 1 }))
  await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent, 'A"\\b': 1 })
  await call(emulator, "DeleteImage", {})
  await send(emulator.url, { method: "POST", path: "/", headers: { host: "x", "x-acs-action": "Nonsense" }, body: "" })
  await emulator.control.addFaults({ operation: "Detail", faults: [{ kind: "reset" }] })
  await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
  await emulator.takeDown(1)
  const { samples, types } = parse(await emulator.control.metrics())
  expect(types).toContain("imagesearch_emulator_answer_seconds histogram")
  expect([...samples].filter(([name]) => !/seconds|memory/.test(name))).toEqual([
    ['answers_total{operation="AuthorizeFileUpload",status="200",code=""}', 1],
    ['answers_total{operation="PostObject",status="201",code=""}', 1],
    ['answers_total{operation="AddImage",status="200",code=""}', 1],
    ['answers_total{operation="DeleteImage",status="400",code="NoSpecifiedProductId"}', 1],
    ['answers_total{operation="unknown",status="400",code="MissingVersion"}', 1],
    ['answers_total{operation="Detail",status="none",code=""}', 1],
    [String.raw`unknown_parameters_total{operation="AddImage",parameter="A\"\\b"}`, 1],
    ['faults_total{script="1",operation="Detail"}', 1],
    ['pictures{instance="demo"}', 1],
    [`endpoint_up{url="${emulator.urls[0]}"}`, 1],
    [`endpoint_up{url="${emulator.urls[1]}"}`, 0]
  ])
  const buckets = DURATION_BOUNDS.map((le) => samples.get(`answer_seconds_bucket{operation="AddImage",le="${le}"}`))
  expect(buckets).toEqual(buckets.toSorted((a = 0, b = 0) => a - b))
  expect(samples.get('answer_seconds_bucket{operation="AddImage",le="10"}')).toBe(1)
  expect(samples.get('answer_seconds_bucket{operation="AddImage",le="+Inf"}')).toBe(1)
  expect(samples.get('answer_seconds_count{operation="AddImage"}')).toBe(1)
  expect(samples.get('answer_seconds_sum{operation="AddImage"}')).toBeGreaterThan(0)
  expect(samples.get("resident_memory_bytes")).toBeGreaterThan(1e7)
})
