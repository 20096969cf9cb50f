import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { openCatalogue } from "../../src/catalogue/Catalogue.ts"
import { rowLimitBytes } from "../../src/catalogue/csvRows.ts"
import type { CatalogueRow } from "../../src/catalogue/readRow.ts"
import { makeFolder } from "../support/folder.ts"

const read = async (
  path: string
): Promise<{ readonly rows: readonly CatalogueRow[]; readonly unknown: readonly string[] }> => {
  const unknown: string[] = []
  const rows = await Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(openCatalogue(path), (catalogue) =>
        Stream.runCollect(catalogue.rows((names) => unknown.push(...names)))
      )
    )
  )
  return { rows, unknown }
}

const problemOf = (path: string): Promise<string> =>
  read(path).then(
    () => "no problem",
    (error: unknown) => (error instanceof Error ? error.message : String(error))
  )

describe("a CSV catalogue", () => {
  it("may begin with a BOM, end its lines with CRLF, and quote commas, quotes and line ends", async () => {
    const folder = makeFolder()
    const path = folder.write(
      "a.csv",
      '\uFEFFproduct_id,Pic Name,PICTURE,str attr,int-attr\r\np1,,a.ppm,"red, ""deep""\r\nsea",7\r\n\r\np2,two,sub/b.ppm,,\r\n'
    )
    const { rows } = await read(path)
    expect(rows).toEqual([
      {
        _tag: "Item",
        line: 3,
        productId: "p1",
        picName: "a.ppm",
        picture: folder.path("a.ppm"),
        attributes: { intAttr: 7, strAttr: 'red, "deep"\r\nsea' }
      },
      { _tag: "Item", line: 5, productId: "p2", picName: "two", picture: folder.path("sub/b.ppm"), attributes: {} }
    ])
  })

  it("keeps a bad row with its line and reason, and reads on", async () => {
    const path = makeFolder().write(
      "a.csv",
      "ProductId,Picture,CategoryId\np1,a.ppm,abc\np2,b.ppm\n,c.ppm,1\np4,,1\np5,e.ppm,1.5\np6,f.ppm,3\n"
    )
    const { rows } = await read(path)
    const inOrder = rows.toSorted((one, other) => one.line - other.line)
    expect(inOrder.map((row) => [row.line, row._tag === "BadRow" ? row.reason : row.productId])).toEqual([
      [2, 'CategoryId must be a whole number, not "abc"'],
      [3, "has not as many cells as the header has columns"],
      [4, "ProductId is empty"],
      [5, "Picture is empty"],
      [6, 'CategoryId must be a whole number, not "1.5"'],
      [7, "p6"]
    ])
  })

  it("keeps a stray quote in its cell instead of losing the rows up to the next one", async () => {
    const path = makeFolder().write(
      "a.csv",
      'ProductId,Picture,StrAttr\np1,a.ppm,"12" screen\np2,b.ppm,5" wide\np3,c.ppm,x\n'
    )
    const { rows } = await read(path)
    expect(rows.map((row) => row._tag === "Item" && row.attributes.strAttr)).toEqual(['"12" screen', '5" wide', "x"])
  })

  it("reports a quote that is never closed, in bounded memory", async () => {
    const path = makeFolder().write(
      "a.csv",
      `ProductId,Picture\np1,a.ppm\n"p2,b.ppm\n${"p,c.ppm\n".repeat(rowLimitBytes / 4)}`
    )
    const { rows } = await read(path)
    expect(rows).toHaveLength(2)
    expect(rows[1]).toMatchObject({
      _tag: "BadRow",
      reason: "holds a quote that is never closed; nothing after it could be read"
    })
  })

  it("refuses a garbled name, as of a file that is not UTF-8", async () => {
    const path = makeFolder().write(
      "a.csv",
      Buffer.concat([Buffer.from("ProductId,Picture\n"), Buffer.from([0xb2, 0xfa]), Buffer.from(",a.ppm\n")])
    )
    const { rows } = await read(path)
    expect(rows[0]).toMatchObject({ _tag: "BadRow", line: 2, reason: "is not UTF-8; save the catalogue as UTF-8" })
  })

  it("names unknown columns once", async () => {
    const path = makeFolder().write("a.csv", "ProductId,Picture,Colour,Size\np1,a.ppm,red,1\n")
    expect((await read(path)).unknown).toEqual(["Colour", "Size"])
  })

  it("without its columns is a usage error that names those it has", async () => {
    const folder = makeFolder()
    expect(await problemOf(folder.write("a.csv", "ProductId;Picture\np1;a.ppm\n"))).toBe(
      'The catalogue has no column ProductId and no column Picture; its columns are "ProductId;Picture".'
    )
    expect(await problemOf(folder.write("b.csv", ""))).toContain("The catalogue is empty")
    expect(await problemOf(folder.path("none.csv"))).toBe(`The catalogue ${folder.path("none.csv")} does not exist.`)
    expect(await problemOf(folder.path("."))).toContain("is no file")
  })
})

describe("an NDJSON catalogue", () => {
  const text =
    '\n{"product_id":"p1","Picture":"a.ppm","IntAttr":7,"Colour":"red","StrAttr":null}\r\n[1]\n{"ProductId":2,"Picture":{}}\n{"ProductId":2,"Picture":"b.ppm"}'

  it.each(["a.ndjson", "a.txt"])("is known by extension or first character: %s", async (name) => {
    const folder = makeFolder()
    const { rows, unknown } = await read(folder.write(name, text))
    expect(unknown).toEqual(["Colour"])
    expect(rows).toEqual([
      {
        _tag: "Item",
        line: 2,
        productId: "p1",
        picName: "a.ppm",
        picture: folder.path("a.ppm"),
        attributes: { intAttr: 7 }
      },
      { _tag: "BadRow", line: 3, reason: "is no JSON object" },
      { _tag: "BadRow", line: 4, reason: "Picture must be a text or a number" },
      { _tag: "Item", line: 5, productId: "2", picName: "b.ppm", picture: folder.path("b.ppm"), attributes: {} }
    ])
  })
})
