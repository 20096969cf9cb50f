// What the process of an emulator and the one that started it tell each other over their channel.

import type { RunningEmulator } from "../emulator.ts"
import type { EmulatorOptions } from "../EmulatorOptions.ts"
import type { Failure } from "./failure.ts"

/** How an emulator in a process of its own is started: all but the functions, which cannot leave this process. */
export type ProcessOptions = Omit<EmulatorOptions, "clock" | "log" | "warn">

/** The first message starts the emulator, the second one stops it. */
export type ToChild = { readonly kind: "start"; readonly options: ProcessOptions } | { readonly kind: "stop" }

/** What is known of an emulator that listens. */
export type Ready = Pick<
  RunningEmulator,
  "url" | "urls" | "secureUrls" | "authority" | "instance" | "region" | "accessKeyId" | "accessKeySecret"
>

export type FromChild =
  | { readonly kind: "ready"; readonly emulator: Ready }
  | { readonly kind: "failed"; readonly failure: Failure }
