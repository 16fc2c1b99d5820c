import { createPageSignals, isWakeUp } from '@/lib/realtime/page-signals'
import { createPoller } from '@/lib/realtime/poller'

/** Calls `poll` now and about every `intervalMs` while the page is in sight, one at a time. Gives how to stop it. */
export function pollWhileVisible(poll: () => Promise<void>, intervalMs: number): () => void {
  const page = createPageSignals()
  let isBusy = false

  async function pollOnce() {
    if (isBusy) return
    isBusy = true
    await poll()
    isBusy = false
  }

  const poller = createPoller(() => void pollOnce(), intervalMs)
  const stopListening = page.subscribe((signal) => {
    poller.setActive(page.isVisible())
    if (isWakeUp(signal) && page.isVisible()) void pollOnce()
  })
  poller.setActive(page.isVisible())
  void pollOnce()

  return () => {
    stopListening()
    poller.setActive(false)
  }
}
