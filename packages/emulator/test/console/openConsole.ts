// An emulator, and its console in a browser: what a person does there and sees.

import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/index.ts"
import { KEY } from "../client.ts"
import { noBrowser, openPage, type Page } from "./browser.ts"

/** Behind the name of a group of tests that is skipped without a browser: why. */
export const skipped = noBrowser === undefined ? "" : ` (skipped: ${noBrowser})`

/** The console, by selectors of its elements. */
export interface OpenedConsole {
  readonly emulator: Emulator
  readonly page: Page
  /** Waits until so many elements are there. */
  readonly count: (selector: string, number: number) => Promise<void>
  /** What a person reads of the first element. */
  readonly text: (selector: string) => Promise<string>
  readonly click: (selector: string) => Promise<unknown>
  /** Fills in a field of a form and says so, as a person does who then leaves it. */
  readonly choose: (form: string, name: string, value: string) => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Starts an emulator, opens its console, and waits until that has found it. */
export const openConsole = async (options: Partial<EmulatorOptions> = {}): Promise<OpenedConsole> => {
  const emulator = await startEmulator({ ...KEY, ...options })
  const page = await openPage(`${emulator.url}/_console/`)
  const first = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})`
  await page.until(`${first("#state")}.className === "up"`)
  return {
    emulator,
    page,
    count: (selector, number) =>
      page.until(`document.querySelectorAll(${JSON.stringify(selector)}).length === ${number}`),
    text: (selector) => page.evaluate(`${first(selector)}?.innerText`).then(String),
    click: (selector) => page.evaluate(`${first(selector)}.click()`),
    choose: (form, name, value) =>
      page.evaluate(`(() => {
        const field = ${first(`#${form}`)}.elements[${JSON.stringify(name)}]
        field.value = ${JSON.stringify(value)}
        field.dispatchEvent(new Event("change", { bubbles: true }))
      })()`),
    close: async () => {
      await page[Symbol.asyncDispose]()
      await emulator.close()
    }
  }
}
