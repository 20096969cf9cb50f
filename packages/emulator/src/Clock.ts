// The clock of the emulator, which a test may shift or freeze.

import type { ClockSetting, ClockState } from "./control/protocol.ts"

/** Goes as another clock does, until it is set. */
export class Clock {
  readonly #base: () => number
  #mode: ClockSetting["mode"] = "real"
  #shiftMs = 0
  #frozenMs = 0

  /** `base` is in epoch milliseconds, such as `Date.now`. */
  constructor(base: () => number) {
    this.#base = base
  }

  /** Epoch milliseconds. A value, so that it may be handed on without its clock. */
  readonly now = (): number => (this.#mode === "frozen" ? this.#frozenMs : this.#base() + this.#shiftMs)

  get state(): ClockState {
    const nowMs = this.now()
    return { mode: this.#mode, now: new Date(nowMs).toISOString(), nowMs, shiftMs: nowMs - this.#base() }
  }

  /** Sets it from now on. An `at` must be a date. */
  set(setting: ClockSetting): void {
    this.#frozenMs = setting.mode === "frozen" && setting.at !== undefined ? Date.parse(setting.at) : this.now()
    this.#shiftMs = setting.mode === "shifted" ? setting.shiftMs : 0
    this.#mode = setting.mode
  }
}
