import { drawGallery } from '../helpers/page/gallery.ts';
import { OPENED, SELLING, replyTo } from './gallery-selling-states.ts';

/** Articles of every kind, the basket, the ways to pay, and the manager who is asked. */
drawGallery({
  name: 'selling',
  states: SELLING,
  opened: OPENED,
  reply: replyTo,
  kept: new Set([
    'basket-kinds',
    'part-paid',
    'stock-low',
    'approval',
    'approval-blocked',
    'left-handed',
    'done-card',
    'pay-all',
    'pay-people',
    'pay-articles',
    'bank-card',
    'offered',
    'discount',
    'discount-why',
    'search',
    'count',
    'line',
    'measure',
    'open-price',
    'room',
    'ticket',
    'ticket-names',
    'membership-find',
    'membership-price',
    'deposit',
  ]),
});
