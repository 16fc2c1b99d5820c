// What browsers have and jsdom lacks, as far as our components use it.

const WIDTH_PX = 600

/** Everything is 600 px wide. */
class FixedResizeObserver implements ResizeObserver {
  readonly #tell: ResizeObserverCallback

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell
  }

  observe(target: Element) {
    const contentRect = new DOMRect(0, 0, WIDTH_PX, 0)
    const box: ResizeObserverSize[] = []
    const entry = {
      target,
      contentRect,
      borderBoxSize: box,
      contentBoxSize: box,
      devicePixelContentBoxSize: box,
    }
    this.#tell([entry], this)
  }

  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver ??= FixedResizeObserver

/** A dialog that opens and closes, without a backdrop and without holding the focus. */
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}

HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  if (!this.open) return
  this.open = false
  // As in browsers, it is told in a task of its own.
  setTimeout(() => this.dispatchEvent(new Event('close')))
}

/** A popover is not told apart from what is always there. */
HTMLElement.prototype.hidePopover ??= function hidePopover() {}
