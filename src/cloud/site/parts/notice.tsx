import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from './icon.tsx';

export type NoticeTone = 'done' | 'refused' | 'attention' | 'info';

const ICONS = { done: 'check', refused: 'cross', attention: 'warning', info: 'info' } as const;

type NoticeProps = PropsWithChildren<{ readonly tone: NoticeTone; readonly title: string }>;

/** What just happened, or what to know: an icon, a word, a colour. */
export const Notice = ({ tone, title, children }: NoticeProps) => (
  <div class={`notice notice-${tone}`} role={tone === 'refused' ? 'alert' : 'status'}>
    <span class="notice-mark">
      <Icon name={ICONS[tone]} />
    </span>
    <div class="notice-text">
      <p class="notice-title">{title}</p>
      {children}
    </div>
  </div>
);
