// Sizes of what a user's bundle gains, minified and gzipped. Node's own modules are not in it.
const forNode = (config) => ({
  ...config,
  platform: "node",
  format: "esm",
  tsconfigRaw: {},
  // esbuild warns of imports that it leaves out, which are what is wanted here; in `node_modules` it keeps quiet.
  logLevel: "error"
})

/** undici apart, which is the user's own HTTP client as much as ours. ADR 0028 holds these figures against the bar. */
const promiseFace = {
  path: "packages/client/dist/promise.js",
  import: "{ createImageSearch }",
  ignore: ["undici"],
  modifyEsbuildConfig: forNode
}
/** What is imported when it is first wanted: pages and bulk calls, and the files and services that keys come from. */
const later = ["./manyIterated-*", "./defaultChain-*"]

export default [
  {
    name: "core, everything with all data",
    path: "packages/core/dist/index.js",
    import: "*",
    // The aim is 12 kB. The texts of the error codes and the table of parameters are most of what is above it.
    limit: "24 kB",
    gzip: true,
    modifyEsbuildConfig: forNode
  },
  {
    name: "core, signer and regions alone",
    path: "packages/core/dist/index.js",
    import: "{ signAcs3, getRegion }",
    limit: "5 kB",
    gzip: true,
    modifyEsbuildConfig: forNode
  },
  {
    ...promiseFace,
    name: "client, createImageSearch and all that it may load, minified",
    limit: "286 kB",
    brotli: false
  },
  { ...promiseFace, name: "client, createImageSearch and all that it may load", limit: "100 kB", gzip: true },
  {
    ...promiseFace,
    name: "client, createImageSearch as it is loaded at once, minified",
    ignore: [...promiseFace.ignore, ...later],
    limit: "239 kB",
    brotli: false
  },
  {
    ...promiseFace,
    name: "client, createImageSearch as it is loaded at once",
    ignore: [...promiseFace.ignore, ...later],
    limit: "81 kB",
    gzip: true
  }
]
