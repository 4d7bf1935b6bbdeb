/** The published states and moves of users and API tokens (platform-api.md sections 5.2 and 5.3), as tables. */
import type { Lifecycle } from '../../base/index.ts';

export type UserStatus = 'invited' | 'joined' | 'expired' | 'deleted';
export type UserAction = 'activate' | 'revoke' | 'reinvite' | 'remove';
export type TokenStatus = 'pending' | 'active' | 'inactive' | 'expired' | 'deleted';
export type TokenAction = 'prepare' | 'activate' | 'deactivate' | 'rotate' | 'renew' | 'expire' | 'delete';

/** Whoever acts for the account itself; the operator acts for every account. */
const HOLDER = ['holder'] as const;
/** What time does. */
const SYSTEM = ['system'] as const;

// prettier-ignore
export const userLifecycle = {
  name: 'user',
  initial: ['invited'],
  final: ['deleted'],
  transitions: [
    { on: 'activate', from: ['invited'], to: 'joined',  by: HOLDER, rule: 'user/2' },
    { on: 'revoke',   from: ['invited'], to: 'expired', by: ['holder', 'system'], rule: 'user/3' },
    { on: 'reinvite', from: ['expired'], to: 'invited', by: HOLDER, rule: 'user/4' },
    { on: 'remove',   from: ['joined', 'expired'], to: 'deleted', by: HOLDER, rule: 'user/5' },
  ],
} as const satisfies Lifecycle<UserStatus, UserAction, 'holder' | 'system'>;

/** A token is accepted while it is pending: nothing that preparing it does is needed by a call. The operator's begin active. */
// prettier-ignore
export const tokenLifecycle = {
  name: 'token',
  initial: ['pending', 'active'],
  final: ['deleted'],
  transitions: [
    { on: 'prepare',    from: ['pending'],             to: 'active',   by: SYSTEM, rule: 'api-token/2' },
    { on: 'deactivate', from: ['pending', 'active'],   to: 'inactive', by: HOLDER, rule: 'api-token/3' },
    { on: 'activate',   from: ['pending', 'inactive'], to: 'active',   by: HOLDER, rule: 'api-token/4' },
    { on: 'rotate',     from: ['pending', 'active'],   to: 'active',   by: HOLDER },
    { on: 'renew',      from: ['active', 'expired'],   to: 'active',   by: HOLDER },
    { on: 'expire',     from: ['active'],              to: 'expired',  by: SYSTEM },
    { on: 'delete',     from: ['pending', 'active', 'inactive', 'expired'], to: 'deleted', by: HOLDER, rule: 'api-token/5' },
  ],
} as const satisfies Lifecycle<TokenStatus, TokenAction, 'holder' | 'system'>;
