import { describe, expect, test } from 'vitest';
import { printerSchema, printerSettingsSchema } from '../../../src/contract/config/printers.ts';

describe('what a printer can be set to', () => {
  test('an address gets the usual port and width', () => {
    expect(printerSchema.parse({ role: 'bar', kind: 'network', host: ' 192.168.1.50 ' })).toEqual({
      role: 'bar',
      kind: 'network',
      host: '192.168.1.50',
      port: 9100,
      columns: 42,
    });
  });

  test.each(['printer', 'printer.local', '10.0.0.4', 'fe80::1'])('%s is an address', (host) => {
    expect(printerSchema.safeParse({ role: 'bar', kind: 'network', host }).success).toBe(true);
  });

  test.each(['', 'http://printer', 'printer/path', 'a b', '-x', 'x\ny', '.'])(
    '%j is no address',
    (host) => {
      expect(printerSchema.safeParse({ role: 'bar', kind: 'network', host }).success).toBe(false);
    },
  );

  test.each(['/dev/usb/lp0', '/dev/receipt-printer'])('%s is a device', (path) => {
    expect(printerSchema.safeParse({ role: 'bar', kind: 'device', path }).success).toBe(true);
  });

  test.each(['/etc/passwd', '/dev/../etc/passwd', 'lp0', '/dev/', '/dev/usb/lp0\n', '/dev/a b'])(
    '%j is no device: a setting never writes into another file',
    (path) => {
      expect(printerSchema.safeParse({ role: 'bar', kind: 'device', path }).success).toBe(false);
    },
  );

  test.each([0, 70_000, 9100.5, 'x'])('%j is no port', (port) => {
    const printer = { role: 'bar', kind: 'network', host: 'printer', port };
    expect(printerSchema.safeParse(printer).success).toBe(false);
  });

  test('a role has one printer', () => {
    const printer = { role: 'bar', kind: 'none' };
    expect(printerSettingsSchema.safeParse([printer]).success).toBe(true);
    expect(printerSettingsSchema.safeParse([printer, printer]).success).toBe(false);
  });
});
