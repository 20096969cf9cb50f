/** The command `imagesearch` with all that is below it. */
import * as Command from "effect/cli/Command"
import { globalFlags } from "../settings.ts"
import { endpoints } from "./endpoints.ts"
import { image } from "./image.ts"
import { instance } from "./instance.ts"
import { regions } from "./regions.ts"
import { search } from "./search.ts"
import { whitelist } from "./whitelist.ts"

export const root = Command.make("imagesearch").pipe(
  Command.withDescription("Find products by picture with Alibaba Cloud Image Search"),
  Command.withSubcommands([search, image, instance, regions, endpoints, whitelist]),
  Command.withGlobalFlags(globalFlags),
  Command.withExamples([
    { command: "imagesearch search picture shoe.jpg", description: "What is in the catalogue that looks like this?" },
    { command: "imagesearch search picture --help", description: "Each command explains itself" },
    {
      command: "imagesearch --completions zsh > _imagesearch",
      description: "Completion for zsh, bash, fish or powershell"
    }
  ])
)
