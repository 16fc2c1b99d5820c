import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ThemePicker } from '@/components/shell/theme-picker'
import { parseTheme } from '@/lib/theme'

describe('the theme', () => {
  it('changes at once, and is remembered for the server', () => {
    render(<ThemePicker initial="system" />)
    fireEvent.click(screen.getByLabelText('Dark'))
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(document.cookie).toContain('rowcast-theme=dark')

    fireEvent.click(screen.getByLabelText('System'))
    expect(document.documentElement.dataset.theme).toBeUndefined()
    expect(document.cookie).toContain('rowcast-theme=system')
  })

  it('follows the system when the cookie says anything else', () => {
    expect(parseTheme(undefined)).toBe('system')
    expect(parseTheme('"><script>')).toBe('system')
    expect(parseTheme('dark')).toBe('dark')
  })
})
