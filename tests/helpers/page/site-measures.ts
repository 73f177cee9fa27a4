/**
 * What a finger and an eye need of a page of the site (STYLE, "What people touch and see"), measured
 * in the page. Runs inside the page: it may use nothing from around it.
 */
export function measureSite(): string[] {
  const MAIN_TARGET_PX_MIN = 44;
  const TARGET_PX_MIN = 24;
  const MAIN =
    '.button, .tab, .chip, .bar-link, .choice-card, .count, .choice, .field input, .field select, .field textarea';
  const TARGETS = 'a[href], button, summary, select, textarea, input:not([type="hidden"])';
  const faults: string[] = [];

  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('.skip, .hidden') === null;
  /** A link among words is as high as its line; there is room above and below. */
  const isAmongWords = (element: Element): boolean =>
    element.matches('a') && getComputedStyle(element).display === 'inline';
  /** The finger meets the label around a tick or a choice as well. */
  const boxOf = (element: Element): DOMRect => {
    const label = element.closest('label');
    return (label ?? element).getBoundingClientRect();
  };

  for (const target of document.querySelectorAll(`${TARGETS}, ${MAIN}`)) {
    if (!isShown(target) || isAmongWords(target)) continue;
    const isSmall = target.matches('[type="checkbox"], [type="radio"]');
    const min = target.matches(MAIN) && !isSmall ? MAIN_TARGET_PX_MIN : TARGET_PX_MIN;
    const { width, height } = boxOf(target);
    if (width < min - 0.5 || height < min - 0.5) {
      faults.push(`target ${Math.round(width)} x ${Math.round(height)}: ${nameOf(target)}`);
    }
  }

  const titles = document.querySelectorAll('h1').length;
  if (titles !== 1) faults.push(`${titles} titles of the page`);

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.querySelectorAll('main *')].filter(
      (element) =>
        element.getBoundingClientRect().right > clientWidth + 1 &&
        element.closest('.table-box, .hidden') === null,
    );
    faults.push(
      `page ${scrollWidth} px in ${clientWidth} px: ${wide.slice(0, 3).map(nameOf).join(', ')}`,
    );
  }
  return faults;
}
