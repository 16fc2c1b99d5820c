import { toast } from 'sonner'

type NotifyOptions = {
  description?: string
  /** Toasts of one id replace each other instead of piling up. */
  id?: string
}

/** Says what happened. A toast is an echo: what it says must also be on the screen. Gone after 5 s, errors stay. */
export const notify = {
  success: (title: string, options?: NotifyOptions) => toast.success(title, options),
  info: (title: string, options?: NotifyOptions) => toast.info(title, options),
  warning: (title: string, options?: NotifyOptions) => toast.warning(title, options),
  error: (title: string, options?: NotifyOptions) =>
    toast.error(title, { ...options, duration: Number.POSITIVE_INFINITY }),
}
