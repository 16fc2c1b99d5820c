'use client'

import { Alert } from '@/components/ui/alert'
import { Switch } from '@/components/ui/switch'
import { useWrite } from '@/lib/action/use-write'
import { setOrderEmails } from '@/lib/notices/actions'

type Props = { isOn: boolean; email: string; canWrite: boolean }

export function OrderEmailSwitch({ isOn, email, canWrite }: Props) {
  const write = useWrite(setOrderEmails)
  return (
    <div className="grid gap-3">
      <Switch
        label="E-mails about your orders"
        description={`One at each step, to ${email}.`}
        isOn={isOn}
        disabled={!canWrite || write.isSending}
        onChange={(enabled) => void write.send({ enabled })}
      />
      {write.error && <Alert kind="error">{write.error.message}</Alert>}
    </div>
  )
}
