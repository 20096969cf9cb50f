// Sizes of what a user's bundle gains, minified and gzipped. Node's own modules are not in it.
const forNode = (config) => ({ ...config, platform: "node", tsconfigRaw: {} })

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
  }
]
