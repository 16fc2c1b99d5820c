/** What a key does to a list of rows, one of which is current. */
export type RowCommand =
  | { kind: 'move'; to: number }
  /** Moves, and chooses everything on the way. */
  | { kind: 'extend'; to: number }
  | { kind: 'toggle' }
  | { kind: 'open' }
  | { kind: 'choose-all' }
  | { kind: 'clear' }

type Keys = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** The command of a key press on row `current` of `count`, or null when the key is not ours. */
export function rowCommand(keys: Keys, current: number, count: number): RowCommand | null {
  const { key, shiftKey } = keys
  if (keys.altKey || count === 0) return null
  if (keys.ctrlKey || keys.metaKey) return key.toLowerCase() === 'a' ? { kind: 'choose-all' } : null
  const to = target(key, current, count)
  if (to !== null) return { kind: shiftKey ? 'extend' : 'move', to }
  if (key === ' ') return { kind: 'toggle' }
  if (key === 'Enter') return { kind: 'open' }
  return key === 'Escape' ? { kind: 'clear' } : null
}

function target(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(current + 1, count - 1)
    case 'ArrowUp':
      return Math.max(current - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
