import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEmail } from '../../../src/cloud/auth/email.ts';
import { deviceName } from '../../../src/cloud/auth/device-name.ts';

describe('an e-mail address, as people type it', () => {
  test.each([
    ['  Maelle.LeGoff@Example.ORG ', 'maelle.legoff@example.org'],
    ['jo+fete@example.org', 'jo+fete@example.org'],
    ['awa@café.fr', 'awa@xn--caf-dma.fr'],
    ['AWA@CAFÉ.FR', 'awa@xn--caf-dma.fr'],
    ['élodie@example.org', 'élodie@example.org'],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
    ['1@a.museum', '1@a.museum'],
  ])('%s is %s', (typed, email) => {
    expect(parseEmail(typed)).toEqual({ ok: true, value: email });
  });

  test('a plus sign makes another address', () => {
    expect(parseEmail('jo@example.org')).not.toEqual(parseEmail('jo+fete@example.org'));
  });

  test.each([
    ['', 'email-empty'],
    ['   ', 'email-empty'],
    ['awa', 'email-wrong'],
    ['awa@', 'email-wrong'],
    ['@example.org', 'email-wrong'],
    ['awa@example', 'email-wrong'],
    ['awa@exam ple.org', 'email-wrong'],
    ['a b@example.org', 'email-wrong'],
    ['awa@@example.org', 'email-wrong'],
    ['.awa@example.org', 'email-wrong'],
    ['awa..b@example.org', 'email-wrong'],
    ['awa@example.org, bob@example.org', 'email-wrong'],
    ['awa@example.org\r\nBcc: all@example.org', 'email-wrong'],
    ['<awa@example.org>', 'email-wrong'],
    ['awa@127.0.0.1', 'email-wrong'],
    [`${'a'.repeat(65)}@example.org`, 'email-long'],
    [`${'a'.repeat(5_000_000)}@example.org`, 'email-long'],
  ])('%# is refused as %s', (typed, fault) => {
    expect(parseEmail(typed)).toEqual({ ok: false, error: fault });
  });

  test('whatever is typed, what is accepted is one plain address that reads as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.emailAddress(), fc.string({ unit: 'grapheme' })),
        (typed) => {
          const parsed = parseEmail(typed);
          if (!parsed.ok) return;
          expect(parsed.value).not.toMatch(/[\s,<>"\r\n]/);
          expect(parsed.value).toBe(parsed.value.toLowerCase());
          expect(parseEmail(parsed.value)).toEqual(parsed);
        },
      ),
    );
  });
});

test.each([
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox, Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
  ],
  ['<script>alert(1)</script>', ''],
  ['', ''],
])('%s is known to its owner as "%s"', (header, name) => {
  expect(deviceName(header)).toBe(name);
});
