// DumpMetaList: the exports, the newest first, each with a fresh link to its file. There is no Success, as documented.

import { checkInstance, operation, REPORTED_INSTANCE } from "./Operation.ts"
import { readPage, showLink, showTask } from "./taskParameters.ts"

/** Documented by the official SDK; the metadata says below 500. */
const MOST_PER_PAGE = 30

export const DumpMetaList = operation({
  name: "DumpMetaList",
  parameters: ["InstanceName", "Id", "PageNumber", "PageSize"],
  read: (parameters, service) => {
    checkInstance(parameters, service, REPORTED_INSTANCE)
    return readPage(parameters, { mostPerPage: MOST_PER_PAGE })
  },
  perform: (service, page, arrival) => {
    const { tasks, total } = service.tasks.list("export", { ...page, bucketName: undefined, path: undefined })
    return {
      Data: {
        DumpMetaList: tasks.map((task) => ({
          ...showTask(task),
          ...showLink(service, { task, name: "MetaUrl", arrival })
        })),
        PageNumber: page.pageNumber,
        PageSize: page.pageSize,
        TotalCount: total
      }
    }
  }
})
