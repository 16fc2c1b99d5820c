import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { usePushDevice } from '@/lib/notices/use-push-device'

vi.mock('@/lib/notices/actions', () => ({
  savePushSubscription: async () => ({ success: true, data: null }),
  removePushSubscription: async () => ({ success: true, data: null }),
}))

const requestPermission = vi.fn<() => Promise<NotificationPermission>>()

beforeEach(() => {
  vi.stubGlobal('Notification', { requestPermission })
  vi.stubGlobal('PushManager', {})
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => undefined },
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

async function device() {
  const { result } = renderHook(() => usePushDevice('key', []))
  await waitFor(() => expect(result.current.state).toBe('off'))
  return result
}

test('a browser that may not show notices says where that is allowed', async () => {
  requestPermission.mockResolvedValue('denied')
  const result = await device()
  await act(() => result.current.turnOn())
  expect(result.current).toMatchObject({ state: 'off', isBusy: false, error: { code: 'forbidden' } })
})

test('a browser that fails at an unexpected step leaves a switch that can be used again', async () => {
  requestPermission.mockRejectedValue(new Error('not here'))
  const result = await device()
  await act(() => result.current.turnOn())
  expect(result.current).toMatchObject({ state: 'off', isBusy: false, error: { code: 'unavailable' } })
})

test('a browser that shows no pushes says so', async () => {
  vi.stubGlobal('PushManager', undefined)
  Reflect.deleteProperty(window, 'PushManager')
  const { result } = renderHook(() => usePushDevice('key', []))
  await waitFor(() => expect(result.current.state).toBe('unsupported'))
})
