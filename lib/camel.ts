/** `order_number` → `orderNumber`, as a type. */
export type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name

export type CamelKeys<Row> = { [Key in keyof Row as Key extends string ? Camel<Key> : Key]: Row[Key] }

/** The columns of a row under the names that they have in TypeScript; what they hold stays as it is. */
export function camelKeys<Row extends Record<string, unknown>>(row: Row): CamelKeys<Row> {
  const entries = Object.entries(row).map(([name, value]) => [camelName(name), value])
  return Object.fromEntries(entries) as CamelKeys<Row>
}

function camelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}
