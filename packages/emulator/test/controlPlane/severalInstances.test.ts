// The control plane of an emulator that plays several instances.

import { expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { call, KEY } from "../client.ts"

it("lets faults happen to one instance, and records which one was asked", async () => {
  await using emulator = await startEmulator({ ...KEY, instance: "shoes", instances: [{ name: "bags" }] })
  const { control } = emulator
  await control.addFaults({
    operation: "Detail",
    instance: "bags",
    faults: [{ kind: "answer", code: "DeniedRequest" }]
  })
  expect((await call(emulator, "Detail", { InstanceName: "shoes" })).status).toBe(200)
  expect((await call(emulator, "Detail", { InstanceName: "bags" })).body["Code"]).toBe("DeniedRequest")
  expect(await control.requests({ instance: "bags" })).toMatchObject([{ instance: "bags", fault: "answer" }])
  expect(await control.requests({ instance: "shoes" })).toMatchObject([{ instance: "shoes", fault: null }])
})
