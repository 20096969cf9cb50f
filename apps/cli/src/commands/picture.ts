/** The picture that a command takes. No path for the parser, which would make one of a URL. */
import * as Argument from "effect/cli/Argument"

/** `what` it is for, as the beginning of a sentence. */
export const pictureArgument = (what: string): Argument.Argument<string> =>
  Argument.String("picture").pipe(Argument.withDescription(`${what}: a file, or an http(s) URL; up to 4 MB`))
