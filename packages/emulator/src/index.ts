// The public surface: an emulator in this process, or in one of its own.
export { type Emulator, type EmulatorOptions, type RunningEmulator, startEmulator } from "./emulator.ts"
export { type EmulatorProcess, type ProcessOptions, startEmulatorProcess } from "./child/emulatorProcess.ts"
