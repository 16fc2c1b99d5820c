import type { ReactNode } from 'react'
import { createFakeRealtime } from '../support/fake-socket'
import { renderAs } from '../support/render-as'
import { createFakeBank } from './fake-bank'
import { MIRA } from './models'

/** A bank and the wire on which it tells of its changes. */
export function openBank(credits: number) {
  const realtime = createFakeRealtime()
  return { realtime, bank: createFakeBank(realtime, credits) }
}

/** Renders as the app does for Mira. */
export function renderLive(children: ReactNode, { realtime }: ReturnType<typeof openBank>) {
  return renderAs(MIRA, children, realtime)
}
