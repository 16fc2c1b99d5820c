import { randomUUID } from 'node:crypto'
import { type PlanPatch, toColumns } from '@/lib/plans/columns'
import type {
  DeskPlan,
  ImportAnswer,
  PlanChange,
  PlanDesk,
  PlanHistory,
  PlanImpact,
} from '@/lib/plans/desk-schema'
import type { Plan, PlanFields } from '@/lib/plans/schema'
import { fail, ok, type Result } from '@/lib/result'
import type { FakeRealtime } from '../support/fake-socket'
import { ASHA, BEN, deskPlan, planChange, planFields } from './desk-models'

/** Plans in memory, behind the actions' own signatures, which Asha calls; others save past her. */
export type FakeDesk = {
  /** Ben saves, and the wire tells of it. */
  saveElsewhere: (patch: Partial<PlanFields>) => void
  /** As above, but the event is held back: a save meets what the screen does not know yet. */
  saveUnseen: (patch: Partial<PlanFields>) => void
  deleteElsewhere: () => void
  /** That many plans more. */
  fill: (count: number) => void
  plan: () => DeskPlan | undefined
  impact: PlanImpact
  /** What `savePlan` was sent, refused calls too. */
  saves: { version: number; patch: PlanPatch }[]
  /** Names that the database has already. */
  taken: string[]
  /** Calls of `importPlans` and of its trial, as numbers of rows. */
  imports: { rows: number; key: string }[]
  trials: number[]
  /** Answers with a failure for the write after this many, once. */
  failsAfter: number | null
  actions: {
    getPlanDesk: () => Promise<Result<PlanDesk>>
    getPlanHistory: () => Promise<Result<PlanHistory>>
    getPlanImpact: () => Promise<Result<PlanImpact>>
    getRecentPlanChanges: () => Promise<Result<PlanChange[]>>
    savePlan: (input: { version: number; patch: PlanPatch }) => Promise<Result<Plan>>
    deletePlan: (input: { version: number }) => Promise<Result<unknown>>
    restorePlan: (input: { version: number }) => Promise<Result<Plan>>
    tryPlanImport: (input: { rows: Record<string, unknown>[] }) => Promise<Result<ImportAnswer>>
    importPlans: (input: {
      rows: Record<string, unknown>[]
      idempotencyKey: string
    }) => Promise<Result<ImportAnswer>>
  }
}

export function createFakeDesk(realtime: FakeRealtime): FakeDesk {
  let plan: DeskPlan | undefined = deskPlan()
  let others: DeskPlan[] = []
  let changes: PlanChange[] = [
    planChange({ id: 1, op: 'CREATE', version: 1, before: null, after: planFields() }),
  ]

  function tell() {
    const commitAt = new Date().toISOString()
    realtime.emit({ table: 'plans', type: 'UPDATE', record: { id: deskPlan().id }, commitAt })
    realtime.emit({ table: 'plan_changes', type: 'INSERT', record: { plan_id: deskPlan().id }, commitAt })
  }

  function record(
    op: PlanChange['op'],
    after: PlanFields | null,
    isAsha: boolean,
    restored: number | null = null,
  ) {
    const version = (changes[0]?.version ?? 0) + 1
    const actor = isAsha
      ? { actorId: ASHA, actorEmail: 'asha@rowcast.test' }
      : { actorId: BEN, actorEmail: 'ben@rowcast.test' }
    const before = plan === undefined ? null : fieldsOf(plan)
    const entry = planChange({ ...actor, id: version, op, version, before, after, restoredVersion: restored })
    changes = [entry, ...changes]
    plan =
      after === null
        ? undefined
        : deskPlan({
            ...plan,
            ...after,
            version,
            updatedBy: isAsha ? ASHA : BEN,
            updatedByName: isAsha ? 'Asha Admin' : 'Ben Admin',
          })
    return version
  }

  function answer(rows: Record<string, unknown>[]): ImportAnswer {
    const results = rows.map(({ name }, index) => {
      const isTaken = desk.taken.includes(String(name))
      return isTaken
        ? {
            row: index + 1,
            ok: false,
            message: 'This row has mistakes.',
            fields: { name: ['Another plan has this name.'] },
          }
        : { row: index + 1, ok: true, id: randomUUID(), name: String(name) }
    })
    const failed = results.filter(({ ok: isGood }) => !isGood).length
    return { results, imported: rows.length - failed, failed }
  }

  const desk: FakeDesk = {
    saveElsewhere(patch) {
      desk.saveUnseen(patch)
      tell()
    },
    saveUnseen(patch) {
      if (plan) record('UPDATE', { ...fieldsOf(plan), ...patch }, false)
    },
    deleteElsewhere() {
      record('DELETE', null, false)
      tell()
    },
    fill(count) {
      others = Array.from({ length: count }, (_, n) => deskPlan({ id: randomUUID(), name: `Many ${n}` }))
      tell()
    },
    plan: () => plan,
    impact: { activeInvestments: 3, investors: 2, activeAmount: 90_000, followers: 1 },
    saves: [],
    taken: [],
    imports: [],
    trials: [],
    failsAfter: null,
    actions: {
      getPlanDesk: async () =>
        ok(
          { plans: [...(plan ? [plan] : []), ...others], deleted: [], nextEndAt: null },
          new Date().toISOString(),
        ),
      getPlanHistory: async () => ok({ changes, hasMore: false }),
      getPlanImpact: async () => ok(desk.impact),
      getRecentPlanChanges: async () => ok(changes),
      async savePlan({ version, patch }) {
        desk.saves.push({ version, patch })
        if (plan === undefined) return fail('not_found', 'This plan has been deleted.')
        if (version !== plan.version) {
          const details = { version: plan.version, current: toColumns(fieldsOf(plan)) }
          return fail('conflict', `This plan has changed since version ${version}.`, undefined, details)
        }
        if (patch.name !== undefined && desk.taken.includes(patch.name)) {
          return fail('conflict', 'Another plan has this name.', { name: ['Another plan has this name.'] })
        }
        record('UPDATE', { ...fieldsOf(plan), ...defined(patch) }, true)
        tell()
        return ok(plan)
      },
      async deletePlan({ version }) {
        if (version !== plan?.version) return fail('conflict', 'This plan has changed.')
        const { id, name } = plan
        record('DELETE', null, true)
        tell()
        return ok({ id, name, cancelled: desk.impact.activeInvestments })
      },
      async restorePlan({ version }) {
        const wanted = changes.find((change) => change.version === version)
        const fields = wanted?.after ?? wanted?.before
        if (!fields) return fail('not_found', 'There is no such version of this plan.')
        record(plan ? 'UPDATE' : 'CREATE', fields, true, version)
        tell()
        return plan ? ok(plan) : fail('internal', 'Nothing was restored.')
      },
      async tryPlanImport({ rows }) {
        desk.trials.push(rows.length)
        return ok(answer(rows))
      },
      async importPlans({ rows, idempotencyKey }) {
        desk.imports.push({ rows: rows.length, key: idempotencyKey })
        if (desk.failsAfter !== null && desk.imports.length > desk.failsAfter) {
          desk.failsAfter = null
          throw new TypeError('fetch failed')
        }
        return ok(answer(rows))
      },
    },
  }
  return desk
}

function fieldsOf(plan: PlanFields): PlanFields {
  const { name, description, roiPercent, durationDays, minAmount, maxAmount, currency, isActive } = plan
  return { name, description, roiPercent, durationDays, minAmount, maxAmount, currency, isActive }
}

function defined(patch: PlanPatch): Partial<PlanFields> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}
