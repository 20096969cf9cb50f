// Options with which the emulator does not start, in this process or in another.

import { describe, expect, it } from "vitest"
import { type EmulatorOptions, OptionError, startEmulator, startEmulatorProcess } from "../src/index.ts"
import { call, KEY } from "./client.ts"

/** As a program without types may call it. */
type Anything = Readonly<Record<string, unknown>>

const STARTS: ReadonlyArray<readonly [string, (options: EmulatorOptions) => Promise<unknown>]> = [
  ["startEmulator", startEmulator],
  ["startEmulatorProcess", startEmulatorProcess]
]

const errorsOf = (options: Anything): Promise<readonly unknown[]> =>
  Promise.all(
    STARTS.map(([, start]) =>
      start(options).then(
        () => "started",
        (error: unknown) => error
      )
    )
  )

const refusal = (option: string, message: string | RegExp) => ({
  name: "OptionError",
  option,
  message: typeof message === "string" ? message : expect.stringMatching(message)
})

describe("an option that the emulator does not take", () => {
  it.each<[string, Anything, string | RegExp]>([
    ["endpoints", { endpoints: 0 }, "endpoints takes a whole number from 1 to 16, not 0"],
    ["endpoints", { endpoints: 17 }, "endpoints takes a whole number from 1 to 16, not 17"],
    ["port", { port: 65_536 }, "port takes a whole number from 0 to 65535, not 65536"],
    ["port", { port: "8080" }, 'port takes a whole number from 0 to 65535, not "8080"'],
    ["port", { port: 65_535, endpoints: 2 }, "port 65535 leaves no room for 2 endpoints below port 65536"],
    ["region", { region: "nowhere" }, /^region takes one of .*cn-shanghai.*, not "nowhere"$/],
    ["instance", { instance: "" }, 'instance takes a name of 1 to 20 characters, not ""'],
    ["instance", { instance: "x".repeat(70) }, `instance takes a name of 1 to 20 characters, not "${"x".repeat(60)}…"`],
    [
      "serviceType",
      { serviceType: 42 },
      /^serviceType takes a number of product \(0\), .*trademark \(3, 7\).*, not 42$/
    ],
    ["capacity", { capacity: Number.NaN }, "capacity takes a number above 0 in units of 10,000 pictures, not NaN"],
    ["capacity", { capacity: 1_000_000 }, /^capacity takes /],
    ["qps", { qps: 0.5 }, "qps takes a whole number from 1 to 100000, not 0.5"],
    ["taskMs", { taskMs: -1 }, "taskMs takes a whole number from 0 to 86400000, not -1"],
    ["taskMs", { taskMs: 86_400_001 }, /^taskMs takes /],
    ["expiresMs", { expiresMs: 8.65e15 }, "expiresMs takes a date in epoch milliseconds, not 8650000000000000"],
    ["host", { host: "example.com" }, 'host takes an IP address or localhost, not "example.com"'],
    [
      "host",
      { accessKeyId: undefined, accessKeySecret: undefined, host: "0.0.0.0" },
      /^"0\.0\.0\.0" lets other machines in/
    ],
    ["advertise", { advertise: { host: "a b" } }, /^advertise takes a host, .*, not an object$/],
    ["advertise", { advertise: { host: "a", port: 0 } }, /^advertise takes a host/],
    [
      "advertise",
      { advertise: { host: "a", port: 80 }, endpoints: 2 },
      "advertise names port 80, but there are 2 endpoints; leave the port out of it"
    ],
    ["tls", { tls: true }, 'tls takes "self-made", or a certificate and its key as PEM texts, not what it was given'],
    ["limiter", { limiter: "leaky" }, 'limiter takes one of off, fixed, sliding, bucket, concurrency, not "leaky"'],
    ["limits", { limits: { search: 0 } }, /^limits takes calls per second, from 1 to 999999, by the classes .*search/],
    ["limits", { limits: { find: 1 } }, /^limits takes calls per second/],
    ["limits", { limits: 5 }, /^limits takes calls per second, .*, not 5$/],
    ["dataDir", { dataDir: "" }, 'dataDir takes the path of a folder, not ""'],
    ["strict", { strict: "no" }, 'strict takes true or false, not "no"'],
    ["accessKeyId", { accessKeyId: "a:b" }, /^accessKeyId takes 1 to 128 letters, digits, .*, not "a:b"$/],
    ["accessKeySecret", { accessKeySecret: undefined }, /go together: one was given without the other$/],
    ["securityToken", { securityToken: "hid den" }, /^securityToken takes a token of .*, not what it was given$/],
    [
      "keys[0].actions",
      { keys: [{ ...KEY, actions: ["hidden"] }] },
      /^keys\[0\]\.actions takes .*, not what it was given$/
    ],
    [
      "keys[0].accessKeySecret",
      { keys: [{ accessKeyId: "a" }] },
      "keys[0].accessKeySecret is missing: it takes a text that is not empty"
    ],
    ["keys[0].accessKeyId", { keys: [KEY] }, 'the AccessKey ID "testid" is named twice'],
    ["keys", { keys: "a:b" }, 'keys takes a list of keys, not "a:b"'],
    ["instances[0].name", { instances: [{}] }, "instances[0].name is missing: it takes a name of 1 to 20 characters"],
    ["instances[0].name", { instances: [{ name: "demo" }] }, 'the instance "demo" is named twice'],
    [
      "instances[1].capacity",
      { instances: [{ name: "a" }, { name: "b", capacity: 0 }] },
      /^instances\[1\]\.capacity takes a number above 0 .*, not 0$/
    ],
    ["instances[0]", { instances: ["a"] }, 'instances[0] takes an object, not "a"'],
    ["instnce", { instnce: "a" }, /^there is no option instnce; there are accessKeyId, .*warn$/]
  ])("is refused by the name %s wherever the emulator is to run: %o", async (option, options, message) => {
    const [here, elsewhere] = await errorsOf({ ...KEY, ...options })
    for (const error of [here, elsewhere]) {
      expect(error).toBeInstanceOf(OptionError)
      expect(error).toMatchObject(refusal(option, message))
    }
  })

  it("is refused without the secret in it", async () => {
    const hidden = "hid\u00a0den"
    const keys = [{ ...KEY, securityToken: hidden }]
    const certificate = { certificate: "a", key: 1, extra: hidden }
    for (const options of [{ bearerToken: hidden }, { securityToken: hidden }, { keys }, { tls: certificate }]) {
      const [error] = await errorsOf({ ...KEY, ...options })
      expect(error).toBeInstanceOf(OptionError)
      expect(String(error)).not.toContain("hid")
    }
  })

  it.each(["clock", "log", "warn"])("is %s for a process of its own, where nobody can call it", async (option) => {
    const options: Anything = { ...KEY, [option]: () => 0 }
    await expect(startEmulatorProcess(options)).rejects.toMatchObject({
      name: "OptionError",
      option,
      message: `${option} is a function, and no other process can call it; leave it out or use startEmulator`
    })
  })
})

it("takes every option at its bounds", async () => {
  const instances = [{ name: "y".repeat(20), capacity: 0.000_1, qps: 100_000, serviceType: 99, expiresMs: 8.64e15 }]
  await using emulator = await startEmulator({
    ...KEY,
    host: "localhost",
    endpoints: 16,
    instances,
    advertise: { host: "::1" },
    limits: { search: 999_999, add: 1 },
    taskMs: 86_400_000
  })
  expect(emulator.urls).toHaveLength(16)
  expect(await call(emulator, "Detail", { InstanceName: "y".repeat(20) })).toMatchObject({ status: 200 })
})
