/** The names of chunks and markers, which are ASCII in every format. */

/** Empty where the bytes end before. */
export const asciiAt = (view: DataView, offset: number, length: number): string =>
  offset + length > view.byteLength
    ? ""
    : String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length))
