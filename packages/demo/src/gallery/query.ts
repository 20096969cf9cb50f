// One row of the gallery: the query picture with its subject, the verdict, and the hits.
import { embed, type Embedded } from "./embed.ts"
import { escapeHtml } from "./escape.ts"

export interface GalleryHit {
  readonly productId: string
  readonly picName: string
  readonly title: string
  /** 0 to 1. */
  readonly score: number
  /** Any format that sharp decodes. */
  readonly picture: Buffer
  /** True for the product that the query was made from. */
  readonly expected: boolean
}

export interface GalleryQuery {
  readonly title: string
  /** What was done to the picture. */
  readonly note: string
  readonly picture: Buffer
  /** The detected subject, in pixels of the upright query picture. */
  readonly subject?: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
  /** Best first. */
  readonly hits: readonly GalleryHit[]
  readonly milliseconds: number
  /** True if the first hit is the expected product. */
  readonly right: boolean
  /** True for a case that is shown because it fails. */
  readonly weak?: boolean
}

/** The most bytes that one JPEG of each kind may take. */
export interface PictureBudget {
  readonly queryBytes: number
  readonly firstHitBytes: number
  readonly hitBytes: number
}

/** Longest sides as embedded, in pixels: sharp on a screen of double density at the widths of the style sheet. */
const querySide = 640
const firstHitSide = 600
const hitSide = 320

/** Renders one query as HTML. */
export const renderQuery = async (query: GalleryQuery, budget: PictureBudget): Promise<string> => {
  const picture = await embed({ picture: query.picture, side: querySide, maxBytes: budget.queryBytes })
  const hits: string[] = []
  for (const [index, hit] of query.hits.entries()) hits.push(await renderHit(hit, index + 1, budget))
  const list =
    hits.length === 0 ? `<p class="none">No picture was similar enough to be a hit.</p>` : `<ol>${hits.join("")}</ol>`
  const image = imageTag(picture, `Query picture: ${query.title}, ${query.note}`)
  return `<article>
<div class="query">
<h3>${escapeHtml(query.title)}</h3>
<figure>
<div class="frame">${image}${subjectBox(query, picture)}</div>
<figcaption>${escapeHtml(query.note)}</figcaption>
</figure>
<p class="verdict ${query.right ? "right" : "wrong"}">${verdict(query)}</p>
<p class="time">answered in ${duration(query.milliseconds)}</p>
</div>
<div class="hits">${list}</div>
</article>`
}

const renderHit = async (hit: GalleryHit, rank: number, budget: PictureBudget): Promise<string> => {
  const first = rank === 1
  const maxBytes = first ? budget.firstHitBytes : budget.hitBytes
  const picture = await embed({ picture: hit.picture, side: first ? firstHitSide : hitSide, maxBytes })
  const score = Number.isFinite(hit.score) ? Math.min(1, Math.max(0, hit.score)) : 0
  const mark = hit.expected ? `<span class="mark">✓ expected</span>` : ""
  const bar = `<span class="bar" aria-hidden="true"><i style="width:${(score * 100).toFixed(1)}%"></i></span>`
  return `<li${hit.expected ? ` class="expected"` : ""}>
<div class="thumb">${imageTag(picture, `Hit ${rank}: ${hit.title}`)}${mark}</div>
<div class="score">${bar}<b>${score.toFixed(3)}</b></div>
<p class="name">${escapeHtml(hit.title)}</p>
<p class="key">${escapeHtml(hit.productId)}</p>
</li>`
}

const imageTag = ({ dataUri, width, height }: Embedded, alt: string): string =>
  `<img src="${dataUri}" width="${width}" height="${height}" alt="${escapeHtml(alt)}">`

// Two outlines, dark under light, so that the box shows on any picture.
const subjectBox = (
  query: GalleryQuery,
  { width, height }: { readonly width: number; readonly height: number }
): string => {
  if (query.subject === undefined) return ""
  const { x0, y0, x1, y1 } = query.subject
  const size = `width="${Math.max(0, x1 - x0)}" height="${Math.max(0, y1 - y0)}" rx="${width * 0.008}"`
  const rect = (name: string): string => `<rect class="${name}" x="${x0}" y="${y0}" ${size}/>`
  return `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true">${rect("under")}${rect("over")}</svg>`
}

const verdict = ({ right, hits }: GalleryQuery): string => {
  if (right) return "✓ Right: the first hit is the expected product"
  const rank = hits.findIndex((hit) => hit.expected) + 1
  return rank === 0
    ? "✗ Wrong: the expected product is not among these hits"
    : `✗ Wrong: the expected product is hit ${rank}`
}

const duration = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
