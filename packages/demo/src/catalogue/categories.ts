// The categories that the catalogue draws, with the ids and names of the service (official OpenAPI metadata).
import type { DrawProduct } from "./brush.ts"
import { drawAccessory } from "./products/accessory.ts"
import { drawBag } from "./products/bag.ts"
import { drawBottle } from "./products/bottle.ts"
import { drawDevice } from "./products/device.ts"
import { drawDress } from "./products/dress.ts"
import { drawFurniture } from "./products/furniture.ts"
import { drawShoe } from "./products/shoe.ts"
import { drawTop } from "./products/top.ts"
import { drawToy } from "./products/toy.ts"

export interface Category {
  readonly id: number
  readonly name: string
  /** Start of the product ids. */
  readonly prefix: string
  /** Lowest and highest price, in whole units of money. */
  readonly prices: readonly [low: number, high: number]
  readonly draw: DrawProduct
}

export const categories: readonly [Category, ...(readonly Category[])] = [
  { id: 4, name: "Shoes", prefix: "shoe", prices: [39, 149], draw: drawShoe },
  { id: 3, name: "Bag", prefix: "bag", prices: [45, 260], draw: drawBag },
  { id: 1, name: "Dress", prefix: "dress", prices: [35, 190], draw: drawDress },
  { id: 0, name: "Tops", prefix: "top", prices: [15, 89], draw: drawTop },
  { id: 5, name: "Accessories", prefix: "accessory", prices: [12, 180], draw: drawAccessory },
  { id: 8, name: "Bottle drink", prefix: "drink", prices: [1, 6], draw: drawBottle },
  { id: 9, name: "Furniture", prefix: "furniture", prices: [49, 890], draw: drawFurniture },
  { id: 20, name: "Toy", prefix: "toy", prices: [9, 75], draw: drawToy },
  { id: 22, name: "Digital device", prefix: "device", prices: [59, 999], draw: drawDevice }
]
