/**
 * What a hand and an eye need of a kiosk (STYLE, "What people touch and see"), measured in the
 * page. Runs inside the page: it may use nothing from around it.
 */
export function measureKiosk(): string[] {
  /** A door is read from two metres, and touched while passing by. */
  const isDoor = document.querySelector('.badge-screen') !== null;
  const MAIN_TARGET_PX_MIN = 64;
  const TARGET_PX_MIN = 48;
  const GAP_PX_MIN = 8;
  /** On a door of 1920 px: 32 px, and 96 px for the figures that matter. */
  const TEXT_PX_MIN = isDoor ? Math.max(20, innerWidth / 60) : 20;
  const FIGURE_PX_MIN = innerWidth / 20;
  const MAIN =
    '.tile, .key, .rail-item, .choice, .row, .button-main, .button-dusk, .button-ink, .segment';
  const faults: string[] = [];

  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}"`;
  const isShown = (element: Element): boolean =>
    element.closest('[inert]') === null &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  /** What hands meet: the button, or its pieces where the button itself lets touches through. */
  const piecesOf = (target: Element): readonly Element[] =>
    getComputedStyle(target).pointerEvents === 'none'
      ? [...target.children].filter((piece) => getComputedStyle(piece).pointerEvents !== 'none')
      : [target];
  /** The part that no scrolling ancestor hides. */
  const visibleBox = (element: Element): DOMRect => {
    const box = element.getBoundingClientRect();
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflow === 'visible') continue;
      const frame = parent.getBoundingClientRect();
      [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
      [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };

  const targets = [...document.querySelectorAll('button')].filter(isShown);
  for (const target of targets) {
    const { width, height } = target.getBoundingClientRect();
    const isMain = target.matches(MAIN) || target.closest('.badge-screen') !== null;
    const min = isMain ? MAIN_TARGET_PX_MIN : TARGET_PX_MIN;
    if (width < min - 0.5 || height < min - 0.5) {
      faults.push(`target ${Math.round(width)} x ${Math.round(height)}: ${nameOf(target)}`);
    }
  }
  // What is not in a list that scrolls stands whole on the door.
  const door = document.querySelector('.badge-screen')?.getBoundingClientRect();
  for (const target of targets) {
    if (door === undefined || target.closest('.badge-screen') === null) continue;
    if (target.closest('.spaces, .guest-list, .ask-space-list') !== null) continue;
    const { bottom } = target.getBoundingClientRect();
    const isCut = visibleBox(target).height < target.getBoundingClientRect().height - 1;
    if (bottom > door.bottom + 1 || isCut) faults.push(`cut off: ${nameOf(target)}`);
  }
  const boxes = targets
    .flatMap((target) => piecesOf(target).map((piece) => ({ target, box: visibleBox(piece) })))
    .filter(({ box }) => box.width > 0 && box.height > 0);
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      if (other.target === one.target) continue;
      const across =
        Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
      const down =
        Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
      const gap = Math.max(across, down);
      if (gap < GAP_PX_MIN - 0.5) {
        faults.push(`gap ${gap.toFixed(1)}: ${nameOf(one.target)} and ${nameOf(other.target)}`);
      }
    }
  }

  for (const figure of document.querySelectorAll('[data-figure]')) {
    const size = Number.parseFloat(
      getComputedStyle(figure.querySelector('.big-amount') ?? figure).fontSize,
    );
    if (size < FIGURE_PX_MIN) faults.push(`figure ${size}: ${nameOf(figure)}`);
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || (node.textContent ?? '').trim() === '' || !isShown(holder)) continue;
    if (holder.closest('.only-heard, script, style') !== null) continue;
    const size = Number.parseFloat(getComputedStyle(holder).fontSize);
    if (size < TEXT_PX_MIN) faults.push(`text ${size}: ${nameOf(holder)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    const frame = holder.closest(
      'button, .row, .status-part, .stub, .result, .line, .entry, .halted, .away-card, .sheet, .customer, .paper, .door-evening, .door-inside-now',
    );
    if (frame !== null && !frame.matches('.tray-pass')) {
      const box = frame.getBoundingClientRect();
      if (words.left < box.left - 1 || words.right > box.right + 1) {
        faults.push(`words leave their place: ${nameOf(holder)}`);
      }
    }
  }
  // What came of a tap is read at a glance: nobody scrolls in it.
  const result = document.querySelector('.result-body');
  if (result !== null && result.scrollHeight > result.clientHeight + 1) {
    faults.push(`result hides ${result.scrollHeight - result.clientHeight} px of its words`);
  }
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) {
    faults.push(`page ${scrollWidth} x ${scrollHeight} in ${clientWidth} x ${clientHeight}`);
  }
  return faults;
}
