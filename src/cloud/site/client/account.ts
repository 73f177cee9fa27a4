/**
 * Keeps an open page fresh: asks whether something changed, and when it did draws the page again in
 * place. Without this module a reload shows the same.
 */

const ASK_EVERY_MS = 1_500;
const STATE_URL = document.getElementById('contenu')?.dataset['state'] ?? '/mon-compte/etat';
const SENDING_MS_MAX = 10_000;
const TOUCHED = 'a, button, summary';

let known: string | null = null;
/** A form is on its way: drawn again now, it would be another form with another id. */
let isSending = false;

async function look(): Promise<void> {
  if (document.visibilityState === 'hidden' || isSending) return;
  const headers: Record<string, string> = known === null ? {} : { 'If-None-Match': known };
  const answer = await fetch(STATE_URL, { headers, cache: 'no-store', redirect: 'manual' });
  const etag = answer.headers.get('ETag');
  if (etag === null || etag === known) return;
  const isFirst = known === null;
  known = etag;
  if (!isFirst) await redraw();
}

/** Puts the new content in place; what the reader had opened stays open, and the keyboard where it was. */
async function redraw(): Promise<void> {
  const answer = await fetch(location.href, { cache: 'no-store' });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [before, after] = [document.getElementById('contenu'), fresh.getElementById('contenu')];
  if (before === null || after === null || isSending) return;
  const opened = new Set(
    [...before.querySelectorAll('details[open]')].map((details) => details.id),
  );
  for (const details of after.querySelectorAll('details')) {
    if (opened.has(details.id)) details.open = true;
  }
  const touched = [...before.querySelectorAll(TOUCHED)].find(
    (element) => element === document.activeElement,
  );
  keepTyped(before, fresh);
  const typingId = before.contains(document.activeElement) ? document.activeElement?.id : undefined;
  before.replaceChildren(...after.childNodes);
  if (touched === undefined) {
    if (typingId) document.getElementById(typingId)?.focus({ preventScroll: true });
    return;
  }
  [...before.querySelectorAll<HTMLElement>(TOUCHED)]
    .find((element) => wordsOf(element) === wordsOf(touched))
    ?.focus({ preventScroll: true });
}

type Answer = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What was typed or chosen and not sent yet stays; what nobody touched is as the cloud says now. */
function keepTyped(before: HTMLElement, fresh: Document): void {
  for (const field of before.querySelectorAll<Answer>('input[id], textarea[id], select[id]')) {
    const same = fresh.getElementById(field.id);
    if (!isTouched(field)) continue;
    if (field instanceof HTMLInputElement && same instanceof HTMLInputElement) {
      same.checked = field.checked;
    }
    if (same !== null && same.tagName === field.tagName) (same as Answer).value = field.value;
  }
}

function isTouched(field: Answer): boolean {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  }
  const isTicked = field instanceof HTMLInputElement && field.checked !== field.defaultChecked;
  return isTicked || field.value !== field.defaultValue;
}

/** What tells a link or a button from the others of its page. */
const wordsOf = (element: Element): string =>
  `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent}`;

document.addEventListener('submit', () => {
  isSending = true;
  // A form that gives a file leaves the page where it is.
  setTimeout(() => (isSending = false), SENDING_MS_MAX);
});
// A page that the browser kept, and shows again when somebody goes back.
addEventListener('pageshow', () => {
  isSending = false;
});
// A look that fails is made up by the next one.
setInterval(() => void look().catch(() => {}), ASK_EVERY_MS);
document.addEventListener('visibilitychange', () => void look().catch(() => {}));
void look().catch(() => {});
