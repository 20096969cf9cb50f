/** What the layers remember of endpoints, keys and sets is bounded: a long-lived process may meet any number of them. */

/** Puts an entry in last place, so that the first is the one to forget; beyond `most` entries it is forgotten. */
export const rememberNewest = <Entry>(entries: Map<string, Entry>, key: string, entry: Entry, most: number): void => {
  entries.delete(key)
  entries.set(key, entry)
  const [oldest] = entries.keys()
  if (entries.size > most && oldest !== undefined) entries.delete(oldest)
}
