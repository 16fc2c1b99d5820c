import { AppError } from '@/lib/result'

/** A row that changes this often while one write is on its way is being fought over. */
const TRIES = 3

/**
 * Runs `write` on the version that was seen; on `any`, on the one that `readVersion` finds, which may be overtaken and is
 * then read again. @throws AppError
 */
export async function atVersion<T>(
  seen: number | 'any',
  readVersion: () => Promise<number>,
  write: (version: number) => Promise<T>,
): Promise<T> {
  if (seen !== 'any') return write(seen)
  for (let tried = 1; ; tried += 1) {
    const version = await readVersion()
    try {
      return await write(version)
    } catch (error) {
      if (!isOvertaken(error) || tried === TRIES) throw error
    }
  }
}

function isOvertaken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'conflict' && 'version' in (error.details ?? {})
}
