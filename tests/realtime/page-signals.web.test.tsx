import { afterEach, expect, test, vi } from 'vitest'
import { createPageSignals } from '@/lib/realtime/page-signals'

afterEach(() => void vi.restoreAllMocks())

function hide(isHidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

test('tells what the browser tells, in the words of the core', () => {
  const page = createPageSignals()
  const heard: string[] = []
  const stop = page.subscribe((signal) => heard.push(signal))
  window.dispatchEvent(new Event('offline'))
  window.dispatchEvent(new Event('online'))
  hide(true)
  expect(page.isVisible()).toBe(false)
  hide(false)
  expect(page.isVisible()).toBe(true)
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  expect(heard).toEqual(['offline', 'online', 'hidden', 'visible', 'restored'])
  stop()
  window.dispatchEvent(new Event('online'))
  expect(heard).toHaveLength(5)
})

test('listens to the browser only while someone listens here', () => {
  const added = vi.spyOn(window, 'addEventListener')
  const removed = vi.spyOn(window, 'removeEventListener')
  const page = createPageSignals()
  expect(added).not.toHaveBeenCalled()
  const stops = [page.subscribe(() => {}), page.subscribe(() => {})]
  expect(added).toHaveBeenCalledTimes(3)
  for (const stop of stops) stop()
  expect(removed).toHaveBeenCalledTimes(3)
})

test('reads the browser’s idea of being online', () => {
  const page = createPageSignals()
  expect(page.isOnline()).toBe(true)
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  expect(page.isOnline()).toBe(false)
})
