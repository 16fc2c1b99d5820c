'use client'

import { useCallback, useState } from 'react'

/** Whether something that its owner has `enabled` is on, and how to turn it off until it was not enabled once. */
export function useSwitch(enabled: boolean): { isOn: boolean; turnOff: () => void } {
  const [isOff, setOff] = useState(false)
  if (!enabled && isOff) setOff(false)
  const turnOff = useCallback(() => setOff(true), [])
  return { isOn: enabled && !isOff, turnOff }
}
