/** Instants as the wire writes them: epoch milliseconds, as text or as a number. */

/** The instant, or undefined when it is absent or no number of milliseconds. */
export const toDate = (millis: string | number | undefined): Date | undefined => {
  if (millis === undefined || !/^\d{1,15}$/.test(String(millis))) return undefined
  return new Date(Number(millis))
}
