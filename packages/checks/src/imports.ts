/** The modules that a source file names in its imports and re-exports. */

/** Module specifiers in order of appearance, dynamic imports included. Comments that hold code would count too. */
export const importsOf = (source: string): readonly string[] =>
  [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^"'`;]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g
    )
  ].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? [])
