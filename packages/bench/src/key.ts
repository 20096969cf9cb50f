/** The key that every compared stack signs with. It opens nothing. */
export const key = {
  accessKeyId: "LTAI5tExampleKeyId000001",
  accessKeySecret: "ExampleSecretOf30Characters0001"
} as const
