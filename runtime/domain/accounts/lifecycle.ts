/** The published states and moves of users and API tokens (platform-api.md sections 5.2 and 5.3), as tables. */
import type { Lifecycle } from '../../base/index.ts';

export type UserStatus = 'invited' | 'joined' | 'expired' | 'deleted';
export type UserAction = 'activate' | 'revoke' | 'reinvite' | 'remove';
export type TokenStatus = 'active' | 'inactive' | 'deleted';
export type TokenAction = 'activate' | 'deactivate' | 'rotate' | 'delete';

/** Whoever acts for the account itself; the operator acts for every account. */
const HOLDER = ['holder'] as const;

// prettier-ignore
export const userLifecycle = {
  name: 'user',
  initial: ['invited'],
  final: ['deleted'],
  transitions: [
    { on: 'activate', from: ['invited'], to: 'joined',  by: HOLDER, rule: 'user/2' },
    { on: 'revoke',   from: ['invited'], to: 'expired', by: HOLDER, rule: 'user/3' },
    { on: 'reinvite', from: ['expired'], to: 'invited', by: HOLDER, rule: 'user/4' },
    { on: 'remove',   from: ['joined', 'expired'], to: 'deleted', by: HOLDER, rule: 'user/5' },
  ],
} as const satisfies Lifecycle<UserStatus, UserAction, 'holder'>;

/** A token is prepared in the unit that makes it, so nobody ever sees the published `pending`. */
// prettier-ignore
export const tokenLifecycle = {
  name: 'token',
  initial: ['active'],
  final: ['deleted'],
  transitions: [
    { on: 'deactivate', from: ['active'],             to: 'inactive', by: HOLDER, rule: 'api-token/3' },
    { on: 'activate',   from: ['inactive'],           to: 'active',   by: HOLDER, rule: 'api-token/4' },
    { on: 'rotate',     from: ['active'],             to: 'active',   by: HOLDER },
    { on: 'delete',     from: ['active', 'inactive'], to: 'deleted',  by: HOLDER, rule: 'api-token/5' },
  ],
} as const satisfies Lifecycle<TokenStatus, TokenAction, 'holder'>;
