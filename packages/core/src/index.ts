export { categories, findCategory, type Category } from "./category.ts"
export { formatEndpoint, InvalidEndpointError, isLoopback, parseEndpoint, type Endpoint } from "./endpoint.ts"
export { categorize, errorCodes, findErrorCode, type ErrorCategory, type ErrorCode } from "./errorCode.ts"
export { sha256Hex } from "./digest.ts"
export { nearest } from "./nearest.ts"
export { operation, operations, type LimitKey, type Operation, type OperationName, type Safety } from "./operation.ts"
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
  acs3Signature,
  acs3SignedHeaders,
  acs3StringToSign,
  signAcs3,
  type Acs3Request,
  type Acs3Stages,
  type SignedHeaderValues
} from "./sign/acs3.ts"
export { diagnoseSignature, type SignatureDiagnosis } from "./sign/diagnosis.ts"
