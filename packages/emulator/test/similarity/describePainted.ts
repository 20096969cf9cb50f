// Run as a program of its own by descriptor.test.ts: prints the descriptor of a painted picture in hexadecimal.
import { describe, encodeDescriptor, subjectBox } from "../../src/similarity/engine.ts"
import { busyPicture } from "./paintedPicture.ts"

const picture = busyPicture(Number(process.argv[2]))
process.stdout.write(Buffer.from(encodeDescriptor(describe(picture, subjectBox(picture)))).toString("hex"))
