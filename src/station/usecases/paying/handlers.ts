import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';
import { payCash } from './pay-cash.ts';

type Kind =
  | 'pay-cash'
  | 'pay-bank-card'
  | 'pay-cheque'
  | 'pay-offered'
  | 'arm-pass'
  | 'keep-short-pass'
  | 'withdraw-pledge';

export const payingHandlers: Handlers<Kind> = {
  'pay-cash': ({ context }, { staff }, intention) => payCash(context, staff, intention),
  'pay-bank-card': () => err('busy'),
  'pay-cheque': () => err('busy'),
  'pay-offered': () => err('busy'),
  'arm-pass': () => err('busy'),
  'keep-short-pass': () => err('busy'),
  'withdraw-pledge': () => err('busy'),
};
