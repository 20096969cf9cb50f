/**
 * What the emulator does where the documents are silent or contradict each other: the operations and their tasks. What follows from a documented
 * limit, shape or code is no choice, and stands with the cases.
 */
import type { Choice } from "./Choice.ts"

export const operationChoices: readonly Choice[] = [
  {
    of: "every operation",
    does: "a parameter is taken from the query as well as from the form; the form wins",
    source: "inferred: documented clients use both within one call",
    tests: ["packages/emulator/test/operations/search.test.ts"]
  },
  {
    of: "every operation",
    does: "an unknown parameter is ignored and counted; `--strict` refuses it as `InvalidParameter.Unknown`, which is no code of the service",
    source: "our choice",
    cases: ["gateway/unknown-parameter"],
    tests: ["packages/emulator/test/operations/limits.test.ts"]
  },
  {
    of: "every operation",
    does: "the answer is JSON unless `Format=XML`, or an Accept header that names XML and not JSON, asks for XML",
    source: "our choice; older pages have XML as the default",
    tests: ["packages/emulator/test/xml.test.ts"]
  },
  {
    of: "every operation",
    does: "an answer in XML has the root `<OperationResponse>`, an error has `<Error>`; lists are elements of the same name side by side, empty lists leave nothing; the type is `text/xml;charset=utf-8`",
    source: "samples of the OpenAPI metadata; the type is the one that the official SDK reads",
    tests: ["packages/emulator/test/xml.test.ts"]
  },
  {
    of: "every operation on pictures",
    does: "after the expiry `InstanceStatusError` with 400, and with 409 in 2019-03-25",
    source: "OpenAPI metadata of both; 409 on an older error page",
    cases: ["AddImage/expired", "2019-03-25/expired"],
    tests: ["packages/emulator/test/expiry.test.ts", "packages/emulator/test/versions/2019-03-25.test.ts"]
  },
  {
    of: "DumpMeta, IncreaseInstance",
    does: "after the expiry `Console.InstanceStatusError`",
    source: "OpenAPI metadata",
    cases: ["DumpMeta/expired"],
    tests: ["packages/emulator/test/expiry.test.ts"]
  },
  {
    of: "Detail, DumpMetaList, IncreaseList",
    does: "still answered after the expiry",
    source: "our choice",
    cases: ["Detail/expired"],
    tests: ["packages/emulator/test/expiry.test.ts"]
  },
  {
    of: "Detail",
    does: "UtcExpireTime is that of `--expires`, else a year after the creation",
    source: "our choice",
    tests: ["packages/emulator/test/expiry.test.ts"]
  },
  {
    of: "Detail",
    does: "product multimodal is number 99, which no document gives",
    source: "our choice",
    cases: ["SearchImageByText/finds"]
  },
  {
    of: "AddImage",
    does: "a replaced picture keeps its place in the order of adding",
    source: "our choice",
    tests: ["packages/emulator/test/operations/storedPictures.test.ts"]
  },
  {
    of: "AddImage, SearchImageByPic",
    does: "an address outside the transfer bucket is `InvalidPicUrl`, and so is Base64",
    source: "our choice; the pages say that addresses are not supported and keep Base64 for 2019-03-25",
    cases: ["AddImage/foreign-address"],
    tests: ["packages/emulator/test/operations/limits.test.ts"]
  },
  {
    of: "UpdateImage",
    does: "what is absent is kept; an empty text clears, an empty integer is kept",
    source: "our choice",
    cases: ["UpdateImage/keeps", "UpdateImage/clears-by-empty-text"],
    tests: ["packages/emulator/test/operations/update.test.ts"]
  },
  {
    of: "UpdateImage",
    does: "PicName is mandatory",
    source: "OpenAPI metadata; the official SDK does not say so",
    cases: ["UpdateImage/no-picture-name"]
  },
  {
    of: "UpdateImage",
    does: "IntAttr3, IntAttr4, StrAttr3 and StrAttr4 count in the query, as documented, and in the form",
    source: "our choice",
    cases: ["UpdateImage/changes"],
    tests: ["packages/emulator/test/operations/update.test.ts"]
  },
  {
    of: "SearchImageByFilter",
    does: "the order is that of adding",
    source: "our choice",
    cases: ["SearchImageByFilter/order"],
    tests: ["packages/emulator/test/operations/storedPictures.test.ts"]
  },
  {
    of: "SearchImageByFilter",
    does: "an absent or a blank Filter is `InvalidFilterClause`",
    source: "our choice",
    cases: ["SearchImageByFilter/absent"]
  },
  {
    of: "SearchImageByFilter, CheckImageExists",
    does: "the error codes are those of the searches",
    source: "inferred: no list is documented",
    cases: ["SearchImageByFilter/unreadable"]
  },
  {
    of: "CheckImageExists",
    does: "Auctions is `{}` if there is no such picture",
    source: "our choice",
    cases: ["CheckImageExists/absent"],
    tests: ["packages/emulator/test/operations/storedPictures.test.ts"]
  },
  {
    of: "CompareSimilarByImage",
    does: "a picture that is absent, not in the transfer bucket or over 4 MB is `InvalidPrimaryPicContent` or `InvalidSecondaryPicContent`; an unreadable one is `UnsupportedPictureFormat`",
    source: "inferred from the names of the codes",
    cases: ["CompareSimilarByImage/second-absent"],
    tests: ["packages/emulator/test/operations/compare.test.ts"]
  },
  {
    of: "CompareSimilarByImage",
    does: "the subject of each picture is looked for and counts; the Score is that of a search, the same in either order",
    source: "our choice",
    tests: ["packages/emulator/test/operations/compare.test.ts"]
  },
  {
    of: "CompareSimilarByImage",
    does: "http is taken as well as https",
    source: "our choice; the metadata has https only",
    cases: ["CompareSimilarByImage/by-address"]
  },
  {
    of: "SearchImageByText",
    does: "a search over words, no stand-in for the model of the service: the Score is the share of the words of Text that stand in CustomContent, text attributes, names of product and picture, the name of the category, or name a colour that covers 15 % of the subject; pictures without any are no hits",
    source: "our choice",
    cases: ["SearchImageByText/finds"],
    tests: ["packages/emulator/test/operations/text.test.ts"]
  },
  {
    of: "SearchImageByText",
    does: "DocsReturn counts the pictures with a Score over 0 that pass the filter",
    source: "our choice",
    tests: ["packages/emulator/test/operations/text.test.ts"]
  },
  {
    of: "every operation with PicContent",
    does: "the bucket may stand in the host, below any domain, or in the path; http and https, and an encoded key, are taken",
    source: "our choice; documented is http, the bucket in the host and no encoding",
    tests: ["packages/emulator/test/oss/uploadForms.test.ts"]
  },
  {
    of: "AddImage, SearchImageByPic, CompareSimilarByImage",
    does: "the picture is fetched from the bucket at once, unless a fault script for TransferImage slows it down, to `TimeoutForTransferImage` after 5 s, or breaks it, to `PictureError`",
    source: "the codes and the 5 s are documented, and when PictureError comes is inferred from its text",
    tests: ["packages/emulator/test/faults/transferImage.test.ts"]
  },
  {
    of: "AuthorizeFileUpload",
    does: "Endpoint is below `.localhost` with the port of the emulator, and below `imagesearch-emulator.test` with `--advertise`",
    source: "our choice, so that no picture leaves for the real store",
    tests: ["packages/emulator/test/addresses.test.ts"]
  },
  {
    of: "PostObject",
    does: "fields behind the file count, line breaks at the end of a value do not; the line break before a boundary may be missing",
    source: "our choice: SDKs for Node and PHP send such forms",
    tests: ["packages/emulator/test/oss/uploadForms.test.ts"]
  },
  {
    of: "DumpMeta",
    does: "one JSON object a line with the names of the batch manifest, `OperationType` ADD and the Region used; the pictures are those stored when it starts, in the order of adding",
    source: "our choice; the format is documented nowhere",
    tests: ["packages/emulator/test/tasks/export.test.ts"]
  },
  {
    of: "DumpMeta, IncreaseInstance",
    does: "a task may take as little as a moment; `--task-ms` makes it last",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/Tasks.test.ts"]
  },
  {
    of: "DumpMeta, IncreaseInstance",
    does: "an export and an import may run beside each other",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/Tasks.test.ts"]
  },
  {
    of: "DumpMeta, IncreaseInstance",
    does: "a task that a stop of the emulator interrupted is FAIL with the reason after the next start",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/Tasks.test.ts"]
  },
  {
    of: "DumpMetaList, IncreaseList",
    does: "the newest task comes first",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/export.test.ts"]
  },
  {
    of: "DumpMetaList, IncreaseList",
    does: 'Code is "0", and "1" for a failed task; Msg is "success", the reason, or how far a running task has got',
    source: 'our choice; only "0" and "success" are documented',
    tests: ["packages/emulator/test/tasks/export.test.ts", "packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "DumpMetaList, IncreaseList",
    does: "MetaUrl and ErrorUrl are absent without a file; each list hands out a fresh link of two hours; the files of the newest 20 tasks of a kind are kept",
    source: "the two hours are documented, the rest is our choice",
    tests: ["packages/emulator/test/tasks/export.test.ts", "packages/emulator/test/tasks/Tasks.test.ts"]
  },
  {
    of: "DumpMetaList, IncreaseList",
    does: "links name the address that was asked, or that of `--advertise`, with the scheme that was used; the bucket stands in their path",
    source: "our choice: not every system resolves names below localhost",
    tests: ["packages/emulator/test/addresses.test.ts", "packages/emulator/test/tasks/export.test.ts"]
  },
  {
    of: "DumpMetaList, IncreaseList",
    does: "PageSize up to 30 and up to 500; a value outside is `Console.BadRequest`",
    source: "official SDK, OpenAPI metadata; the code is inferred",
    cases: ["DumpMetaList/page-size"],
    tests: ["packages/emulator/test/tasks/importTask.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "an absent or malformed BucketName, Path or CallbackAddress is `Console.BadRequest`",
    source: "inferred from the list of codes",
    cases: ["IncreaseInstance/path"]
  },
  {
    of: "IncreaseInstance",
    does: "buckets are folders of `--oss-dir`; without it, or without a manifest, the task starts and fails",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "Path `/` is the root of the bucket",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/importTask.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "pictures are found relative to the folder of the manifest",
    source: "help page; an older text wants them beside the manifest",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "a line may say Crop; unknown names are ignored, blank lines are skipped; the format of 2018 is refused",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "a DELETE line without PicName removes every picture of the product",
    source: "inferred from DeleteImage",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "a picture that is not there is `PictureError`, a PicName without an extension or with a slash in front is `InvalidPicName`, an unreadable line is `BadRequest`, another OperationType is `InvalidOperationType`",
    source: "our choice",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "bad lines are noted and the others done: SUCCESS if one was, FAIL if none was; the file at ErrorUrl holds one JSON object for each with Line, the names of the line, Code and Message",
    source: "our choice; the format is documented nowhere",
    tests: ["packages/emulator/test/tasks/import.test.ts"]
  },
  {
    of: "IncreaseInstance",
    does: "CallbackAddress gets one POST with the members of the list as JSON at the end, on loopback only and never at the emulator itself, without repeats or redirections",
    source: "our choice; method and body are documented nowhere",
    tests: ["packages/emulator/test/tasks/importTask.test.ts", "packages/emulator/test/tasks/callback.test.ts"]
  }
]
