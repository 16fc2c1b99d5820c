'use client'

import { Alert } from '@/components/ui/alert'
import { Switch } from '@/components/ui/switch'
import type { Device } from '@/lib/notices/schema'
import { usePushDevice } from '@/lib/notices/use-push-device'
import { DeviceRow } from './device-row'

type Props = { pushKey: string; devices: Device[]; canWrite: boolean }

/** Pushes of new orders: this browser by a switch, the others to look at and to remove. */
export function PushDevices({ pushKey, devices, canWrite }: Props) {
  const { state, isBusy, error, turnOn, turnOff } = usePushDevice(pushKey, devices)

  return (
    <div className="grid gap-3 border-t pt-6">
      {state === 'unsupported' ? (
        <p className="text-muted-foreground text-sm">
          This browser shows no notices while the app is closed. On an iPhone, add Rowcast to the home screen
          first.
        </p>
      ) : (
        <Switch
          label="New orders in this browser"
          description={
            state === 'checking' ? 'Looking …' : 'A notice of each new order, also while Rowcast is closed.'
          }
          isOn={state === 'on'}
          disabled={!canWrite || isBusy || state === 'checking'}
          onChange={(isOn) => void (isOn ? turnOn() : turnOff())}
        />
      )}
      {error && <Alert kind="error">{error.message}</Alert>}
      {devices.length > 0 && (
        <ul aria-label="Browsers that are told of new orders" className="grid gap-1">
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} canWrite={canWrite} />
          ))}
        </ul>
      )}
    </div>
  )
}
