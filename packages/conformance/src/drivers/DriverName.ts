/** The clients under test, by the names that cases and pages use. */

export const driverNames = [
  "client",
  "client of 2019-03-25",
  "official SDK",
  "pop-core RPC",
  "pop-core ROA",
  "bare requests"
] as const
export type DriverName = (typeof driverNames)[number]
