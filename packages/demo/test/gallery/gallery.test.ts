import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { renderGallery } from "../../src/gallery/gallery.ts"
import type { GalleryHit, GalleryQuery } from "../../src/gallery/query.ts"

const plain = await sharp({ create: { width: 120, height: 90, channels: 3, background: "#668899" } })
  .jpeg()
  .toBuffer()

const hit = (title: string, more: Partial<GalleryHit> = {}): GalleryHit => ({
  productId: "p-1",
  picName: "p-1.jpg",
  title,
  score: 0.5,
  picture: plain,
  expected: false,
  ...more
})

const query = (more: Partial<GalleryQuery> = {}): GalleryQuery => ({
  title: "red shoe",
  note: "cropped",
  picture: plain,
  hits: [hit("red shoe", { expected: true }), hit("blue shoe")],
  milliseconds: 12.4,
  right: true,
  ...more
})

const render = (queries: readonly GalleryQuery[], title = "Gallery"): Promise<string> =>
  renderGallery({ title, pictures: 108, queries, facts: [{ label: "median", value: "6 ms" }] })

describe("the gallery", () => {
  it("escapes hostile text wherever it is shown", async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='x'>&`
    const html = await renderGallery({
      title: evil,
      pictures: 1,
      queries: [query({ title: evil, note: evil, hits: [hit(evil, { productId: evil })] })],
      facts: [{ label: evil, value: evil }]
    })
    expect(html).not.toMatch(/<script|onerror='|<img src=x/)
    expect(html.split("&#60;script&#62;alert(1)").length - 1).toBe(11)
  })

  it("stays under 3 MB with 9 queries of 5 hits each, all photos of about 4 MB", async () => {
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const
    const photo = await sharp({ create: { width: 2100, height: 1800, channels: 3, background: "#000000", noise } })
      .jpeg({ quality: 96 })
      .toBuffer()
    expect(photo.length).toBeGreaterThan(3_500_000)
    expect(photo.length).toBeLessThan(4 * 1024 * 1024)
    const hits = Array.from({ length: 5 }, (_, index) => hit(`photo ${index}`, { picture: photo }))
    const html = await render(Array.from({ length: 9 }, () => query({ picture: photo, hits })))
    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000)
    expect(html.match(/<img src="data:image\/jpeg;base64,/g)).toHaveLength(54)
  }, 30_000)

  it("loads nothing: no scripts, no addresses, only embedded pictures", async () => {
    const html = await render([
      query({ subject: { x0: 1, y0: 2, x1: 30, y1: 40 } }),
      query({ weak: true, right: false })
    ])
    const withoutPictures = html.replaceAll(/data:image\/jpeg;base64,[A-Za-z0-9+/=]+/g, "")
    expect(withoutPictures).not.toMatch(/https?:|\/\/|<script|<link|@import|url\(/)
    expect(html).toContain(`default-src 'none'`)
  })

  it("draws the subject in pixels of the query picture", async () => {
    const html = await render([query({ subject: { x0: 10, y0: 20, x1: 70, y1: 80 } })])
    expect(html).toContain(`<svg viewBox="0 0 120 90"`)
    expect(html).toContain(`x="10" y="20" width="60" height="60"`)
  })

  it("marks the expected hit and says whether the answer was right", async () => {
    const right = await render([query()])
    expect(right.match(/<li class="expected">/g)).toHaveLength(1)
    expect(right).toContain("Right: the first hit is the expected product")
    const second = await render([query({ right: false, hits: [hit("a"), hit("b", { expected: true })] })])
    expect(second).toContain("Wrong: the expected product is hit 2")
    expect(await render([query({ right: false, hits: [hit("a")] })])).toContain("not among these hits")
    expect(await render([query({ right: false, hits: [] })])).toContain("No picture was similar enough")
  })

  it("counts right answers without the weak case, which has a section of its own", async () => {
    const html = await render([query({ right: true }), query({ right: false }), query({ right: false, weak: true })])
    expect(html).toContain("1 of 2")
    const [found = "", failed = ""] = html.split("What it cannot do")
    expect([found, failed].map((part) => part.split("<article>").length - 1)).toEqual([2, 1])
    expect(await render([query()])).not.toContain("What it cannot do")
    expect(html).toContain("Not verified on the live service:")
  })

  it("names every picture for readers who cannot see it", async () => {
    const html = await render([query()])
    expect(html.match(/alt="[^"]+"/g)).toEqual([
      `alt="Query picture: red shoe, cropped"`,
      `alt="Hit 1: red shoe"`,
      `alt="Hit 2: blue shoe"`
    ])
  })

  it("keeps score bars between empty and full", async () => {
    const html = await render([query({ hits: [hit("a", { score: 7 }), hit("b", { score: Number.NaN })] })])
    expect(html).toContain("width:100.0%")
    expect(html).toContain("width:0.0%")
  })
})
