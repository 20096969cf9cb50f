// The public surface: an emulator in this process.
export { type Emulator, type EmulatorOptions, type RunningEmulator, startEmulator } from "./emulator.ts"
