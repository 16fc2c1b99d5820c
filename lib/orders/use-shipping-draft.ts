'use client'

import { useEffect, useState } from 'react'
import type { ShippingValues } from './use-checkout'

const STORAGE = 'rowcast-checkout'

export type ShippingDraft = {
  values: ShippingValues
  change: (name: keyof ShippingValues, value: string) => void
  forget: () => void
}

/** What has been typed so far. It outlives a reload and ends with the tab: an address is not for the next person. */
export function useShippingDraft(defaultName: string): ShippingDraft {
  const [values, setValues] = useState<ShippingValues>({
    name: defaultName,
    phone: '',
    address: '',
    city: '',
    postcode: '',
  })

  useEffect(() => {
    const kept = readKept()
    if (kept) setValues((blank) => ({ ...blank, ...kept }))
  }, [])

  function change(name: keyof ShippingValues, value: string) {
    const next = { ...values, [name]: value }
    setValues(next)
    write(JSON.stringify(next))
  }

  return { values, change, forget: () => write(null) }
}

function readKept(): Partial<ShippingValues> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORAGE) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const texts = Object.entries(kept).filter(([, value]) => typeof value === 'string')
    return Object.fromEntries(texts)
  } catch {
    return null
  }
}

/** A browser that keeps nothing still takes the order. */
function write(text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(STORAGE)
    else sessionStorage.setItem(STORAGE, text)
  } catch {
    // Nothing to do: the fields hold what was typed.
  }
}
