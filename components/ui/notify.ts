import type { ExternalToast } from 'sonner'

type NotifyOptions = {
  description?: string
  /** Toasts of one id replace each other instead of piling up. */
  id?: string
  /** What can be done about it at once. */
  action?: { label: string; onClick: () => void }
  /** Goes by itself, also an error: it can be read again elsewhere. */
  isPassing?: boolean
}

type Kind = 'success' | 'info' | 'warning' | 'error'

/** Says what happened. A toast is an echo: what it says must also be on the screen. Gone after 5 s, errors stay. */
export const notify = {
  success: (title: string, options?: NotifyOptions) => show('success', title, options),
  info: (title: string, options?: NotifyOptions) => show('info', title, options),
  warning: (title: string, options?: NotifyOptions) => show('warning', title, options),
  error: (title: string, options?: NotifyOptions) => show('error', title, options),
}

/** In the order of the calls: all wait for the same. */
function show(kind: Kind, title: string, { isPassing, ...options }: NotifyOptions = {}): void {
  const stays: ExternalToast = kind === 'error' && !isPassing ? { duration: Number.POSITIVE_INFINITY } : {}
  import('./toasts')
    .then(({ showToast }) => showToast(kind, title, { ...options, ...stays }))
    // The code of toasts did not come through; what it would have said is on the screen.
    .catch(() => undefined)
}
