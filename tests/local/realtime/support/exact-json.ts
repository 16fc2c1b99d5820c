/** Parses JSON with each number as `{ number: '…' }`, as it was written: JavaScript's own would lose digits. */
export function parseExact(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context: { source?: string }): unknown =>
    typeof value === 'number' ? { number: context.source } : value
  // The third argument is newer than TypeScript's own description of revivers.
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown)
}
