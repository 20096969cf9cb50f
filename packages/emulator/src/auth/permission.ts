// What a caller may do: a key with a list of operations is refused all others, as a RAM policy would refuse them.

import errorCodes from "@imagesearch/core/data/errorCodes.json" with { type: "json" }
import { refuse, ServiceError } from "../errors.ts"
import type { Caller } from "./Keyring.ts"

/** Throws the refusal that is documented for the operation unless the caller may call it. */
export const checkPermission = ({ id, actions }: Caller, action: string): void => {
  if (actions === undefined || actions.includes(action)) return
  const { code, status, message } = refuse(codeFor(action))
  throw new ServiceError(code, status, message, {
    AccessDeniedDetail: {
      AuthAction: `imagesearch:${action}`,
      AuthPrincipalDisplayName: id,
      AuthPrincipalOwnerId: OWNER,
      AuthPrincipalType: "SubUser",
      EncodedDiagnosticMessage: "",
      NoPermissionType: "ImplicitDeny",
      PolicyType: "AccountLevelIdentityBasedPolicy"
    }
  })
}

/** The account that owns the emulator's keys; it does not exist. */
const OWNER = "1000000000000000"

/** Documented per operation: some of them have codes of their own. */
const codeFor = (action: string): string =>
  CODES.find(({ operations }) => operations.includes(action))?.code ?? "NoPermission"

const CODES: readonly { readonly code: string; readonly operations: readonly string[] }[] = errorCodes.rows.filter(
  ({ code }) => code.includes("NoPermission")
)
