// The public surface: an emulator in this process.
export { type Emulator, type EmulatorOptions, startEmulator } from "./emulator.ts"
