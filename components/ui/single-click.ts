import type { MouseEvent } from 'react'

/**
 * For a button in whose place another one appears when it has been pressed: the second press of a double click was meant
 * for the first one. Presses by keyboard count each.
 */
export function singleClick(press: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail < 2) press()
  }
}
