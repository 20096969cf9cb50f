// The named colours of the catalogue. Each name is also an attribute of the product, so that searches can filter by it.

/** The colours that one product is drawn in. */
export interface Palette {
  /** The name a shopper would use, such as "red". */
  readonly name: string
  /** The colour of the product. */
  readonly main: string
  /** The colour of its pattern. */
  readonly second: string
  /** The colour of its small parts. */
  readonly accent: string
}

/** Every palette, told apart at a glance. */
export const palettes: readonly [Palette, ...(readonly Palette[])] = [
  { name: "red", main: "#c9353f", second: "#f7e9d8", accent: "#2b2f4a" },
  { name: "orange", main: "#e67c33", second: "#fbeeda", accent: "#6b3a22" },
  { name: "yellow", main: "#e9b632", second: "#fff6dc", accent: "#3d4250" },
  { name: "olive", main: "#7c8544", second: "#efe6c4", accent: "#4a3424" },
  { name: "green", main: "#2f8460", second: "#dff0dc", accent: "#e3b549" },
  { name: "mint", main: "#8ed2b8", second: "#fbfffb", accent: "#2d6a5a" },
  { name: "teal", main: "#218c98", second: "#f6ddc9", accent: "#e8805c" },
  { name: "sky blue", main: "#70b3e4", second: "#fdfdff", accent: "#274b85" },
  { name: "navy", main: "#2b3d74", second: "#eef1f8", accent: "#d2545b" },
  { name: "violet", main: "#7a5bb0", second: "#e9dcf7", accent: "#edbe55" },
  { name: "pink", main: "#e791b1", second: "#fff3f5", accent: "#96325a" },
  { name: "beige", main: "#d8c09a", second: "#8a6546", accent: "#5c4130" },
  { name: "brown", main: "#835233", second: "#e8cfab", accent: "#d8a24c" },
  { name: "charcoal", main: "#42464f", second: "#c9ced6", accent: "#e0a63c" }
]
