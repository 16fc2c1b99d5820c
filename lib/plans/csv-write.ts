import { toCsv } from '@/lib/csv'
import { COLUMN, PLAN_FIELDS } from './columns'
import { guard } from './csv-guard'
import { toDraft } from './draft'
import type { PlanFields } from './schema'

const COLUMNS = PLAN_FIELDS.map((field) => COLUMN[field])

/** Plans as a file that `readPlanFile` reads back. */
export function writePlanFile(plans: PlanFields[]): string {
  const rows = plans.map((plan) => {
    const draft = toDraft(plan)
    return PLAN_FIELDS.map((field) => guard(String(draft[field])))
  })
  return toCsv(COLUMNS, rows)
}

/** Two plans to write over, one with everything and one with what is required. */
export function planFileTemplate(): string {
  return [
    COLUMNS.join(','),
    'Harvest Fund,"Working capital until the harvest is sold.",4.5,120,2000,200000,INR,true',
    'Quiet Start,,1.25,30,500,25000,,',
    '',
  ].join('\r\n')
}
