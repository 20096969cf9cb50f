// From the bytes of a picture to its description: every check of the service on a picture, in its order.

import { refuse } from "../errors.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import { type ServiceType, serviceType } from "../serviceType.ts"
import {
  type Box,
  decode,
  type Descriptor,
  describe,
  PictureError,
  type PictureHeader,
  readHeader,
  subjectBox
} from "../similarity/engine.ts"
import type { Arrival } from "./Operation.ts"
import { transferImage } from "./transferImage.ts"

/** Which part of a picture counts. */
export interface Subject {
  /** Given by the caller; wins over `crop`. */
  readonly region: Box | undefined
  /** Find the subject; otherwise the whole picture counts. */
  readonly isCropped: boolean
}

/** A picture that passed every check. */
export interface DescribedPicture {
  readonly bytes: Uint8Array
  readonly region: Box
  readonly descriptor: Descriptor
}

/** Documented: 4 * 1024 * 1024. */
export const MOST_PICTURE_BYTES = 4 * 1_024 * 1_024

/** Upright, by the EXIF numbering. The documents refuse "incorrect" flags, so the upright one passes. */
const UPRIGHT = 1

/** Reads Region and Crop; Region is `x1,x2,y1,y2` in pixels of the picture as sent, both x first. */
export const readSubject = (parameters: Parameters): Subject => {
  const text = parameters.value("Region")
  const isCropped = parameters.flag("Crop") ?? true
  if (text === undefined) return { region: undefined, isCropped }
  const [, x0, x1, y0, y1] = /^(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(text.replaceAll(" ", "")) ?? []
  if (y1 === undefined) throw refuse("InvalidRegion")
  return { region: { x0: Number(x0), y0: Number(y0), x1: Number(x1), y1: Number(y1) }, isCropped }
}

/** Fetches the picture that a PicContent names from the transfer bucket. Rejects with InvalidPicUrl if there is none. */
export const fetchPicture = async (service: Service, picContent: string, arrival: Arrival): Promise<Uint8Array> => {
  const bytes = await transferImage(service, picContent, arrival)
  if (bytes === undefined) throw refuse("InvalidPicUrl")
  return bytes
}

/** Checks a picture and describes it. Throws the service's refusal. */
export const describePicture = async (
  service: Service,
  bytes: Uint8Array,
  subject: Subject
): Promise<DescribedPicture> => {
  if (bytes.length > MOST_PICTURE_BYTES) throw refuse("InvalidPicContent")
  const type = serviceType(service.instance.facts.serviceType)
  if (type === undefined) throw refuse("UnsupportedInstanceType")
  return describeBytes(bytes, subject, type).catch((error: unknown) => {
    // Cut-off and unknown formats alike: the service documents one code for pictures it cannot read.
    throw error instanceof PictureError ? refuse("UnsupportedPicFormat") : error
  })
}

/** A box as parameters and answers write it: `x1,x2,y1,y2`. */
export const showBox = ({ x0, y0, x1, y1 }: Box): string => [x0, x1, y0, y1].map(Math.round).join(",")

const describeBytes = async (bytes: Uint8Array, subject: Subject, type: ServiceType): Promise<DescribedPicture> => {
  const header = await readHeader(bytes)
  if (header.orientation !== UPRIGHT) throw refuse("IncorrectOrientation")
  const isSideAllowed = (pixels: number): boolean => pixels >= type.leastPixels && pixels <= type.mostPixels
  if (!isSideAllowed(header.width) || !isSideAllowed(header.height)) throw refuse("UnsupportedPicPixels")
  if (type.hasSubjects && subject.region !== undefined && !isInside(subject.region, header))
    throw refuse("InvalidRegion")

  const picture = await decode(bytes, header)
  const whole = { x0: 0, y0: 0, x1: header.width, y1: header.height }
  const found = (): Box => (subject.isCropped ? subjectBox(picture) : whole)
  const region = type.hasSubjects ? (subject.region ?? found()) : whole
  return { bytes, region, descriptor: describe(picture, region) }
}

const isInside = ({ x0, y0, x1, y1 }: Box, { width, height }: PictureHeader): boolean =>
  x0 < x1 && y0 < y1 && x1 <= width && y1 <= height
