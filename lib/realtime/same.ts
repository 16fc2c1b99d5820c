/**
 * Whether two values read from a server hold the same: plain objects, arrays and dates by content, all else
 * by identity. Equal data keeps its old reference, so a read that changes nothing renders nothing.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && hasSameEntries(a, b)
  if (!isPlainObject(a) || !isPlainObject(b)) return false
  return Object.keys(a).length === Object.keys(b).length && hasSameEntries(a, b)
}

function hasSameEntries(a: object, b: object): boolean {
  return Object.entries(a).every(([key, value]) => key in b && isSame(value, Reflect.get(b, key)))
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
