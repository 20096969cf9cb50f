/** A refusal of the control plane: the HTTP status, and one sentence that says what is wrong. */
export class ControlError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = "ControlError"
    this.status = status
  }
}
