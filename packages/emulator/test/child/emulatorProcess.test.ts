// An emulator in a process of its own.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { startEmulator, startEmulatorProcess } from "../../src/index.ts"
import { sendSecure } from "../tls/secureClient.ts"
import { call, draw, KEY, upload } from "../client.ts"

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe("an emulator in a process of its own", () => {
  it("accepts connections when it resolves, takes the same options, and has ended when its block has", async () => {
    let pid = 0
    {
      await using emulator = await startEmulatorProcess({
        ...KEY,
        instance: "mine",
        region: "cn-beijing",
        qps: 7,
        endpoints: 2
      })
      pid = emulator.pid
      expect(pid).not.toBe(process.pid)
      expect(emulator).toMatchObject({
        instance: "mine",
        region: "cn-beijing",
        ...KEY,
        urls: [emulator.url, expect.any(String)]
      })
      expect((await call(emulator, "Detail", {}, emulator.urls[1])).body).toMatchObject({
        Instance: { Name: "mine", Qps: 7 }
      })
      expect(isAlive(pid)).toBe(true)
      expect(await emulator.control.health()).toMatchObject({ answered: { Detail: 1 } })
    }
    expect(isAlive(pid)).toBe(false)
  })

  it("hands over what clients have to trust, and plays all its instances", async () => {
    await using emulator = await startEmulatorProcess({ ...KEY, tls: "self-made", instances: [{ name: "second" }] })
    const health = { method: "GET", path: "/_emulator/health", headers: { host: "localhost" }, body: "" }
    const { secureUrls, authority } = emulator
    expect(await sendSecure({ url: secureUrls[0] ?? "", authority }, health)).toMatchObject({
      status: 200,
      body: { instances: { demo: { pictures: 0 }, second: { pictures: 0 } } }
    })
  })

  it("makes up a key that works when it is given none, as the one in this process does", async () => {
    await using own = await startEmulatorProcess()
    await using here = await startEmulator()
    expect(own.accessKeyId).toMatch(/^EMULATOR[0-9a-f]{16}$/)
    expect(own.accessKeySecret).not.toBe(here.accessKeySecret)
    const rows = [{ ProductId: "p", PicName: "a", PictureBase64: (await draw({ seed: 1 })).toString("base64") }]
    for (const emulator of [own, here]) expect(await emulator.control.seed({ rows })).toEqual({ added: 1 })
  })

  it("may be closed twice, and after it was killed", async () => {
    const first = await startEmulatorProcess(KEY)
    await Promise.all([first.close(), first.close()])
    const second = await startEmulatorProcess(KEY)
    await Promise.all([second.kill(), second.kill()])
    await second.close()
    expect([first.pid, second.pid].map(isAlive)).toEqual([false, false])
  })

  it("loses nothing that it has answered for when it is killed", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const first = await startEmulatorProcess({ ...KEY, dataDir })
    const PicContent = await upload(first, await draw({ seed: 1 }))
    await call(first, "AddImage", { ProductId: "p", PicName: "a", PicContent })
    await first.kill()
    {
      await using second = await startEmulatorProcess({ ...KEY, dataDir })
      expect(await second.control.health()).toMatchObject({ pictures: 1 })
    }
    await rm(dataDir, { recursive: true })
  })

  it("rejects with the reason, and leaves no process, if it cannot start", async () => {
    await expect(startEmulatorProcess({ ...KEY, dataDir: process.execPath })).rejects.toThrow(
      /^cannot write to .*ENOTDIR|EEXIST/
    )
    await expect(startEmulatorProcess({ accessKeyId: "only" })).rejects.toThrow(
      "an AccessKey ID and its secret go together: one was given without the other"
    )
    await expect(startEmulatorProcess({ host: "0.0.0.0" })).rejects.toThrow("lets other machines in")
  })

  it.each(["SIGKILL", "end"] as const)("ends with the process that started it, be that by %s", async (how) => {
    const index = JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)
    const program = `const { startEmulatorProcess } = await import(${index})
      console.log((await startEmulatorProcess()).pid)
      ${how === "end" ? "" : "setInterval(() => undefined, 1_000)"}`
    const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    const [line] = await once(parent.stdout, "data")
    const pid = Number(String(line))
    expect(pid).toBeGreaterThan(1)
    if (how === "SIGKILL") parent.kill("SIGKILL")
    // Neither the emulator nor the channel to it keeps its parent alive.
    await once(parent, "exit")
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
  })
})
