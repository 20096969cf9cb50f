/** All that an async iterable gives. */
export const collected = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Array<Item> = []
  for await (const item of items) all.push(item)
  return all
}
