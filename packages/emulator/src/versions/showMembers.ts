// Answers of an older version hold fewer members than those of 2020-12-14, in part under other names.

/** The members of an object that are wanted, in the order wanted: a name keeps it, a pair renames it. */
export const showMembers = (
  given: unknown,
  wanted: readonly (string | readonly [old: string, shown: string])[]
): Readonly<Record<string, unknown>> => {
  const members: ReadonlyMap<string, unknown> = new Map(
    typeof given === "object" && given !== null ? Object.entries(given) : []
  )
  return Object.fromEntries(
    wanted.map((name) => (typeof name === "string" ? [name, members.get(name)] : [name[1], members.get(name[0])]))
  )
}
