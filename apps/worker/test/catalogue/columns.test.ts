import { describe, expect, it } from "vitest"
import { fieldNamed, readHeader } from "../../src/catalogue/columns.ts"

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
    expect(readHeader(["ProductId", "Colour", "Picture", "IntAttr5", ""]).unknown).toEqual(["Colour", "IntAttr5"])
  })

  it("tells which columns are missing and which are there twice", () => {
    const header = readHeader(["product_id", "ProductId", "PicName"])
    expect(header.missing).toEqual(["Picture"])
    expect(header.repeated).toEqual(["ProductId"])
  })
})
