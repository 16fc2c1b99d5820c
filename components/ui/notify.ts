import { type ExternalToast, toast } from 'sonner'

type NotifyOptions = {
  description?: string
  /** Toasts of one id replace each other instead of piling up. */
  id?: string
  /** What can be done about it at once. */
  action?: { label: string; onClick: () => void }
  /** Goes by itself, also an error: it can be read again elsewhere. */
  isPassing?: boolean
}

/** Says what happened. A toast is an echo: what it says must also be on the screen. Gone after 5 s, errors stay. */
export const notify = {
  success: (title: string, options?: NotifyOptions) => toast.success(title, forSonner(options)),
  info: (title: string, options?: NotifyOptions) => toast.info(title, forSonner(options)),
  warning: (title: string, options?: NotifyOptions) => toast.warning(title, forSonner(options)),
  error: (title: string, options?: NotifyOptions) =>
    toast.error(title, {
      ...forSonner(options),
      ...(!options?.isPassing && { duration: Number.POSITIVE_INFINITY }),
    }),
}

function forSonner({ isPassing: _, ...options }: NotifyOptions = {}): ExternalToast {
  return options
}
