/** Where the settings say that keys come from, for the error of a call that got none. */

/** The setting that named the source, and what to do when that has no key. */
export interface KeySource {
  readonly setting: "credentials" | "profile"
  /** One sentence. */
  readonly advice: string
}

/** For whoever has set nothing: variables of the environment, or a profile. */
export const credentialsAdvice =
  "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with the option profile, or ALIBABA_CLOUD_PROFILE."

/** Nothing named one: the default chain. */
export const anywhere: KeySource = { setting: "credentials", advice: credentialsAdvice }

/** A profile that the user has named; a key in the environment does not replace it. */
export const namedProfile: KeySource = { setting: "profile", advice: "Mend that profile, or name another." }

/** A provider of the user's own, which a key in the environment does not replace either. */
export const ownProvider = (name: string): KeySource => ({
  setting: "credentials",
  advice: `Mend what ${name} lacks, or give another provider.`
})
