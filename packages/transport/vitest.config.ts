import { fileURLToPath } from "node:url"
import { defineProject } from "vitest/config"

export default defineProject({
  // Tests run the sources; the `imports` map of package.json leads to the build.
  resolve: { alias: { "#network": fileURLToPath(new URL("./src/network.node.ts", import.meta.url)) } },
  test: { setupFiles: ["../../packages/checks/src/loopbackOnly.ts"], testTimeout: 20_000 }
})
