const isTerminal = process.stdout.isTTY === true

/**
 * Announces a step, shows how long it takes while it runs (on a terminal), and says how long it took.
 * Lines logged meanwhile stand below its name.
 */
export async function step<T>(name: string, work: (log: (line: string) => void) => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const elapsed = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const show = () => process.stdout.write(`\r  … ${name} (${elapsed()})`)
  const clear = () => isTerminal && process.stdout.write('\r\u001b[K')
  const timer = isTerminal ? setInterval(show, 100) : undefined
  if (!isTerminal) console.log(`  … ${name}`)
  const log = (line: string) => {
    clear()
    console.log(`      ${line}`)
  }
  try {
    const result = await work(log)
    clear()
    console.log(`  ✓ ${name} (${elapsed()})`)
    return result
  } catch (error) {
    clear()
    console.log(`  ✗ ${name}`)
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** Lines of two columns, aligned. */
export function columns(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')
}
