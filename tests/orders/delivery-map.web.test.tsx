import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { DeliveryMap } from '@/components/orders/map/delivery-map'
import { TileServerProvider } from '@/components/orders/map/map-tiles'
import { type LngLat, WAREHOUSE } from '@/lib/orders/places'
import { distanceKm, type Route } from '@/lib/orders/route'

const PUNE: LngLat = [73.857, 18.52]
const HUB: LngLat = [75.124, 15.365]
const ROUTE: Route = {
  from: WAREHOUSE,
  to: { name: 'Pune', at: PUNE },
  trail: [],
  position: { name: 'Hubballi hub', at: HUB },
}

test('a map says in words what it shows', () => {
  render(<DeliveryMap route={ROUTE} />)
  const words = 'From Bengaluru warehouse to Pune. Now at Hubballi hub, about 380 km to go as the crow flies.'
  expect(screen.getByRole('img', { name: words })).toBeTruthy()
  expect(screen.getByText(words).tagName).toBe('FIGCAPTION')
})

test('a parcel that moves is the same mark at another place, so that it can glide there', () => {
  const { rerender } = render(<DeliveryMap route={ROUTE} />)
  const mark = screen.getByTestId('map-position')
  const before = mark.style.transform
  rerender(
    <DeliveryMap route={{ ...ROUTE, trail: [HUB], position: { name: 'Belagavi', at: [74.498, 15.85] } }} />,
  )
  expect(screen.getByTestId('map-position')).toBe(mark)
  expect(mark.style.transform).not.toBe(before)
  expect(mark.style.transform).toMatch(/^translate\([\d.]+px, [\d.]+px\)$/)
})

test('an order that nobody has seen yet has no mark and no close-up', () => {
  render(<DeliveryMap route={{ ...ROUTE, position: null }} />)
  expect(screen.queryByTestId('map-position')).toBeNull()
  expect(screen.queryByRole('button')).toBeNull()
})

test('a close-up and back', () => {
  render(<DeliveryMap route={ROUTE} />)
  const wide = screen.getByTestId('map-position').style.transform
  fireEvent.click(screen.getByRole('button', { name: 'Close-up' }))
  expect(screen.getByTestId('map-position').style.transform).not.toBe(wide)
  fireEvent.click(screen.getByRole('button', { name: 'Whole route' }))
  expect(screen.getByTestId('map-position').style.transform).toBe(wide)
})

test('a tile server draws the ground and is named, until it does not answer', () => {
  const server = { url: 'https://tiles.example.com/{z}/{x}/{y}.png', attribution: '© Example Maps' }
  const { container } = render(
    <TileServerProvider server={server}>
      <DeliveryMap route={ROUTE} />
    </TileServerProvider>,
  )
  const tiles = [...container.querySelectorAll('image')]
  expect(tiles.length).toBeGreaterThan(3)
  expect(tiles[0]?.getAttribute('href')).toMatch(/^https:\/\/tiles\.example\.com\/\d+\/\d+\/\d+\.png$/)
  expect(screen.getByText('© Example Maps')).toBeTruthy()
  expect(screen.queryByText('Hyderabad')).toBeNull()

  fireEvent.error(tiles[0] as Element)
  expect(container.querySelector('image')).toBeNull()
  expect(screen.queryByText('© Example Maps')).toBeNull()
  expect(screen.getByText('Hyderabad')).toBeTruthy()
})

describe('a map as a field', () => {
  function renderPicker() {
    const picked: LngLat[] = []
    render(<DeliveryMap route={ROUTE} onPick={(at) => picked.push(at)} />)
    const field = screen.getByRole('button', { name: /Set the place on the map/ })
    field.getBoundingClientRect = () => DOMRect.fromRect({ x: 10, y: 20, width: 300, height: 174 })
    return { picked, field }
  }

  test('takes the place of the click, whatever the size on screen', () => {
    const { picked, field } = renderPicker()
    const [x = 0, y = 0] = (
      /([\d.]+)px, ([\d.]+)px/.exec(screen.getByTestId('map-position').style.transform) ?? []
    )
      .slice(1)
      .map(Number)
    fireEvent.click(field, { detail: 1, clientX: 10 + x / 2, clientY: 20 + y / 2 })
    expect(picked).toHaveLength(1)
    expect(distanceKm(picked[0] ?? [0, 0], HUB)).toBeLessThan(2)
  })

  test('is set by the keyboard, and says where the cross is', () => {
    const { picked, field } = renderPicker()
    fireEvent.keyDown(field, { key: 'ArrowUp', shiftKey: true })
    fireEvent.keyDown(field, { key: 'ArrowRight' })
    expect(screen.getByText(/^Latitude \d+\.\d+, longitude \d+\.\d+$/)).toBeTruthy()
    fireEvent.click(field, { detail: 0 })
    const [at] = picked
    if (!at) throw new Error('nothing was picked')
    expect(at[0]).toBeGreaterThan(HUB[0])
    expect(at[1]).toBeGreaterThan(HUB[1])
  })
})
