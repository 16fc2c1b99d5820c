/** The rules of a cart. It holds what a shopper wants; what there is and what it costs is the database's business. */

export const MAX_LINES = 30
/** Of one item. */
export const MAX_QUANTITY = 20

/** `seenPrice` and `name` are as the shopper last saw them: what changed since can be said, also of what is gone. */
export type CartLine = { productId: string; quantity: number; name: string; seenPrice: number }

/** What the rules need to know of a product. `price` is in minor units of `currency`. */
export type CartProduct = {
  id: string
  slug: string
  name: string
  price: number
  currency: string
  imagePath: string | null
  stock: number
}

export type LineProblem =
  | { kind: 'gone' }
  | { kind: 'sold_out' }
  | { kind: 'too_many'; left: number }
  | { kind: 'price_changed'; from: number }

/** A line beside the product as it is now; `product` is null when the shop has it no more. */
export type CheckedLine = CartLine & { product: CartProduct | null; problems: LineProblem[]; total: number }

export type CheckedCart = {
  lines: CheckedLine[]
  /** Pieces of all lines. */
  count: number
  /** At today's prices, of what can be had; in minor units of `currency`. */
  subtotal: number
  currency: string
  /** Nothing is in the way of ordering all of it. */
  isReady: boolean
}

/** How many of a product one cart may hold now. */
export function mostOf({ stock }: Pick<CartProduct, 'stock'>): number {
  return Math.min(stock, MAX_QUANTITY)
}

/** How many more pieces of a product the cart takes now. */
export function roomFor(lines: CartLine[], product: Pick<CartProduct, 'id' | 'stock'>): number {
  const held = heldOf(lines, product.id)
  if (held === 0 && lines.length >= MAX_LINES) return 0
  return Math.max(0, mostOf(product) - held)
}

/** How many pieces of a product are in the cart. */
export function heldOf(lines: CartLine[], id: string): number {
  return lines.find(({ productId }) => productId === id)?.quantity ?? 0
}

/** Adds pieces of a product, as many as there are. A full cart takes no new line. */
export function withItem(lines: CartLine[], product: CartProduct, quantity = 1): CartLine[] {
  const held = lines.find(({ productId }) => productId === product.id)
  const wanted = Math.min((held?.quantity ?? 0) + quantity, mostOf(product))
  if (wanted <= 0 || (!held && lines.length >= MAX_LINES)) return lines
  const line = { productId: product.id, quantity: wanted, name: product.name, seenPrice: product.price }
  if (!held) return [...lines, line]
  // Adding to what is there takes nothing away, even when the stock has shrunk meanwhile.
  return lines.map((known) =>
    known === held ? { ...line, quantity: Math.max(wanted, held.quantity) } : known,
  )
}

/** Zero removes the line. */
export function withQuantity(lines: CartLine[], productId: string, quantity: number): CartLine[] {
  if (quantity <= 0) return lines.filter((line) => line.productId !== productId)
  const allowed = Math.min(Math.trunc(quantity), MAX_QUANTITY)
  return lines.map((line) => (line.productId === productId ? { ...line, quantity: allowed } : line))
}

/** The shopper has read what changed: prices of today are the ones seen, and only what can be had stays. */
export function asOffered(lines: CartLine[], products: CartProduct[]): CartLine[] {
  return lines.flatMap((line) => {
    const product = products.find(({ id }) => id === line.productId)
    const quantity = product ? Math.min(line.quantity, mostOf(product)) : 0
    if (!product || quantity === 0) return []
    return { ...line, quantity, name: product.name, seenPrice: product.price }
  })
}

/** The cart beside what the shop has now. `products`: all that are on sale. */
export function checkCart(lines: CartLine[], products: CartProduct[]): CheckedCart {
  const byId = new Map(products.map((product) => [product.id, product]))
  const checked = lines.map((line) => checkLine(line, byId.get(line.productId) ?? null))
  return {
    lines: checked,
    count: countPieces(lines),
    subtotal: checked.reduce((sum, { total }) => sum + total, 0),
    currency: checked.find(({ product }) => product)?.product?.currency ?? 'INR',
    isReady: checked.length > 0 && checked.every(({ problems }) => problems.length === 0),
  }
}

export function countPieces(lines: Pick<CartLine, 'quantity'>[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** What a browser kept, as lines; whatever is no line is dropped. */
export function parseLines(kept: unknown): CartLine[] {
  if (!Array.isArray(kept)) return []
  const lines = kept.filter(isLine).map(({ productId, quantity, name, seenPrice }) => ({
    productId,
    quantity: Math.min(quantity, MAX_QUANTITY),
    name,
    seenPrice,
  }))
  const isFirst = (line: CartLine, index: number) =>
    lines.findIndex(({ productId }) => productId === line.productId) === index
  return lines.filter(isFirst).slice(0, MAX_LINES)
}

function checkLine(line: CartLine, product: CartProduct | null): CheckedLine {
  if (!product) return { ...line, product, problems: [{ kind: 'gone' }], total: 0 }
  const problems = [stockProblem(line, product), priceProblem(line, product)].filter(
    (problem) => problem !== null,
  )
  return { ...line, product, problems, total: Math.min(line.quantity, mostOf(product)) * product.price }
}

function stockProblem(line: CartLine, product: CartProduct): LineProblem | null {
  if (product.stock === 0) return { kind: 'sold_out' }
  return line.quantity > mostOf(product) ? { kind: 'too_many', left: mostOf(product) } : null
}

function priceProblem(line: CartLine, product: CartProduct): LineProblem | null {
  return line.seenPrice === product.price ? null : { kind: 'price_changed', from: line.seenPrice }
}

function isLine(value: unknown): value is CartLine {
  if (typeof value !== 'object' || value === null) return false
  const { productId, quantity, name, seenPrice } = value as Record<string, unknown>
  return (
    typeof productId === 'string' && typeof name === 'string' && isWhole(quantity, 1) && isWhole(seenPrice, 0)
  )
}

function isWhole(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least
}
