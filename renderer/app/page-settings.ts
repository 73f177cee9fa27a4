import { useEffect } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';

/** Language and theme of the page, as the station keeps them. */
export function usePageSettings(screen: ScreenState | null): void {
  const theme = screen?.preferences.theme ?? 'auto';
  const language = screen?.preferences.language ?? 'fr';
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme, language]);
}
