import { domainToASCII, domainToUnicode } from 'node:url';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Brand } from '../../shared/brand.ts';

/** An address that names one person: lower case, its domain as the network writes it. */
export type Email = Brand<string, 'Email'>;

export type EmailFault = 'email-empty' | 'email-wrong' | 'email-long';

/** RFC 5321: 64 characters before the @, 254 in all. */
const LOCAL_LENGTH_MAX = 64;
const EMAIL_LENGTH_MAX = 254;

// No quotes and no spaces before the @: such addresses exist on paper only.
const LOCAL = /^[^\s"(),:;<>@[\\\]\p{Cc}]+$/u;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/**
 * Reads an address as a person types it. `Jo+Fete@Café.FR` and `jo+fete@xn--caf-dma.fr` are the
 * same person; `jo@` and `jo+fete@` are two.
 */
export function parseEmail(typed: string): Result<Email, EmailFault> {
  const text = typed.trim().normalize('NFC');
  if (text === '') return err('email-empty');
  if (text.length > EMAIL_LENGTH_MAX) return err('email-long');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0)).toLowerCase();
  const domain = domainToASCII(text.slice(at + 1));
  if (local.length > LOCAL_LENGTH_MAX) return err('email-long');
  const hasGoodDots = !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
  if (!LOCAL.test(local) || !hasGoodDots || !DOMAIN.test(domain)) return err('email-wrong');
  const email = `${local}@${domain}`;
  return email.length > EMAIL_LENGTH_MAX ? err('email-long') : ok(email as Email);
}

/** The address as people write it: `zoé@café.fr`, not as the network does. */
export function readableEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at + 1)}${domainToUnicode(email.slice(at + 1))}`;
}
