// Answers in XML, as the documented samples show them: a root named after the operation, an element for each member, and
// the members of a list as elements of the same name side by side.

/** Writes an answer as a document. Members without a value are left out. */
export const toXml = (root: string, body: Readonly<Record<string, unknown>>): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>${element(root, body)}`

const element = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("")
  if (typeof value === "object" && value !== null) return `<${name}>${members(value)}</${name}>`
  const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  return isText ? `<${name}>${escapeXml(String(value))}</${name}>` : ""
}

const members = (value: object): string =>
  Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join("")

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" }

/** A text as an element holds it. Characters that XML 1.0 cannot hold, not even as references, become the replacement character. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[&<>\r]/g, (character) => ENTITIES[character] ?? character)
    // oxlint-disable-next-line no-control-regex -- these are the characters that are meant
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
