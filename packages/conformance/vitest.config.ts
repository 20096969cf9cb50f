import { defineProject } from "vitest/config"

export default defineProject({
  test: {
    setupFiles: ["../../packages/checks/src/loopbackOnly.ts", "./test/support/bucketNames.ts"],
    testTimeout: 20_000
  }
})
