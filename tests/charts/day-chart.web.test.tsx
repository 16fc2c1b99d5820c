import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { DayChart, type DaySeries } from '@/components/ui/charts/day-chart'
import { FunnelChart } from '@/components/ui/charts/funnel-chart'
import { SpreadChart } from '@/components/ui/charts/spread-chart'
import { formatCount, formatMoney } from '@/lib/format'

const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25']
const SERIES: DaySeries[] = [
  { name: 'Orders', look: 'bars', values: [4, 0, 7], format: formatCount },
  {
    name: 'Revenue',
    look: 'line',
    values: [120_000, 0, 349_900],
    format: (paise) => formatMoney(paise, 'INR'),
  },
]

function readout() {
  return screen.getByRole('figure').querySelector('figcaption')?.textContent
}

function slider() {
  return screen.getByRole('slider', { name: 'Day' })
}

describe('a chart by day', () => {
  test('reads the last day until one picks another', () => {
    render(<DayChart days={DAYS} series={SERIES} summary="Three days." />)
    expect(readout()).toContain('Wed 25 Nov')
    expect(readout()).toContain('Orders7')
    expect(readout()).toContain('₹3,499')
    expect(slider().getAttribute('aria-valuetext')).toBe('Wed 25 Nov, Orders 7, Revenue ₹3,499')
  })

  test('is read with the keyboard', () => {
    render(<DayChart days={DAYS} series={SERIES} summary="Three days." />)
    fireEvent.change(slider(), { target: { value: '0' } })
    expect(readout()).toContain('Mon 23 Nov')
    fireEvent.blur(slider())
    expect(readout()).toContain('Wed 25 Nov')
  })

  test('keeps what a finger picked once it lifts, and lets go when a mouse leaves', () => {
    render(<DayChart days={DAYS} series={SERIES} summary="Three days." />)
    const plot = slider().parentElement as HTMLElement
    fireEvent.pointerDown(plot, { clientX: 300, pointerType: 'touch' })
    fireEvent.pointerLeave(plot, { pointerType: 'touch' })
    expect(readout()).toContain('Tue 24 Nov')
    fireEvent.pointerMove(plot, { clientX: 60, pointerType: 'mouse' })
    expect(readout()).toContain('Mon 23 Nov')
    fireEvent.pointerLeave(plot, { pointerType: 'mouse' })
    expect(readout()).toContain('Wed 25 Nov')
  })

  test('draws one bar a day and one line', () => {
    const { container } = render(<DayChart days={DAYS} series={SERIES} summary="Three days." />)
    expect(container.querySelectorAll('rect.fill-chart-1')).toHaveLength(3)
    expect(container.querySelectorAll('path.stroke-chart-2')).toHaveLength(1)
  })

  test('draws nothing without days', () => {
    render(<DayChart days={[]} series={SERIES} summary="No day." />)
    expect(screen.queryByRole('figure')).toBeNull()
  })
})

test('the funnel writes every number beside its bar', () => {
  const steps = [
    { name: 'Placed', count: 8 },
    { name: 'Delivered', count: 2 },
  ]
  const { container } = render(<FunnelChart steps={steps} summary="Of eight, two." />)
  expect(container.textContent).toContain('Placed')
  expect(container.textContent).toContain('2 · 25%')
})

test('a spread writes its median in words', () => {
  const spreads = [{ name: 'Packing', medianS: 7_500, slowS: 86_400 }]
  const { container } = render(<SpreadChart spreads={spreads} summary="Packing takes two hours." />)
  expect(container.textContent).toContain('2h 05m … 1d 0h')
})
