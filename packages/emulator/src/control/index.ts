// The public surface of `@imagesearch/emulator/control`.
export { connectControl, ControlRefused, type EmulatorControl } from "./ControlClient.ts"
export type { AnswerFault, Fault, FaultScript, FaultState } from "./faults.ts"
export type { ClockSetting, ClockState, EndpointState, Health, ResetAnswer, ResetPart } from "./protocol.ts"
export type { ListedPicture, PictureFilter, PicturePage, SearchAnswer, SearchHit, SearchRequest } from "./pictures.ts"
export type { Har, RecordedMessage, RecordedRequest, RequestFilter } from "./requests.ts"
export type { SeedAnswer, SeedRequest, SeedRow } from "./seeding.ts"
export type { CategoryName, InstanceSettings, Settings } from "./settings.ts"
