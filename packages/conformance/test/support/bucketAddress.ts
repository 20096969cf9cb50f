/** The second loopback address: Linux has all of 127.0.0.0/8, other systems one address of each family. */
export const bucketAddress = process.platform === "linux" ? "127.0.0.2" : "::1"
