/**
 * Lines of a text by byte offset. csv-parse counts a CRLF inside quotes twice, so its own line numbers drift in
 * catalogues written by Excel; its byte offsets are right.
 */
export class LineCounter {
  private readonly newlines: number[] = []
  private passedLines = 0
  private seenBytes = 0

  /** Notes the newlines of the next chunk. */
  see(chunk: Uint8Array): void {
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
      this.newlines.push(this.seenBytes + at)
    }
    this.seenBytes += chunk.byteLength
  }

  /** The line, from 1, of the last byte before `endByte`; a newline belongs to the line that it ends. */
  lineOf(endByte: number): number {
    return this.passedLines + 1 + this.countBefore(endByte)
  }

  /** Forgets the newlines before `endByte`, so that memory does not grow with the catalogue. */
  forget(endByte: number): void {
    this.passedLines += this.newlines.splice(0, this.countBefore(endByte)).length
  }

  private countBefore(endByte: number): number {
    const index = this.newlines.findIndex((offset) => offset >= endByte - 1)
    return index === -1 ? this.newlines.length : index
  }
}

const newline = 0x0a
