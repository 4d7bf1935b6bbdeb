/** Contracts as dispatch sees them: notices, answered with no decision of their own. */
import { showMany, type Subject } from '../kit/index.ts';
import { contracts } from './fields.ts';

export const contractSubject: Subject = {
  objectClass: 'contract',
  status: (object) => (object as { status: string }).status,
  read: (ctx, ids) => showMany(ctx, contracts, ids),
  decisions: {},
};
