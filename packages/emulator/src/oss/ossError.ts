// Refusals of the object store: another vocabulary than the service's own, and XML instead of JSON.

/** A refusal of the object store. */
export class OssError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, status: number, message: string) {
    super(message)
    this.name = "OssError"
    this.code = code
    this.status = status
  }
}
