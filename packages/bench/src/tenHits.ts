/** A search's answer with ten hits, as the service writes it: 2.4 KB. */
export const tenHits = JSON.stringify({
  Success: true,
  Code: 0,
  Msg: "success",
  RequestId: "0A1B2C3D-0000-0000-0000-000000000000",
  Head: { DocsFound: 10, DocsReturn: 10, SearchTime: 12 },
  PicInfo: { CategoryId: 4, Region: "10,110,10,110", AllCategories: [], MultiRegion: [{ Region: "10,110,10,110" }] },
  Auctions: Array.from({ length: 10 }, (_, hit) => ({
    ProductId: `product-${hit}`,
    PicName: "front.jpg",
    CategoryId: 4,
    IntAttr: hit,
    StrAttr: "red",
    CustomContent: "c".repeat(70),
    SortExprValues: "5.37633353624177e+24;0",
    Score: 0.9
  }))
})
