/** A strict emulator of its own for one case, set up as the case asks, and gone with it. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { startEmulator } from "@imagesearch/emulator"
import type { Setting } from "../../src/cases/Case.ts"
import { pictureBytes } from "../../src/pictures.ts"
import type { Target } from "../../src/Target.ts"
import { tlsFront } from "./tlsFront.ts"

export interface EmulatedTarget extends AsyncDisposable {
  readonly target: Target
}

const permanent = { accessKeyId: "testid", accessKeySecret: "testsecret" }
const minute = 60_000
const day = 24 * 60 * minute

export const emulatedTarget = async (setting: Setting = {}): Promise<EmulatedTarget> => {
  const { clockAheadMinutes = 0, clockStands = false, expiresInDays, bucket, allowed, hasToken, ...options } = setting
  const key = hasToken === true ? { ...permanent, securityToken: "test-security-token+/=" } : permanent
  const started = Date.now()
  const ossDir = bucket && (await bucketFolder(bucket))
  const emulator = await startEmulator({
    // Another key may do everything; the one that is used may do what the case allows.
    ...(allowed === undefined
      ? key
      : { accessKeyId: "owner", accessKeySecret: "of-everything", keys: [{ ...key, actions: allowed }] }),
    instance: "demo",
    strict: true,
    clock: () => (clockStands ? started : Date.now()) + clockAheadMinutes * minute,
    ...options,
    ...(expiresInDays === undefined ? {} : { expiresMs: Date.now() + expiresInDays * day }),
    ...(ossDir === undefined ? {} : { ossDir }),
    warn: () => undefined
  })
  const front = await tlsFront(emulator.url)
  return {
    target: { ...key, endpoint: emulator.url, openPlatform: emulator.url, region: "cn-shanghai", instance: "demo" },
    [Symbol.asyncDispose]: async () => {
      await front.close()
      await emulator.close()
      if (ossDir !== undefined) await rm(ossDir, { recursive: true })
    }
  }
}

const bucketFolder = async (objects: NonNullable<Setting["bucket"]>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "conformance-"))
  for (const [path, content] of Object.entries(objects)) {
    const file = join(folder, "catalogue", path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, typeof content === "string" ? content : pictureBytes(content.picture))
  }
  return folder
}
