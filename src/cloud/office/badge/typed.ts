import { AMOUNT_CENTS_MAX, cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';

/** Reads what people type in forms. Null: it is not that. Nothing typed is the caller's case. */

/** `12`, `12,5`, `12.50`, `1 200,00 €`. */
export function readEuros(text: string): Cents | null {
  const digits = text.replaceAll(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  if (!/^\d{1,9}(\.\d{0,2})?$/.test(digits)) return null;
  const [euros = '0', part = ''] = digits.split('.');
  const value = Number(euros) * 100 + Number(part.padEnd(2, '0'));
  return value > AMOUNT_CENTS_MAX ? null : cents(value);
}

/** `10 h`, `7h30`, `0:45`, `45 min`; a number alone is in the unit asked for. */
export function readMinutes(text: string, unit: 'hours' | 'minutes'): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').toLowerCase();
  const both = /^(\d{1,5})(?:h|:)(\d{0,2})(?:min)?$/.exec(plain);
  if (both !== null) {
    const rest = Number(both[2] === '' ? '0' : both[2]);
    return rest > 59 ? null : Number(both[1]) * 60 + rest;
  }
  const minutes = /^(\d{1,6})min$/.exec(plain);
  if (minutes !== null) return Number(minutes[1]);
  if (unit === 'minutes') return /^\d{1,6}$/.test(plain) ? Number(plain) : null;
  const hours = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(plain);
  if (hours === null) return null;
  const value = Number(`${hours[1]}.${hours[2] ?? '0'}`) * 60;
  return Number.isInteger(value) ? value : null;
}

/** An hour of the day: `20:00`, `20 h`, `9h30`. Gives `09:30`. */
export function readHour(text: string): string | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').toLowerCase();
  const parts = /^(\d{1,2})(?:h|:)?(\d{2})?$/.exec(plain);
  if (parts === null || Number(parts[1]) > 23 || Number(parts[2] ?? '0') > 59) return null;
  return `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? '00'}`;
}

/** A rate in per cent as hundredths of a per cent: `5,5` is 550. */
export function readRate(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f%]/g, '').replace(',', '.');
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return null;
  const value = Math.round(Number(plain) * 100);
  return value > 10_000 ? null : value;
}

export function readWhole(text: string, min: number, max: number): number | null {
  const plain = text.trim();
  if (!/^\d{1,6}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= min && value <= max ? value : null;
}

/** `2026-11`, when it is a month. */
export const readMonth = (text: string): string | null =>
  /^20\d{2}-(0[1-9]|1[0-2])$/.test(text) ? text : null;

/** As a field of a form shows it: `12,50`. */
export const eurosTyped = (amount: Cents): string =>
  `${Math.floor(amount / 100)},${String(amount % 100).padStart(2, '0')}`;

/** `10 h`, `7 h 30`. */
export function minutesTyped(minutes: number): string {
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}

export const rateTyped = (bp: number): string => String(bp / 100).replace('.', ',');
