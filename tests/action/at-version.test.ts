import { expect, test } from 'vitest'
import { atVersion } from '@/lib/action/at-version'
import { AppError } from '@/lib/result'

const overtaken = () => new AppError('conflict', 'It has changed.', { details: { version: 9 } })

/** A row whose versions are read one after the other, and the versions that were written to. */
function aRow(refusals: AppError[]) {
  const written: number[] = []
  let version = 0
  return {
    written,
    read: async () => ++version,
    async write(seen: number) {
      written.push(seen)
      const refusal = refusals.shift()
      if (refusal) throw refusal
      return `written to ${seen}`
    },
  }
}

test('the version that was seen is written to, once', async () => {
  const row = aRow([overtaken()])
  await expect(atVersion(7, row.read, row.write)).rejects.toMatchObject({ code: 'conflict' })
  expect(row.written).toEqual([7])
})

test('any version is the one that is there, read again when it was overtaken', async () => {
  const row = aRow([overtaken(), overtaken()])
  expect(await atVersion('any', row.read, row.write)).toBe('written to 3')
  expect(row.written).toEqual([1, 2, 3])
})

test('a row that is fought over is given up', async () => {
  const row = aRow([overtaken(), overtaken(), overtaken(), overtaken()])
  await expect(atVersion('any', row.read, row.write)).rejects.toMatchObject({ details: { version: 9 } })
  expect(row.written).toEqual([1, 2, 3])
})

test('another refusal is final', async () => {
  const row = aRow([new AppError('conflict', 'This step cannot be taken.')])
  await expect(atVersion('any', row.read, row.write)).rejects.toThrow('This step cannot be taken.')
  expect(row.written).toEqual([1])
})
