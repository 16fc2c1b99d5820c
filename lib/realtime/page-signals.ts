const SIGNALS = ['online', 'offline', 'visible', 'hidden', 'restored'] as const

/** `restored`: the page came back from the back/forward cache, where it was frozen. */
export type PageSignal = (typeof SIGNALS)[number]

export type PageSignals = {
  isOnline: () => boolean
  isVisible: () => boolean
  /** Returns how to stop listening. */
  subscribe: (listener: (signal: PageSignal) => void) => () => void
}

/** The page may be behind by any amount: what it shows must be read again. */
export function isWakeUp(signal: PageSignal): boolean {
  return signal === 'online' || signal === 'visible' || signal === 'restored'
}

/** What the browser says about network and tab. Listens only while someone listens here. */
export function createPageSignals(): PageSignals {
  const listeners = new Set<(signal: PageSignal) => void>()
  let detach = () => {}

  function attach() {
    function send(signal: PageSignal) {
      for (const listener of listeners) listener(signal)
    }
    const stops = [
      listen(window, 'online', () => send('online')),
      listen(window, 'offline', () => send('offline')),
      listen(window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) send('restored')
      }),
      listen(document, 'visibilitychange', () => send(document.hidden ? 'hidden' : 'visible')),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    isOnline: () => typeof navigator === 'undefined' || navigator.onLine !== false,
    isVisible: () => typeof document === 'undefined' || !document.hidden,
    subscribe(listener) {
      if (listeners.size === 0) detach = attach()
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) detach()
      }
    },
  }
}

function listen(target: EventTarget, name: string, run: (event: Event) => void): () => void {
  target.addEventListener(name, run)
  return () => target.removeEventListener(name, run)
}
