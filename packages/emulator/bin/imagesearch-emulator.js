#!/usr/bin/env node
// Compiled code is kept between runs, which halves the start-up of a large bundle; then the program itself.
import { enableCompileCache } from "node:module"

enableCompileCache()
await import("../dist/main.js")
