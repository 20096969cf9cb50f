import { defineConfig } from "tsup"

// No `dts`: tsup 9 cannot emit declarations with TypeScript 7; `tsc` (native) does it in the build script.
export default defineConfig({
  entry: {
    index: "src/index.ts",
    promise: "src/promise.ts",
    "credentials/index": "src/credentials/index.ts",
    "normalize/index": "src/normalize/index.ts",
    "2019-03-25/index": "src/2019-03-25/index.ts"
  },
  format: ["esm"],
  platform: "node",
  target: "node22.19",
  sourcemap: true,
  clean: true,
  // tsup strips "node:" by default, and "sqlite" without it is no module.
  removeNodeProtocol: false,
  treeshake: true
})
