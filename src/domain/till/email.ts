/** Longest address that mail servers take. */
const LENGTH_MAX = 254;
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Whether a text can be an e-mail address: it catches a typing error, it proves nothing. */
export const looksLikeEmail = (text: string): boolean =>
  text.length <= LENGTH_MAX &&
  ADDRESS.test(text) &&
  !text.includes('..') &&
  !/(^|@)\.|\.@/.test(text);
