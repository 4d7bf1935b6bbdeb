/** Billing requests as dispatch sees them: facts, answered with no decision of their own. */
import { showMany, type Subject } from '../kit/index.ts';
import { billingRequests } from './fields.ts';

export const billingRequestSubject: Subject = {
  objectClass: 'billing_request',
  status: () => '',
  read: (ctx, ids) => showMany(ctx, billingRequests, ids),
  decisions: {},
};
