// Starts the page and keeps it fresh: it asks again and again while somebody can see it.

import type { Health } from "../../control/protocol.ts"
import type { Settings } from "../../control/settings.ts"
import { showBroken, startBreaking } from "./broken.ts"
import { nameCategories } from "./categories.ts"
import { showInstances, startConnect } from "./connect.ts"
import { ask } from "./control.ts"
import { find } from "./dom.ts"
import { showPictures, startPictures } from "./pictures.ts"
import { followRequests, startRequests } from "./requests.ts"
import { startSearch } from "./search.ts"

/** Between two rounds: soon enough to follow a client by eye. */
const EVERY_MS = 1_500

/** How the stored pictures stood at the last round. */
let stored = ""

const start = async (): Promise<void> => {
  try {
    prepare(await ask<Settings>("GET", "settings"))
    await keepFresh()
  } catch (error) {
    tell("down", error instanceof Error ? error.message : String(error))
    setTimeout(() => void start(), EVERY_MS)
  }
}

const prepare = (settings: Settings): void => {
  const instances = settings.instances.map(({ name }) => name)
  nameCategories(settings)
  startConnect(settings)
  startRequests(settings.operations)
  startSearch(instances)
  startPictures(instances)
  startBreaking(settings.operations, round)
}

/** One round at a time, so that a slow one is not overtaken; none while the page is hidden. */
const keepFresh = async (): Promise<void> => {
  if (!document.hidden)
    await round().catch((error: unknown) => {
      // Another emulator may come in its place.
      stored = ""
      tell("down", error instanceof Error ? error.message : String(error))
    })
  if (document.hidden) document.addEventListener("visibilitychange", () => void keepFresh(), { once: true })
  else setTimeout(() => void keepFresh(), EVERY_MS)
}

const round = async (): Promise<void> => {
  const [settings, health] = await Promise.all([ask<Settings>("GET", "settings"), ask<Health>("GET", "health")])
  showInstances(settings)
  await Promise.all([followRequests(), showBroken()])
  const now = settings.instances.map(({ changes }) => changes).join()
  if (now !== stored) await showPictures()
  stored = now
  const minutes = Math.floor(health.uptimeMs / 60_000)
  const strict = settings.isStrict ? ", strict" : ""
  tell(
    "up",
    `${location.host}, version ${settings.version}${strict}, ${minutes === 0 ? "just started" : `up ${minutes} min`}`
  )
}

const tell = (state: "up" | "down", text: string): void => {
  const place = find("state", HTMLParagraphElement)
  place.className = state
  if (place.textContent !== text) place.textContent = text
}

await start()
