/**
 * Stands for the site's address in a mail that is written inside a transaction, where nothing knows
 * on which address the cloud is reached. It is put in as the mail leaves.
 */
export const SITE_ADDRESS = 'https://site.invalid';

export const withSiteAddress = (text: string, publicUrl: string): string =>
  text.replaceAll(SITE_ADDRESS, publicUrl.replace(/\/$/, ''));
