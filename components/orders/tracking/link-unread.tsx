import { Alert } from '@/components/ui/alert'
import { buttonVariants } from '@/components/ui/button'

type Props = { token: string; message: string }

/** The link may well work, but what it shows could not be read. Works without script. */
export function LinkUnread({ token, message }: Props) {
  return (
    <Alert
      kind="error"
      title="The order could not be read"
      action={
        <a
          href={`/track/${encodeURIComponent(token)}`}
          className={buttonVariants({ variant: 'outline', size: 'sm' })}
        >
          Try again
        </a>
      }
    >
      {message}
    </Alert>
  )
}
