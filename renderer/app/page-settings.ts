import { useEffect } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';

type Look = Pick<ScreenState['preferences'], 'language' | 'theme'>;

/** Language and light of the whole page, as the station keeps them. */
export function usePageSettings(look: Look | null): void {
  const theme = look?.theme ?? 'auto';
  const language = look?.language ?? 'fr';
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme, language]);
}
