// IncreaseList: the batch imports, the newest first, each with a fresh link to the file of its failed lines. There is no
// Success, and there is a level Instance between the list and its items, as documented.

import { checkInstance, operation, REPORTED_INSTANCE } from "./Operation.ts"
import { readPage, showLink, showTask } from "./taskParameters.ts"

/** Documented by the metadata. */
const MOST_PER_PAGE = 500

export const IncreaseList = operation({
  name: "IncreaseList",
  parameters: ["InstanceName", "Id", "BucketName", "Path", "PageNumber", "PageSize"],
  read: (parameters, service) => {
    checkInstance(parameters, service, REPORTED_INSTANCE)
    const page = readPage(parameters, { mostPerPage: MOST_PER_PAGE })
    return { ...page, bucketName: parameters.value("BucketName"), path: parameters.value("Path") }
  },
  perform: (service, search, arrival) => {
    const { tasks, total } = service.tasks.list("import", search)
    const items = tasks.map((task) => ({
      ...showTask(task),
      BucketName: task.bucketName,
      Path: task.path,
      CallbackAddress: task.callbackAddress,
      ...showLink(service, { task, name: "ErrorUrl", arrival })
    }))
    return {
      Data: {
        Increments: { Instance: items },
        PageNumber: search.pageNumber,
        PageSize: search.pageSize,
        TotalCount: total
      }
    }
  }
})
