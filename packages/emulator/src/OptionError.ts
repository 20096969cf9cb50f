// An option with which the emulator cannot start.

/** An option that startEmulator does not take: the message names it, the value unless that is a secret, and what it takes. */
export class OptionError extends Error {
  override readonly name = "OptionError"

  /** Which one, such as `port` or `instances[1].capacity`. */
  readonly option: string

  constructor(option: string, message: string) {
    super(message)
    this.option = option
  }
}
