import { z } from 'zod'
import type { ErrorInfo } from '@/lib/result'
import { type PlanFields, planFieldsRow } from './schema'

const conflictDetails = z.object({ version: z.int(), current: planFieldsRow })

/** The plan as someone else has made it meanwhile. */
export type PlanConflict = { version: number; current: PlanFields }

/** What a write that named an old version ran into; null for any other error. */
export function planConflict(error: ErrorInfo | null): PlanConflict | null {
  if (error?.code !== 'conflict') return null
  return conflictDetails.safeParse(error.details).data ?? null
}
