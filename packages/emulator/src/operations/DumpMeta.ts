// DumpMeta: starts an export of what is stored with the pictures.

import { refuse } from "../errors.ts"
import { exportPictures } from "../tasks/exportPictures.ts"
import { checkInstance, CONSOLE_INSTANCE, operation } from "./Operation.ts"

const NOWHERE = { bucketName: "", path: "", callbackAddress: "" }

export const DumpMeta = operation({
  name: "DumpMeta",
  parameters: ["InstanceName"],
  read: (parameters, service) => checkInstance(parameters, service, CONSOLE_INSTANCE),
  perform: (service) => {
    const id = service.tasks.start("export", NOWHERE, exportPictures(service))
    if (id === undefined) throw refuse("Console.TaskAlreadyExist")
    // The id is text here and a number in the list, as documented.
    return { Success: true, Data: { DumpMetaStatus: "PROCESSING", Id: String(id) } }
  }
})
