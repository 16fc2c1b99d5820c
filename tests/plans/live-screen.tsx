import type { ReactNode } from 'react'
import type { Plan } from '@/lib/plans/schema'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { serveActions } from './fake-actions'
import { createFakePlans } from './fake-plans'
import { MIRA } from './models'

/** Plans and the wire on which they tell of their changes; the faked actions reach them. */
export function openPlans(...plans: Plan[]) {
  const realtime = createFakeRealtime()
  const world = createFakePlans(realtime, plans)
  serveActions(world)
  return { realtime, world }
}

/** Renders as the app does for Mira. */
export function renderLive(children: ReactNode, { realtime }: ReturnType<typeof openPlans>) {
  return renderAs(MIRA, children, realtime)
}
