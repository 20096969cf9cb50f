/** The flag or argument that fills a field of the client, as a person typed it. */

/** `field` is a path such as `region.x1`. AddImage takes names as flags, the other operations as arguments. */
export const flagOf = (field: string, operation: string): string => {
  const [name = ""] = field.split(".")
  if (name === "productId") return operation === "AddImage" ? "--product" : "<product>"
  if (name === "picName") return operation === "AddImage" ? "--name" : "<pic>"
  return otherNames[name] ?? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** Fields whose flag is not their own name in kebab case. */
const otherNames: Readonly<Record<string, string>> = {
  categoryId: "--category",
  customContent: "--custom",
  distinctProductId: "--distinct",
  picture: "<picture>",
  region: "--subject",
  scoreThreshold: "--min-score",
  text: "<words>"
}
