// How to point a client at the emulator, and what it plays.

import type { InstanceSettings, Settings } from "../../control/settings.ts"
import { attempt } from "./control.ts"
import { find, make, offer, terms } from "./dom.ts"

/** What is drawn, so that a selection in it stays. */
let drawn = ""

/** Prepares the choice of the instance and the copying. */
export const startConnect = (settings: Settings): void => {
  const choice = find("connect-instance", HTMLSelectElement)
  offer(
    choice,
    settings.instances.map(({ name }) => name)
  )
  const show = (): void => {
    find("connect-variables", HTMLPreElement).textContent = variables(settings, choice.value)
  }
  choice.addEventListener("change", show)
  show()
  const copy = find("connect-copy", HTMLButtonElement)
  copy.addEventListener(
    "click",
    () =>
      void attempt(async () => {
        await navigator.clipboard.writeText(variables(settings, choice.value)).catch(select)
        copy.textContent = "Copied"
        setTimeout(() => (copy.textContent = "Copy"), SHOWN_MS)
      })
  )
}

/** Shows what each instance holds and was bought with. */
export const showInstances = ({ instances }: Settings): void => {
  const now = JSON.stringify(instances.map((instance) => ({ ...instance, changes: 0 })))
  if (now === drawn) return
  drawn = now
  find("instances", HTMLDivElement).replaceChildren(...instances.flatMap(drawInstance))
}

/** A browser may keep the clipboard from pages; a person still has it. */
const select = (): never => {
  getSelection()?.selectAllChildren(find("connect-variables", HTMLPreElement))
  throw new Error(
    "The browser lets this page copy nothing. The variables are selected now: copy them by your keyboard."
  )
}

const SHOWN_MS = 1_500

const variables = ({ region, accessKeyIds }: Settings, instance: string): string =>
  [
    `export IMAGESEARCH_ENDPOINT=${location.origin}`,
    `export IMAGESEARCH_INSTANCE=${quote(instance)}`,
    `export ALIBABA_CLOUD_REGION_ID=${region}`,
    `export ALIBABA_CLOUD_ACCESS_KEY_ID=${accessKeyIds[0] ?? ""}`
  ].join("\n")

/** For a shell, as the command prints it. */
const quote = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)

const drawInstance = (instance: InstanceSettings): readonly HTMLElement[] => {
  const { name, serviceType, pictures, capacity, limiter, rates, expiresAt } = instance
  const perSecond = Object.entries(rates).map(([kind, rate]) => `${kind} ${rate}`)
  return [
    make("h3", {}, `Instance ${name}`),
    terms([
      ["Service type", `${serviceType.name} (${serviceType.number})`],
      ["Pictures", `${pictures.toLocaleString("en")} of ${capacity.toLocaleString("en")}`],
      ["Rates, per s", perSecond.join(", ")],
      ["Enforced", limiter === "off" ? "no; start with --limiter" : limiter],
      ["Expires", expiresAt ?? "never"]
    ])
  ]
}
