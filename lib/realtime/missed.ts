/** The words for changes that a person did not see happen. `isAtLeast`: there may be more. */
export function missedWords(count: number, { isAtLeast = false } = {}): string {
  const changes = count === 1 ? '1 change' : `${count} changes`
  return `${changes}${isAtLeast ? ' or more' : ''} while you were away`
}
