import type { OrderStatus } from './rules'

/** The way of an order that goes well. */
export const STAGES = [
  'placed',
  'confirmed',
  'packed',
  'shipped',
  'out_for_delivery',
  'delivered',
] as const satisfies readonly OrderStatus[]

export type Stage = (typeof STAGES)[number]

/** An order came to `status` at an instant (ISO 8601). */
export type StatusChange = { status: OrderStatus; at: string }

/** `ended`: it goes no further, and not because it was delivered. */
export type StepState = 'done' | 'current' | 'ahead' | 'ended'
export type Step = { status: OrderStatus; at: string | null; state: StepState }

/** What a timeline shows: the way of the order, when it came to each stage, and where it is now. */
export function stepsOf(status: OrderStatus, changes: StatusChange[]): Step[] {
  const reached = new Map(changes.map(({ status, at }) => [status, at]))
  const at = (stage: OrderStatus) => reached.get(stage) ?? null
  if (!isStage(status)) {
    const behind = STAGES.filter((stage) => reached.has(stage))
    return [
      ...behind.map((stage): Step => ({ status: stage, at: at(stage), state: 'done' })),
      { status, at: at(status), state: 'ended' },
    ]
  }
  const now = STAGES.indexOf(status)
  return STAGES.map((stage, index) => ({
    status: stage,
    at: index <= now ? at(stage) : null,
    state: stateOf(index, now),
  }))
}

export function isStage(status: OrderStatus): status is Stage {
  return (STAGES as readonly OrderStatus[]).includes(status)
}

function stateOf(index: number, now: number): StepState {
  if (index === now) return index === STAGES.length - 1 ? 'done' : 'current'
  return index < now ? 'done' : 'ahead'
}
