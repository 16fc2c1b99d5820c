import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trackingPatch as trackingPatchInput } from '@/lib/orders/inputs'
import { isSameTracking, toLocalInput, toTrackingDraft, trackingPatch } from '@/lib/orders/tracking-draft'
import { anOrder } from './desk-shop'

const EMPTY = toTrackingDraft(anOrder())

describe('what an admin typed', () => {
  test('becomes a patch of the changed fields only', () => {
    const draft = { ...EMPTY, deliveryPartnerName: ' Ravi ', note: 'unchanged' }
    expect(trackingPatch(draft, ['deliveryPartnerName'])).toEqual({ patch: { deliveryPartnerName: 'Ravi' } })
  })

  test('that is emptied takes the field back', () => {
    expect(trackingPatch(EMPTY, ['note', 'eta', 'locationLat', 'locationLng'])).toEqual({
      patch: { note: null, eta: null, locationLat: null, locationLng: null },
    })
  })

  test('as an arrival is an instant of the person’s own time zone', () => {
    const { patch } = trackingPatch({ ...EMPTY, eta: '2026-11-26T18:30' }, ['eta'])
    expect(patch?.eta).toBe(new Date('2026-11-26T18:30').toISOString())
  })

  test('as a place is within the earth, or refused by field', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -400, max: 400 }), (degrees) => {
        const { patch, errors } = trackingPatch({ ...EMPTY, locationLat: String(degrees) }, ['locationLat'])
        if (Math.abs(degrees) <= 90) expect(patch).toEqual({ locationLat: Number(String(degrees)) })
        else expect(errors).toHaveProperty('locationLat')
      }),
    )
    expect(trackingPatch({ ...EMPTY, locationLng: 'east' }, ['locationLng']).errors).toHaveProperty(
      'locationLng',
    )
  })

  test('and passes the form is something that the action takes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(text, text, fc.double({ noNaN: true, min: -90, max: 90 }), (name, label, lat) => {
        const draft = { ...EMPTY, deliveryPartnerName: name, locationLabel: label, locationLat: String(lat) }
        const { patch } = trackingPatch(draft, ['deliveryPartnerName', 'locationLabel', 'locationLat'])
        expect(trackingPatchInput.safeParse(patch).success).toBe(true)
      }),
    )
  })
})

test('an order that is not touched makes a draft without a difference', () => {
  const order = anOrder({ locationLat: 12.5, locationLng: 77, eta: '2026-11-26T10:15:42.123Z', note: 'Hi' })
  const draft = toTrackingDraft(order)
  expect(isSameTracking(draft.locationLat, '12.50', 'locationLat')).toBe(true)
  expect(isSameTracking(draft.locationLat, '12.51', 'locationLat')).toBe(false)
  expect(isSameTracking(draft.note, ' Hi ', 'note')).toBe(true)
  expect(draft.eta).toBe(toLocalInput('2026-11-26T10:15:42.123Z'))
  expect(new Date(draft.eta).getTime()).toBe(Date.parse('2026-11-26T10:15:00Z'))
})
