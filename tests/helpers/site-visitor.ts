import type { SiteWorld } from './site-world.ts';
import { PUBLIC_URL } from './site-world.ts';

/** A browser without JavaScript: keeps cookies, follows redirects when asked, fills forms in. */
export type Visitor = {
  readonly get: (path: string) => Promise<Page>;
  readonly post: (path: string, fields: Readonly<Record<string, string>>) => Promise<Page>;
  /** Sends the first form of a page whose action starts with this path, with its hidden fields. */
  readonly send: (
    page: Page,
    action: string,
    fields?: Readonly<Record<string, string>>,
  ) => Promise<Page>;
  readonly cookies: Map<string, string>;
};

export type Page = {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  /** What a person reads, on one line. The narrow spaces of amounts and hours stay as they are. */
  readonly text: string;
  readonly headers: Headers;
};

const REDIRECTS_MAX = 5;

export function newVisitor(
  world: SiteWorld,
  headers: Readonly<Record<string, string>> = {},
): Visitor {
  const cookies = new Map<string, string>();

  const ask = async (path: string, init: RequestInit, hops: number): Promise<Page> => {
    const response = await world.request(path, {
      ...init,
      redirect: 'manual',
      headers: {
        ...headers,
        ...(init.headers as Record<string, string>),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null && hops < REDIRECTS_MAX) return ask(location, {}, hops + 1);
    const html = await response.text();
    return { status: response.status, path, html, text: textOf(html), headers: response.headers };
  };

  const post: Visitor['post'] = (path, fields) =>
    ask(
      path,
      {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: PUBLIC_URL,
          'sec-fetch-site': 'same-origin',
        },
      },
      0,
    );

  return {
    get: (path) => ask(path, {}, 0),
    post,
    send: (page, action, fields = {}) => {
      const form = formsOf(page.html).find((candidate) => candidate.action.startsWith(action));
      if (form === undefined) throw new Error(`no form towards ${action} on ${page.path}`);
      return post(form.action, { ...form.hidden, ...fields });
    },
    cookies,
  };
}

const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const textOf = (html: string): string =>
  unescapeHtml(
    html
      .replaceAll(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ')
      .replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ')
      .replaceAll(/<[^>]+>/g, ' '),
  )
    .replaceAll(/[ \t\r\n\u00a0]+/g, ' ')
    // The euro sign of a large amount stands in an element of its own.
    .replaceAll('\u202f €', '\u202f€')
    .trim();

function formsOf(
  html: string,
): readonly { readonly action: string; readonly hidden: Readonly<Record<string, string>> }[] {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map((match) => {
    const inputs = [
      ...(match[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g),
    ];
    return {
      action: unescapeHtml(match[1] ?? ''),
      hidden: Object.fromEntries(
        inputs.map((input) => [input[1] ?? '', unescapeHtml(input[2] ?? '')]),
      ),
    };
  });
}

/** The newest mail to an address, as it waits in the queue. */
export async function newestMail(
  world: SiteWorld,
  to: string,
): Promise<{ readonly code: string; readonly link: string; readonly text: string } | null> {
  const row = await world.db.query
    .selectFrom('mail')
    .selectAll()
    .where('to_address', '=', to)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (row === undefined) return null;
  const code = /\b(\d{6})\b/.exec(row.text)?.[1] ?? '';
  const link = /https?:\/\/\S+/.exec(row.text)?.[0] ?? '';
  return { code, link, text: row.text };
}

/** Signs a person in through the pages and the mail. */
export async function signIn(world: SiteWorld, visitor: Visitor, email: string): Promise<Page> {
  const asked = await visitor.get('/entrer');
  const codePage = await visitor.send(asked, '/entrer', { email });
  const mail = await newestMail(world, email);
  if (mail === null) throw new Error(`no mail to ${email}`);
  return visitor.send(codePage, '/entrer/code', { code: mail.code });
}
