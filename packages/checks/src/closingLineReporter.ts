/** Ends a test run with the one line `N passed, N failed`, which people and machines look for. */
import type { Reporter, TestModule } from "vitest/node"

/** Tests by outcome. `failed` also counts files that failed outside of any test, so that no failure is silent. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** `, N skipped` follows only where there are any. */
export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const count = (state: string): number => states.filter((one) => one === state).length
    const brokenModules = modules.filter((module) => module.errors().length > 0).length
    process.stdout.write(
      `${closingLine({ passed: count("passed"), failed: count("failed") + brokenModules + unhandledErrors.length, skipped: count("skipped") })}\n`
    )
  }
}
