// The clock of the emulator, which a test may shift or freeze.

import type { ClockSetting, ClockState } from "./control/protocol.ts"

/** The years that are written with four digits. A Date holds far more, so what ends hours later can be written too. */
const EARLIEST_MS = Date.parse("0000-01-01T00:00:00.000Z")
const LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z")

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
  readonly now = (): number => (this.#mode === "frozen" ? this.#frozenMs : this.#baseMs() + this.#shiftMs)

  get state(): ClockState {
    const nowMs = this.now()
    return { mode: this.#mode, now: new Date(nowMs).toISOString(), nowMs, shiftMs: nowMs - this.#baseMs() }
  }

  /**
   * Sets it from now on. An `at` must be a date. Throws a RangeError, and changes nothing, for a time outside the years 0
   * to 9999.
   */
  set(setting: ClockSetting): void {
    const { frozenMs, shiftMs } = this.#read(setting)
    if (setting.mode !== "real" && !isShowable(frozenMs ?? this.#baseMs() + shiftMs))
      throw new RangeError("the clock shows the years 0 to 9999")
    this.#frozenMs = frozenMs ?? 0
    this.#shiftMs = shiftMs
    this.#mode = setting.mode
  }

  #read(setting: ClockSetting): { readonly frozenMs?: number; readonly shiftMs: number } {
    switch (setting.mode) {
      case "real":
        return { shiftMs: 0 }
      case "shifted":
        return { shiftMs: setting.shiftMs }
      case "frozen":
        return { frozenMs: setting.at === undefined ? this.now() : Date.parse(setting.at), shiftMs: 0 }
    }
  }

  /** What is stamped with a time that is none could not be shown ever after. */
  #baseMs(): number {
    const ms = this.#base()
    if (!isShowable(ms)) throw new RangeError(`the clock of the options gave ${ms}, and no time of the years 0 to 9999`)
    return ms
  }
}

/** False for NaN. */
const isShowable = (ms: number): boolean => ms >= EARLIEST_MS && ms <= LATEST_MS
