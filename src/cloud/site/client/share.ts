/**
 * The share button opens the phone's own choice of apps. Without this module, or in a browser that
 * cannot share, the address to copy and the mail stand there instead.
 */
const button = document.querySelector<HTMLElement>('[data-share]');

if (button !== null && 'share' in navigator) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const { share: text = '', url = location.href } = button.dataset;
    // Closing the choice of apps is no failure.
    navigator.share({ title: text, text, url }).catch(() => {});
  });
}
