// What answers say of where the emulator is, at the socket.

import { describe, expect, it } from "vitest"
import { type EmulatorOptions, startEmulator } from "../src/index.ts"
import { authorize, call, draw, KEY, membersOf, post, sdkForm } from "./client.ts"

/** Uploads, adds, exports and fetches the export, each under the address that the answer before named. */
const walk = async (advertise: EmulatorOptions["advertise"]) => {
  await using emulator = await startEmulator({ ...KEY, ...(advertise === undefined ? {} : { advertise }) })
  const own = new URL(emulator.url).host
  const ticket = await authorize(emulator)
  const posted = await post(emulator.url, ticket, sdkForm(ticket, await draw({ seed: 1 })))
  const PicContent = `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
  const added = await call(emulator, "AddImage", { ProductId: "p", PicName: "n", PicContent })
  await call(emulator, "DumpMeta")
  const link = async (): Promise<string> => {
    const { DumpMetaList: tasks } = membersOf((await call(emulator, "DumpMetaList")).body["Data"])
    return Array.isArray(tasks) ? String(membersOf(tasks[0])["MetaUrl"]) : ""
  }
  await expect.poll(link).toMatch(/^http/)
  const { origin, pathname, search } = new URL(await link())
  const file = await fetch(`${emulator.url}${pathname}${search}`)
  return {
    statuses: [posted.status, added.status, file.status],
    endpoint: ticket.Endpoint.replace(own.slice(-6), ":OWN"),
    origin: origin.replace(own.slice(-6), ":OWN")
  }
}

describe("an emulator", () => {
  it.each([
    [undefined, "oss-cn-shanghai.localhost:OWN", "http://127.0.0.1:OWN"],
    [{ host: "localhost", port: 8_080 }, "oss-cn-shanghai.localhost:8080", "http://localhost:8080"],
    [{ host: "emulator" }, "oss-cn-shanghai.imagesearch-emulator.test:OWN", "http://emulator:OWN"],
    [{ host: "192.168.1.5", port: 80 }, "oss-cn-shanghai.imagesearch-emulator.test:80", "http://192.168.1.5"],
    [{ host: "fd00::2", port: 81 }, "oss-cn-shanghai.imagesearch-emulator.test:81", "http://[fd00::2]:81"]
  ])(
    "that advertises %o issues tickets for %s and links to %s, which lead back to it",
    async (advertise, endpoint, origin) => {
      expect(await walk(advertise)).toEqual({ statuses: [201, 200, 200], endpoint, origin })
    }
  )
})
