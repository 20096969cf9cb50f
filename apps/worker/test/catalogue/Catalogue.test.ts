import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { openCatalogue } from "../../src/catalogue/Catalogue.ts"
import { columnText, type UnknownColumn } from "../../src/catalogue/columns.ts"
import { rowLimitBytes } from "../../src/catalogue/csvRows.ts"
import type { CatalogueRow } from "../../src/catalogue/readRow.ts"
import { makeFolder } from "../support/folder.ts"

const read = async (
  path: string
): Promise<{ readonly rows: readonly CatalogueRow[]; readonly unknown: readonly string[] }> => {
  const unknown: UnknownColumn[] = []
  const rows = await Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(openCatalogue(path), (catalogue) =>
        Stream.runCollect(catalogue.rows((columns) => unknown.push(...columns)))
      )
    )
  )
  return { rows, unknown: unknown.map(columnText) }
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
      [3, "has 2 cells, the header has 3"],
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
    expect((await read(path)).unknown).toEqual(['"Colour"', '"Size"'])
  })

  it("without its columns is a usage error that names those it has", async () => {
    const folder = makeFolder()
    expect(await problemOf(folder.write("a.csv", "Produkt Id,Picture,Price\np1,a.ppm,1\n"))).toBe(
      'The catalogue has no column ProductId; its columns are "Produkt Id" (did you mean ProductId?), "Picture", "Price".'
    )
    expect(await problemOf(folder.write("b.csv", ""))).toContain("The catalogue is empty")
    expect(await problemOf(folder.path("none.csv"))).toBe(
      `The catalogue "${folder.path("none.csv")}" does not exist. Check the path.`
    )
    expect(await problemOf(folder.path("."))).toBe(
      `The catalogue "${folder.path(".")}" is no file. Give a CSV or NDJSON file.`
    )
  })
})

describe("a CSV catalogue of a person who is new to it", () => {
  it.each([
    ["semicolons", ";"],
    ["tabs", "\t"]
  ])("may have %s between its cells, as its header tells", async (_, separator) => {
    const folder = makeFolder()
    const lines = [
      ["ProductId", "Picture", "StrAttr"],
      ["p1", "a.ppm", "red, deep"]
    ]
    const path = folder.write("a.csv", lines.map((cells) => cells.join(separator)).join("\r\n"))
    expect((await read(path)).rows).toMatchObject([
      { _tag: "Item", productId: "p1", attributes: { strAttr: "red, deep" } }
    ])
  })

  it("is told that the first row must be the header when it is none", async () => {
    expect(await problemOf(makeFolder().write("a.csv", "p1,a.ppm\np2,b.ppm\n"))).toBe(
      "The first row of the catalogue must be its header, with the columns ProductId and Picture, " +
        'separated by commas, semicolons or tabs; it is "p1", "a.ppm".'
    )
  })

  it("may have spaces around cells", async () => {
    const folder = makeFolder()
    const path = folder.write("a.csv", "ProductId , Picture , CategoryId, StrAttr\n p1 , a.ppm , 3 , deep red \n")
    expect((await read(path)).rows).toMatchObject([
      { productId: "p1", picture: folder.path("a.ppm"), attributes: { categoryId: 3, strAttr: "deep red" } }
    ])
  })

  it("is told how many cells a row has, and of which product", async () => {
    const path = makeFolder().write("a.csv", "ProductId,Picture,StrAttr\np1,a.ppm,x,y,z\np2,b.ppm\np3\n")
    expect((await read(path)).rows).toMatchObject([
      { line: 2, productId: "p1", reason: "has 5 cells, the header has 3" },
      { line: 3, productId: "p2", reason: "has 2 cells, the header has 3" },
      { line: 4, productId: "p3", reason: "has 1 cell, the header has 3" }
    ])
  })

  it("is told that a picture cannot be a URL", async () => {
    const path = makeFolder().write("a.csv", "ProductId,Picture\np1,https://example.com/a.jpg\n")
    expect((await read(path)).rows).toMatchObject([
      { productId: "p1", reason: '"https://example.com/a.jpg" is a URL; Picture must be a file beside the catalogue' }
    ])
  })

  it("leaves the range of a whole number to the client, however long it is", async () => {
    const path = makeFolder().write("a.csv", "ProductId,Picture,IntAttr\np1,a.ppm,12345678901234567890\n")
    expect((await read(path)).rows).toMatchObject([{ _tag: "Item" }])
  })

  it("is refused by what it is when it is no text", async () => {
    const folder = makeFolder()
    const jpeg = folder.write("a.csv", Buffer.from("ffd8ffe000104a46494600010100", "hex"))
    expect(await problemOf(jpeg)).toBe(`The catalogue "${jpeg}" is no CSV or NDJSON file; save it as CSV in UTF-8.`)
    const utf16 = folder.write("b.csv", Buffer.from("\uFEFFProductId,Picture\n", "utf16le"))
    expect(await problemOf(utf16)).toBe(`The catalogue "${utf16}" is UTF-16; save it as CSV in UTF-8.`)
  })
})

describe("an NDJSON catalogue", () => {
  it("may have spaces around values, and suggests the field that a key may mean", async () => {
    const folder = makeFolder()
    const { rows, unknown } = await read(
      folder.write("a.ndjson", '{"ProductId":" p1 ","Picture":"a.ppm","category":3}')
    )
    expect(rows).toMatchObject([{ productId: "p1" }])
    expect(unknown).toEqual(['"category" (did you mean CategoryId?)'])
  })

  const text =
    '\n{"product_id":"p1","Picture":"a.ppm","IntAttr":7,"Colour":"red","StrAttr":null}\r\n[1]\n{"ProductId":2,"Picture":{}}\n{"ProductId":2,"Picture":"b.ppm"}'

  it.each(["a.ndjson", "a.txt"])("is known by extension or first character: %s", async (name) => {
    const folder = makeFolder()
    const { rows, unknown } = await read(folder.write(name, text))
    expect(unknown).toEqual(['"Colour"'])
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
