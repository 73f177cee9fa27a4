import type { Handlers } from '../acting.ts';
import { mailReceipt } from '../receipts/mail-receipt.ts';
import { printReceipt } from '../receipts/print-receipt.ts';
import { cancelSale } from './cancel-sale.ts';
import { changeMeansOfSale } from './change-means.ts';

type Kind = 'cancel-sale' | 'change-means' | 'print-receipt' | 'mail-receipt';

export const correctionHandlers: Handlers<Kind> = {
  'cancel-sale': cancelSale,
  'change-means': changeMeansOfSale,
  'print-receipt': ({ context }, { staff }, intention) => printReceipt(context, staff, intention),
  'mail-receipt': ({ context }, { staff }, intention) => mailReceipt(context, staff, intention),
};
