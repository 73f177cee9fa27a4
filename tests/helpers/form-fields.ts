import type { Page } from './site-visitor.ts';

/** What stands in the form of a page towards an address, as a browser would send it. */
export function fieldsOf(page: Page, action: string): Readonly<Record<string, string>> {
  const forms = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
  const content = forms.find((form) => (form[1] ?? '').startsWith(action))?.[2];
  if (content === undefined) throw new Error(`no form towards ${action} on ${page.path}`);
  return Object.fromEntries([...inputsOf(content), ...areasOf(content), ...selectsOf(content)]);
}

type Field = readonly [name: string, value: string];

const attribute = (tag: string, name: string): string =>
  plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const inputsOf = (content: string): readonly Field[] =>
  [...content.matchAll(/<input[^>]*>/g)].flatMap(([tag]): readonly Field[] => {
    const isCheckbox = attribute(tag, 'type') === 'checkbox';
    if (isCheckbox && !/\bchecked\b/.test(tag)) return [];
    return [[attribute(tag, 'name'), attribute(tag, 'value')]];
  });

const areasOf = (content: string): readonly Field[] =>
  [...content.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)].map(
    (match): Field => [match[1] ?? '', plain(match[2] ?? '')],
  );

const selectsOf = (content: string): readonly Field[] =>
  [...content.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    (match): Field => {
      const options = [...(match[2] ?? '').matchAll(/<option[^>]*>/g)].map(([tag]) => tag);
      const chosen = options.find((tag) => /\bselected\b/.test(tag)) ?? options[0] ?? '';
      return [match[1] ?? '', attribute(chosen, 'value')];
    },
  );

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** What the page says beside a field; empty when nothing is wrong with it. */
export function problemAt(page: Page, field: string): string {
  const found =
    new RegExp(`id="${field}-problem"[^>]*>([\\s\\S]*?)</p>`).exec(page.html)?.[1] ?? '';
  return plain(found.replaceAll(/<svg[\s\S]*?<\/svg>|<[^>]+>/g, '')).trim();
}
