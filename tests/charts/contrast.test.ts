import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** WCAG 2.2, 1.4.11: what is needed to understand a graphic stands out 3 : 1 from what is beside it. */
const LEAST = 3
const styles = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')

type Scheme = 'light' | 'dark'
type Rgb = [number, number, number]

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  test.each(['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5'])(
    '%s stands out from a card',
    (name) => {
      const ratio = contrast(linearRgb(colour(name, scheme)), linearRgb(colour('--card', scheme)))
      expect(ratio).toBeGreaterThanOrEqual(LEAST)
    },
  )
})

/** Lightness, chroma and hue of a colour of the theme. */
function colour(name: string, scheme: Scheme): [number, number, number] {
  const number = '([\\d.]+)'
  const oklch = `oklch\\(${number} ${number} ${number}\\)`
  const found = new RegExp(`${name}: light-dark\\(${oklch}, ${oklch}\\)`).exec(styles)
  if (found === null) throw new Error(`${name} is not in globals.css`)
  const [l = 0, c = 0, h = 0] = found.slice(scheme === 'light' ? 1 : 4).map(Number)
  return [l, c, h]
}

/** CSS Color 4, "Sample code for color conversions": OKLCH to linear-light sRGB, clipped. */
function linearRgb([lightness, chroma, hue]: [number, number, number]): Rgb {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  return rgb.map((channel) => Math.max(0, Math.min(1, channel))) as Rgb
}

function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
