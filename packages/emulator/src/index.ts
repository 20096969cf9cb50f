// The public surface: an emulator in this process, or in one of its own.
export { type Emulator, type RunningEmulator, startEmulator } from "./emulator.ts"
export type { EmulatorOptions } from "./EmulatorOptions.ts"
export { OptionError } from "./OptionError.ts"
export { StoreError } from "./store/database.ts"
export { type EmulatorProcess, type ProcessOptions, startEmulatorProcess } from "./child/emulatorProcess.ts"
