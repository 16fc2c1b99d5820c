import { z } from 'zod'
import { operation } from '@/lib/action/operation'
import { COLUMN, PLAN_FIELDS } from './columns'
import { newPlanFields, planPatch } from './inputs'
import type { Plan } from './schema'

const version = z.int().positive()
const instant = z.iso.datetime({ offset: true })
const planId = z.uuid()

const planAnswer = z
  .object({
    id: planId,
    name: z.string(),
    description: z.string(),
    roiPercent: z.number().positive(),
    durationDays: z.int().positive(),
    minAmount: z.int().positive(),
    maxAmount: z.int().positive(),
    currency: z.string().length(3),
    isActive: z.boolean().describe('On offer. Others are visible to admins only.'),
    version,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Plan' }) satisfies z.ZodType<Plan>

const change = z.object({
  planId,
  planData: planAnswer.describe('As the change left it; of a plan that went, as it was last.'),
  timestamp: instant.describe('When it changed, by Postgres.'),
  adminEmail: z.email().nullish().describe('For admins only: who made it; null for SQL and the dashboard.'),
})

const connected = z.object({
  timestamp: instant,
  planId: planId.nullable(),
  planData: planAnswer.nullable().describe('The plan that was asked for.'),
})

/** The column names of the database will do, too. */
function respell(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  const fieldOf = new Map<string, string>(PLAN_FIELDS.map((field) => [COLUMN[field], field]))
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [fieldOf.get(name) ?? name, value]))
}

const SPELLING = 'The names of the columns, such as roi_percent, are taken as well.'

export const listPlansOperation = operation({
  method: 'GET',
  path: '/api/plans',
  summary: 'The plans that the caller may see, by name',
  description: 'Everyone sees what is on offer, admins see all.',
  access: 'public',
  answer: { status: 200, schema: z.object({ plans: z.array(planAnswer) }), description: 'The plans' },
})

export const getPlanOperation = operation({
  method: 'GET',
  path: '/api/plans/{id}',
  summary: 'One plan',
  access: 'public',
  params: z.object({ id: planId }),
  answer: { status: 200, schema: planAnswer, description: 'The plan, with its version as ETag' },
})

export const createPlanOperation = operation({
  method: 'POST',
  path: '/api/admin/plans',
  summary: 'Creates a plan',
  description: SPELLING,
  access: 'admin',
  body: { schema: newPlanFields, respell },
  isIdempotent: true,
  answer: { status: 201, schema: planAnswer, description: 'The new plan; Location is its address' },
  errors: ['conflict'],
})

export const updatePlanOperation = operation({
  method: 'PUT',
  path: '/api/admin/plans/{id}',
  summary: 'Changes the named fields of a plan',
  description: `Names the version that was seen, by If-Match (outdated: 412) or in the body (outdated: 409); \`details\` of the refusal has the present state. Active investments follow in the same transaction. ${SPELLING}`,
  access: 'admin',
  params: z.object({ id: planId }),
  body: { schema: planPatch.extend({ version: version.optional() }), respell },
  seenVersion: 'required',
  isIdempotent: true,
  answer: { status: 200, schema: planAnswer, description: 'The plan as it is now' },
})

export const deletePlanOperation = operation({
  method: 'DELETE',
  path: '/api/admin/plans/{id}',
  summary: 'Deletes a plan; active investments end as cancelled',
  description:
    'With If-Match (outdated: 412) or `version` (outdated: 409) only the version that was seen; without, whatever it is now.',
  access: 'admin',
  params: z.object({ id: planId }),
  query: z.object({ version: z.coerce.number().pipe(version).optional() }),
  seenVersion: 'optional',
  answer: {
    status: 200,
    schema: z.object({ id: planId, name: z.string(), cancelled: z.int().nonnegative() }),
    description: 'What was deleted, and how many investments ended',
  },
})

export const subscribePlansOperation = operation({
  method: 'GET',
  path: '/api/plans/subscribe',
  summary: 'Changes of all plans, or of one, as they happen',
  description:
    'A plan that is withdrawn is deleted for all but admins, and created when it is offered again.',
  access: 'public',
  query: z.object({ planId: planId.optional() }),
  answer: {
    status: 200,
    stream: { CONNECTED: connected, CREATE: change, UPDATE: change, DELETE: change },
    description: 'CONNECTED, then each change with its id',
  },
  errors: ['not_found', 'rate_limited'],
})
