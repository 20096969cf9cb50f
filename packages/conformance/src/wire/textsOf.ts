/** The parameters of a call in the text of the wire; pictures are uploaded on the way. */
import type { Call } from "../cases/Case.ts"
import { isPicture, isUploaded, withInstance } from "../drivers/values.ts"
import { pictureBytes } from "../pictures.ts"
import type { Target } from "../Target.ts"
import type { Send } from "./exchange.ts"
import { upload } from "./upload.ts"

/** Uploads what has to be uploaded by `sendBy`; 2019-03-25 takes pictures as Base64. */
export const textsOf = async (call: Call, target: Target, sendBy: Send): Promise<Readonly<Record<string, string>>> => {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(withInstance(call, target))) {
    if (isPicture(value) && call.version === "2019-03-25") {
      texts[name] = Buffer.from(pictureBytes(value.picture)).toString("base64")
    } else if (isPicture(value)) texts[name] = await upload(target, pictureBytes(value.picture), sendBy)
    else if (isUploaded(value)) texts[name] = await upload(target, pictureBytes(value.uploaded), sendBy)
    else texts[name] = String(value)
  }
  return texts
}
