// The gallery: one HTML file that shows what was searched, what was found, and where the search fails.
import { escapeHtml } from "./escape.ts"
import { type GalleryQuery, type PictureBudget, renderQuery } from "./query.ts"
import { style } from "./style.ts"

export interface Gallery {
  readonly title: string
  /** How many pictures were searched. */
  readonly pictures: number
  readonly queries: readonly GalleryQuery[]
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

/**
 * Renders the gallery as one HTML text of at most 3 MB, without scripts and without anything to load.
 *
 * Pictures are shrunk to fit. Fails with sharp's error if a picture cannot be decoded.
 */
export const renderGallery = async (gallery: Gallery): Promise<string> => {
  const budget = pictureBudget(gallery.queries)
  const rows: { readonly weak: boolean; readonly html: string }[] = []
  for (const query of gallery.queries) {
    rows.push({ weak: query.weak === true, html: await renderQuery(query, budget) })
  }
  const section = (weak: boolean): string =>
    rows
      .filter((row) => row.weak === weak)
      .map(({ html }) => html)
      .join("\n")
  return page(gallery, section(false), section(true))
}

/** Bytes of all JPEGs together: base64 makes them a third longer, and the markup needs the rest of the 3 MB. */
const allPicturesBytes = 2_000_000

/** A query picture and a first hit are shown larger than the other hits and may take this many times their bytes. */
const largeWeight = 2.5

const pictureBudget = (queries: readonly GalleryQuery[]): PictureBudget => {
  const all = queries.reduce((sum, query) => sum + query.hits.length + 1, 0)
  const large = queries.reduce((sum, query) => sum + Math.min(1, query.hits.length) + 1, 0)
  const share = allPicturesBytes / Math.max(1, all - large + large * largeWeight)
  const largeBytes = Math.floor(share * largeWeight)
  return { queryBytes: largeBytes, firstHitBytes: largeBytes, hitBytes: Math.floor(share) }
}

const page = (gallery: Gallery, rows: string, weakRows: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeHtml(gallery.title)}</title>
<style>${style}</style>
</head>
<body>
${head(gallery)}
<main>
<h2>What it found</h2>
${rows}
${weakRows === "" ? "" : weakSection(weakRows)}
</main>
<footer><p>Drawn pictures, real searches. Scores run from 0 to 1; identical pictures score 1.</p></footer>
</body>
</html>
`

const head = ({ title, pictures, queries, facts }: Gallery): string => {
  const fair = queries.filter((query) => query.weak !== true)
  const right = fair.filter((query) => query.right).length
  const figures = [
    { label: "pictures searched", value: pictures.toLocaleString("en") },
    { label: "first hit right", value: `${right} of ${fair.length}` },
    ...facts
  ]
  const tiles = figures.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`
  )
  return `<header>
<h1>${escapeHtml(title)}</h1>
<p class="lede">Each row below is one search by picture. A picture was altered the way a shopper’s photo alters it,
sent as a query, and answered with the closest pictures of the catalogue. The dashed frame is the subject that was found
in it.</p>
<p class="notice"><strong>Not verified on the live service:</strong> answers come from the emulator.</p>
<dl class="facts">${tiles.join("")}</dl>
</header>`
}

const weakSection = (rows: string): string => `<section class="weak" aria-labelledby="weak">
<h2 id="weak">What it cannot do</h2>
<p>The descriptor compares colours, their layout, shapes and textures of a whole picture and of the part that stands out
in it. It has not learned what things are. A small part of a picture on a crowded background therefore
looks like the crowd, and the same product photographed from another side is a different picture to it.
This search is shown because it fails, or succeeds only by luck.</p>
${rows}
</section>`
