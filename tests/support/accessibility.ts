import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

/** What a change of the theme can make wrong. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page as it is now. */
export function accessibilityFaults(page: Page) {
  return faults(page, (axe) => axe.withTags(ALL))
}

/** The same in the light and in the dark, with one visit. */
export async function accessibilityFaultsInBothThemes(page: Page) {
  await page.emulateMedia({ colorScheme: 'light' })
  const inTheLight = await accessibilityFaults(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const inTheDark = await faults(page, (axe) => axe.withRules(COLOUR_RULES))
  return { inTheLight, inTheDark }
}

export const NO_FAULTS = { inTheLight: [], inTheDark: [] }

async function faults(page: Page, choose: (axe: AxeBuilder) => AxeBuilder) {
  // What fades has no contrast yet, and a toast may come at any moment: nothing fades for whom motion is reduced.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  // No page has frames of other sites, and what is right need not be listed: either costs as much as the check.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await choose(axe).analyze()
  await page.emulateMedia({ reducedMotion: null })
  return violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map((node) => node.target) }))
}

/** Buttons and fields that a thumb would miss (WCAG 2.5.8 asks for 24 px; links inside a sentence are exempt). */
export function tooSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>('button, input:not([type=hidden]), select, summary'),
    ]
    const small = targets.filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      const isShown = width > 1 && height > 1 && target.checkVisibility()
      // The close button of a toast has an invisible edge that makes it 44 px; its box does not show that.
      const isOfToast = target.closest('[data-sonner-toast]') !== null
      return isShown && !isOfToast && target.closest('label') === null && Math.min(width, height) < 24
    })
    return small.map((target) => target.outerHTML.slice(0, 120))
  })
}
