import { defineConfig } from "tsup"

// No `dts`: tsup 9 cannot emit declarations with TypeScript 7; `tsc` (native) does it in the build script.
export default defineConfig({
  entry: ["src/index.ts", "src/main.ts", "src/control/index.ts", "src/child/main.ts"],
  format: ["esm"],
  platform: "node",
  target: "node22.19",
  sourcemap: true,
  clean: true,
  // Leaves out what only the sources need, such as the bundler for the console's scripts.
  define: { IS_BUILT: "true" },
  // tsup strips "node:" by default, and "sqlite" without it is no module.
  removeNodeProtocol: false,
  // The tables of error codes, operations, regions and categories are bundled in; core itself is no dependency at run time.
  noExternal: [/^@imagesearch\/core\/data\//],
  treeshake: true
})
