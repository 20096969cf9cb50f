/**
 * What the emulator does where the documents are silent or contradict each other: signatures, rates, limits of the network, and older versions. What follows from a documented
 * limit, shape or code is no choice, and stands with the cases.
 */
import type { Choice } from "./Choice.ts"

export const gatewayChoices: readonly Choice[] = [
  {
    of: "every operation",
    does: "name, version, method and path are checked before the signature, then permission, rate and parameters",
    source: "our choice",
    tests: ["packages/emulator/test/findCall.test.ts"]
  },
  {
    of: "every operation",
    does: "an Authorization header decides the scheme, then a bearer token, then RPC parameters",
    source: "our choice",
    tests: ["packages/emulator/test/auth/bearer.test.ts"]
  },
  {
    of: "every operation",
    does: "any scheme is taken for any version, but RPC V1 only at path `/`",
    source: "our choice",
    tests: ["packages/emulator/test/findCall.test.ts"]
  },
  {
    of: "every operation",
    does: "RPC V1 refuses a parameter sent twice as IncompleteSignature",
    source: "our choice",
    tests: ["packages/emulator/test/auth/rpcV1.test.ts"]
  },
  {
    of: "every operation",
    does: "RPC V1 refuses a form over 64 KB as RequestEntityTooLarge; the other schemes take 8 MB",
    source: "our choice",
    tests: ["packages/emulator/test/auth/rpcV1.test.ts"]
  },
  {
    of: "every operation",
    does: "a parameter of RPC V1 that is left out is `Missing<Name>`; another SignatureVersion is InvalidSignatureVersion",
    source: "the gateway's pattern",
    tests: ["packages/emulator/test/auth/rpcV1.test.ts"]
  },
  {
    of: "every operation",
    does: "the mismatch text of ROA V1 is that of RPC V1",
    source: "inferred",
    tests: ["packages/emulator/test/auth/roaV1.test.ts"]
  },
  {
    of: "every operation",
    does: "ROA V1 checks Content-MD5 only when sent, after the signature; dates without comma or with a wrong weekday are taken",
    source: "our choice, after official samples",
    tests: ["packages/emulator/test/auth/roaV1.test.ts"]
  },
  {
    of: "every operation",
    does: "the security token is checked before the signature; with a permanent key it is ignored",
    source: "our choice",
    tests: ["packages/emulator/test/auth/acs3.test.ts"]
  },
  {
    of: "every operation",
    does: "the token codes come with 400",
    source: "names from an SDK, status our choice",
    tests: ["packages/emulator/test/auth/acs3.test.ts"]
  },
  {
    of: "every operation",
    does: "a wrong bearer token is InvalidBearerToken; its date and nonce count only where sent",
    source: "our choice",
    tests: ["packages/emulator/test/auth/bearer.test.ts"]
  },
  {
    of: "every operation",
    does: "more than 1,000 parameters in query or form are InvalidParameter.Format",
    source: "our choice",
    tests: ["packages/emulator/test/auth/acs3.test.ts"]
  },
  {
    of: "every operation",
    does: "rates are counted only with `--limiter` or `--limits`; every authenticated, permitted call counts, also one refused for its parameters; no retry header is sent",
    source: "our choice",
    tests: ["packages/emulator/test/limiter/Limiter.test.ts"]
  },
  {
    of: "every operation",
    does: "AuthorizeFileUpload has no rate; CheckImageExists, SearchImageByFilter and CompareSimilarByImage share that of the searches; older versions share their class",
    source: "inferred",
    tests: ["packages/emulator/test/limiter/Limiter.test.ts"]
  },
  {
    of: "every operation",
    does: "up to 10 units of capacity count as the smallest size (1 add per second)",
    source: "inferred",
    tests: ["packages/emulator/test/limiter/Limiter.test.ts"]
  },
  {
    of: "every operation",
    does: "AccessDeniedDetail names an invented owner and an empty diagnostic message; a denial is Console.NoPermission or Console.NoPermissionError where listed, else NoPermission",
    source: "OpenAPI metadata, members our choice",
    cases: ["AddImage/not-permitted", "Detail/not-permitted"],
    tests: ["packages/emulator/test/auth/permission.test.ts"]
  },
  {
    of: "every operation",
    does: "headers within 10 s, a request within 60 s, 16 KB of headers, 1,000 connections",
    source: "our choice",
    tests: ["packages/emulator/test/Endpoint.test.ts"]
  },
  {
    of: "every operation",
    does: "ROA V1 takes a request without a nonce, which then may be repeated; a query counts decoded and by name, or exactly as it was sent",
    source: "our choice: what the SDK cores for Java, Python, Go and PHP sign",
    tests: ["packages/emulator/test/clients/olderClients.test.ts"]
  },
  {
    of: "2019-03-25",
    does: "the body is read as a form whatever its type says",
    source: "our choice: the oldest SDK core for PHP says application/json",
    tests: ["packages/emulator/test/clients/olderClients.test.ts"]
  },
  {
    of: "every operation",
    does: "an unexpected failure of the emulator is UnknownException or Console.InternalError where the operation lists it, and InternalError elsewhere, in the other versions too",
    source: "OpenAPI metadata; which of the codes comes is inferred from their texts",
    tests: ["packages/emulator/test/emulator.test.ts"]
  },
  {
    of: "2019-03-25",
    does: "names of up to 512 characters are taken, and of up to 256 in the other versions",
    source: "OpenAPI metadata; older pages of 2020-12-14 allow 512 too",
    cases: ["2019-03-25/long-name"],
    tests: ["packages/emulator/test/versions/2019-03-25.test.ts"]
  },
  {
    of: "2019-03-25",
    does: "an unknown Type is InvalidType; text that is no Base64 is UnsupportedPicFormat",
    source: "our choice",
    cases: ["2019-03-25/type"],
    tests: ["packages/emulator/test/versions/2019-03-25.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "`/item/delete`, `filter`, `int_attr` and `str_attr`",
    source: "inferred",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "offsets count UTF-16 units",
    source: "official Java client",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "a wrong or repeated meta entry is InvalidMetaItem; up to 1,000 entries",
    source: "our choice",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "a body without `^` is NoCaretSeperator and one with nothing in front of it EmptyMeta; an addition or a search without pic_list is NoPicList, with an empty one NoSpecifiedAddPic or NoSpecifiedSearchPic, a name in it that is no Base64 is InvalidPicList, and a picture that is named but not in the body NoSpecifiedPic",
    source: "the codes are documented, and when they come is inferred from their texts",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "cat_id may be absent; a search uses its first picture; pictures added before a refused one stay",
    source: "our choice",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "2018-01-20",
    does: "numbers of categories are text in answers",
    source: "official Java client",
    tests: ["packages/emulator/test/versions/2018-01-20.test.ts"]
  },
  {
    of: "older versions",
    does: "a wrong path, version or method is InvalidApi.NotFound",
    source: "our choice",
    tests: ["packages/emulator/test/findCall.test.ts"]
  }
]
