// Text from outside becomes HTML here and nowhere else.

/** Escapes text for HTML content and for attribute values in double or single quotes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
