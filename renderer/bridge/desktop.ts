declare global {
  interface Window {
    /** Put there by the preload of the desktop window; a plain browser has none. */
    readonly tibilletWindow?: { readonly isDesktop: true };
  }
}

/** Whether this page stands in the desktop window, which only a manager may close. */
export const isInDesktopWindow = (): boolean => window.tibilletWindow?.isDesktop === true;
