/** Resolves once `condition` gives something other than undefined, null or false. Asks again every few milliseconds. */
export async function until<T>(
  condition: () => T | Promise<T>,
  { withinMs = 10_000, what = 'the condition' } = {},
): Promise<NonNullable<T>> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const value = await condition()
    if (value !== undefined && value !== null && value !== false) return value
    if (performance.now() > giveUpAt) throw new Error(`Waited ${withinMs} ms in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
