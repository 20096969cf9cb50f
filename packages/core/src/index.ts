export { documentedCallsPerSecond, type InstanceSize } from "./callRate.ts"
export {
  categories,
  categorySources,
  findCategory,
  findCategoryByName,
  othersCategoryId,
  type Category
} from "./category.ts"
export { formatEndpoint, InvalidEndpointError, isLoopback, parseEndpoint, type Endpoint } from "./endpoint.ts"
export { adviseOnErrorCode, categorize, type ErrorAdvice, type ErrorCategory, type Retryable } from "./errorAdvice.ts"
export {
  describeErrorCode,
  errorCodes,
  errorCodeSources,
  findErrorCode,
  type ErrorCode,
  type ErrorDescription
} from "./errorCode.ts"
export { md5Base64, sha256Hex } from "./digest.ts"
export type {
  IntAttribute,
  IntFamily,
  IntOperator,
  ListOperator,
  StrAttribute,
  StrFamily,
  StrOperator
} from "./filter/attribute.ts"
export {
  formatFilter,
  isFilter,
  longestFilter,
  type Comparison,
  type Filter,
  type Junction,
  type List,
  type NonEmpty
} from "./filter/Filter.ts"
export { FilterLimitError, FilterSyntaxError, FilterValueError } from "./filter/FilterError.ts"
export { describe as describeValue } from "./filter/excerpt.ts"
export { parseFilter } from "./filter/parse.ts"
export { usesListOperators } from "./filter/usesListOperators.ts"
export { where, type IntConditions, type StrConditions } from "./filter/where.ts"
export { nearest } from "./nearest.ts"
export {
  limits,
  limitSources,
  type ChoiceLimit,
  type Defaulted,
  type Limit,
  type Limits,
  type RangeLimit,
  type UpperLimit
} from "./limit.ts"
export {
  operation,
  operationOf,
  operations,
  operationSources,
  operationsOf,
  type ApiVersion,
  type LimitKey,
  type Operation,
  type OperationName,
  type OperationNames,
  type Safety
} from "./operation.ts"
export { parameterSources, parametersOf, type Parameter, type ParameterPlace, type ParameterType } from "./parameter.ts"
export { isInSideRange, pictureLimits, type PictureLimits } from "./pictureLimits.ts"
export {
  findServiceType,
  serviceType,
  serviceTypes,
  serviceTypeSources,
  type ServiceType,
  type ServiceTypeName,
  type SideRange
} from "./serviceType.ts"
export { encodePairs, percentEncode, type Pair } from "./percentEncoding.ts"
export {
  findRegion,
  getRegion,
  isLegacyRegion,
  legacyRegions,
  regions,
  UnknownRegionError,
  type LegacyRegion,
  type Region
} from "./region.ts"
export {
  endpointHosts,
  MissingEndpointError,
  openPlatformEndpoint,
  ossHost,
  uploadHost,
  type Network,
  type OssEndpointType
} from "./endpointSet.ts"
export { parseServiceEndpoint, type ServiceEndpoint } from "./serviceEndpoint.ts"
export { whitelist, type WhitelistRow } from "./whitelist.ts"
export {
  acs3Algorithm,
  acs3Authorization,
  acs3CanonicalQuery,
  acs3CanonicalRequest,
  acs3Headers,
  acs3Signature,
  acs3SignedHeaders,
  acs3StringToSign,
  signAcs3,
  type Acs3HeaderParts,
  type Acs3Request,
  type Acs3Stages
} from "./sign/acs3.ts"
export {
  acs3Sm3Algorithm,
  acs3Sm3Authorization,
  acs3Sm3Signature,
  acs3Sm3StringToSign,
  signAcs3Sm3,
  sm3Hex
} from "./sign/acs3Sm3.ts"
export { bearerAdditions, type BearerAdditions, type BearerStyle } from "./sign/bearerToken.ts"
export { prepareAcs3 } from "./sign/preparedAcs3.ts"
export {
  roaV1Authorization,
  roaV1CanonicalHeaders,
  roaV1CanonicalResource,
  roaV1Headers,
  roaV1Signature,
  roaV1StringToSign,
  signRoaV1,
  type RoaV1HeaderParts,
  type RoaV1Request,
  type RoaV1Stages
} from "./sign/roaV1.ts"
export {
  rpcV1CanonicalQuery,
  rpcV1Parameters,
  rpcV1Signature,
  rpcV1StringToSign,
  signRpcV1,
  type RpcV1ParameterParts,
  type RpcV1Request,
  type RpcV1Stages
} from "./sign/rpcV1.ts"
export { unsignableHeaders, type SignedHeaderValues } from "./sign/signedHeaders.ts"
export { checkAccessKey, SigningInputError, type AccessKey } from "./sign/signingInput.ts"
export { UnsupportedDigestError } from "./unsupportedDigest.ts"
export { diagnoseSignature, type SignatureDiagnosis } from "./sign/diagnosis.ts"
