// IncreaseInstance: starts a batch import of the manifest in a bucket's folder.

import { refuse } from "../errors.ts"
import { importManifest } from "../tasks/importManifest.ts"
import { checkInstance, CONSOLE_INSTANCE, operation } from "./Operation.ts"
import { readBucketName, readCallback, readPath } from "./taskParameters.ts"

export const IncreaseInstance = operation({
  name: "IncreaseInstance",
  parameters: ["InstanceName", "BucketName", "Path", "CallbackAddress"],
  read: (parameters, service) => {
    checkInstance(parameters, service, CONSOLE_INSTANCE)
    return {
      bucketName: readBucketName(parameters),
      path: readPath(parameters),
      callbackAddress: readCallback(parameters)
    }
  },
  perform: (service, origin) => {
    const id = service.tasks.start("import", origin, importManifest(service, origin))
    if (id === undefined) throw refuse("Console.IncrementStatusError")
    // The id is text here and a number in the list, as documented.
    return { Success: true, Data: { IncrementStatus: "PROCESSING", Id: String(id) } }
  }
})
