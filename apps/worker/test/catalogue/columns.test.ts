import { describe, expect, it } from "vitest"
import { columnText, fieldNamed, readHeader } from "../../src/catalogue/columns.ts"

describe("columns", () => {
  it.each([
    ["ProductId", "ProductId"],
    ["product_id", "ProductId"],
    ["PRODUCT ID", "ProductId"],
    ["Pic Name", "PicName"],
    ["pic-name", "PicName"],
    ["picture", "Picture"],
    ["int_attr_2", "IntAttr2"],
    ["STR ATTR4", "StrAttr4"],
    ["custom content", "CustomContent"],
    ["category-id", "CategoryId"]
  ])("takes %s for %s", (name, field) => {
    expect(fieldNamed(name)).toBe(field)
  })

  it("names the columns that it does not know", () => {
    expect(readHeader(["ProductId", "Colour", "Picture", "Price", ""]).unknown.map(({ name }) => name)).toEqual([
      "Colour",
      "Price"
    ])
  })

  it.each([
    ["category", "CategoryId"],
    ["name", "PicName"],
    ["Kategory ID", "CategoryId"],
    ["StrAttribute", "StrAttr"],
    ["int-attr-5", "IntAttr"],
    ["custom", "CustomContent"]
  ])("takes %s for a near miss of %s", (name, field) => {
    expect(readHeader(["ProductId", "Picture", name]).unknown).toEqual([{ name, meant: field }])
  })

  it.each(["Price", "Colour", "Size", "id", "x", "description", "Brand", "Weight", "url"])(
    "suggests nothing for %s",
    (name) => {
      expect(readHeader(["ProductId", "Picture", name]).unknown).toEqual([{ name, meant: undefined }])
    }
  )

  it("suggests no field that the header has already", () => {
    expect(readHeader(["ProductId", "Picture", "PicName", "name"]).unknown).toEqual([
      { name: "name", meant: undefined }
    ])
  })

  it("shows the beginning of a name that is none, without its control characters", () => {
    const shown = columnText({ name: `\u001b[2J${"x".repeat(100)}`, meant: undefined })
    expect(shown).toBe(`"\\u001b[2J${"x".repeat(56)}…"`)
  })

  it("tells which columns are missing and which are there twice", () => {
    const header = readHeader(["product_id", "ProductId", "PicName"])
    expect(header.missing).toEqual(["Picture"])
    expect(header.repeated).toEqual(["ProductId"])
  })
})
