'use client'

import { useRef, useState } from 'react'
import { attempt } from '@/lib/action/attempt'
import { useWrite } from '@/lib/action/use-write'
import type { ErrorInfo } from '@/lib/result'
import { importPlans, tryPlanImport } from './actions'
import type { ImportRow, RowError } from './csv'
import type { ImportAnswer } from './desk-schema'

/** Rows in one request: each is one transaction, and a step of the progress bar. */
const CHUNK = 50

export type ImportState =
  | { step: 'idle'; problem: string | null }
  | { step: 'checking'; name: string; done: number; total: number }
  | { step: 'preview'; name: string; rows: ImportRow[] }
  | { step: 'importing'; name: string; rows: ImportRow[]; done: number; total: number }
  /** The server did not answer: what is done is done, and it can go on from there. */
  | { step: 'stopped'; name: string; rows: ImportRow[]; done: number; total: number; error: ErrorInfo }
  | { step: 'done'; name: string; imported: number; failed: ImportRow[] }

const IDLE: ImportState = { step: 'idle', problem: null }

/** A file of plans on its way into the database: read, checked, looked at, imported. */
export function usePlanImport() {
  const [state, setState] = useState<ImportState>(IDLE)
  const write = useWrite(importPlans)
  const finished = useRef<ImportRow[]>([])
  // A file chosen later makes what is under way for an earlier one moot.
  const turn = useRef(0)

  async function read(file: File) {
    turn.current += 1
    const mine = turn.current
    const { readPlanFile, withErrors } = await import('./csv')
    const { rows, problem } = readPlanFile(await file.text())
    if (mine !== turn.current) return
    if (problem !== null) return setState({ step: 'idle', problem })

    const good = rows.filter(({ columns }) => columns !== null)
    const refused = new Map<number, RowError[]>()
    for (let done = 0; done < good.length; done += CHUNK) {
      setState({ step: 'checking', name: file.name, done, total: good.length })
      const chunk = good.slice(done, done + CHUNK)
      const { data, error } = await attempt(() => tryPlanImport({ rows: columnsOf(chunk) }))
      if (mine !== turn.current) return
      if (error) return setState({ step: 'idle', problem: error.message })
      for (const [row, errors] of refusals(chunk, data)) refused.set(row.number, errors)
    }
    const checked = rows.map((row) => {
      const errors = refused.get(row.number)
      return errors ? withErrors(row, errors) : row
    })
    setState({ step: 'preview', name: file.name, rows: checked })
  }

  /** Imports the good rows after the first `from`. Sent again, a chunk carries the key of its first try. */
  async function run(name: string, rows: ImportRow[], from: number) {
    const { withErrors } = await import('./csv')
    const good = rows.filter(({ columns }) => columns !== null)
    const total = good.length
    for (let done = from; done < total; done += CHUNK) {
      setState({ step: 'importing', name, rows, done, total })
      const chunk = good.slice(done, done + CHUNK)
      const result = await write.send({ rows: columnsOf(chunk) })
      if (result === null) return
      if (!result.success) return setState({ step: 'stopped', name, rows, done, total, error: result.error })
      // Taken by someone else since the preview.
      const failed = refusals(chunk, result.data).map(([row, errors]) => withErrors(row, errors))
      finished.current.push(...failed)
    }
    setState({ step: 'done', name, imported: total - finished.current.length, failed: finished.current })
  }

  return {
    state,
    read,
    async start() {
      if (state.step !== 'preview') return
      finished.current = []
      await run(state.name, state.rows, 0)
    },
    async resume() {
      if (state.step === 'stopped') await run(state.name, state.rows, state.done)
    },
    reset() {
      turn.current += 1
      setState(IDLE)
    },
  }
}

function columnsOf(rows: ImportRow[]): Record<string, unknown>[] {
  return rows.map(({ columns }) => columns ?? {})
}

function refusals(chunk: ImportRow[], { results }: ImportAnswer): [ImportRow, RowError[]][] {
  return results.flatMap(({ row, ok, message = 'This row was refused.', fields = {} }) => {
    const sent = chunk[row - 1]
    if (ok || sent === undefined) return []
    const errors = Object.entries(fields).flatMap(([column, messages]) =>
      messages.map((text) => ({ column, message: text })),
    )
    return [[sent, errors.length > 0 ? errors : [{ column: 'row', message }]]]
  })
}
