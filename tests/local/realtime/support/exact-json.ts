/** A number as it was written: JavaScript's own numbers would lose digits. */
export type ExactNumber = { number: string }

/** Parses JSON without losing a digit of any number. */
export function parseExact(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context: { source?: string }): unknown =>
    typeof value === 'number' ? { number: context.source } : value
  // The third argument is newer than TypeScript's own description of revivers.
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
}
