import { defineConfig } from "tsup"

// The console's files, which a browser reads. A build of their own: beside the others the script would share chunks with
// them, which the console does not serve.
export default defineConfig({
  entry: ["index.html", "style.css", "icon.svg", "main.ts"].map((file) => `src/console/page/${file}`),
  outDir: "dist/console/page",
  format: ["esm"],
  platform: "browser",
  target: "es2024",
  splitting: false,
  sourcemap: true,
  loader: { ".html": "copy", ".svg": "copy" }
})
