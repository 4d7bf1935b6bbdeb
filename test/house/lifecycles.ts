/** Every lifecycle of the domain by its module, whose README shows its diagram. */
import type { Lifecycle } from '../../runtime/base/index.ts';
import { sessionLifecycle, tokenLifecycle, userLifecycle } from '../../runtime/domain/accounts/index.ts';
import { contractLifecycles } from '../../runtime/domain/contracts/index.ts';
import { caseLifecycle } from '../../runtime/domain/helpdesk/index.ts';
import { listingRequestLifecycle } from '../../runtime/domain/marketplaces/index.ts';
import { postLifecycle } from '../../runtime/domain/news/index.ts';
import { requestLifecycle } from '../../runtime/domain/orders/index.ts';
import { itemLifecycle, productLifecycle } from '../../runtime/domain/products/index.ts';
import { configRequestLifecycle } from '../../runtime/domain/tier-configs/index.ts';
import { accountRequestLifecycle } from '../../runtime/domain/tiers/index.ts';
import { usageChunkLifecycle, usageFileLifecycle } from '../../runtime/domain/usage/index.ts';

export const LIFECYCLES: Readonly<Record<string, readonly Lifecycle[]>> = {
  accounts: [userLifecycle, tokenLifecycle, sessionLifecycle],
  contracts: Object.values(contractLifecycles),
  helpdesk: [caseLifecycle],
  marketplaces: [listingRequestLifecycle],
  news: [postLifecycle],
  orders: [requestLifecycle],
  products: [productLifecycle, itemLifecycle],
  'tier-configs': [configRequestLifecycle],
  tiers: [accountRequestLifecycle],
  usage: [usageFileLifecycle, usageChunkLifecycle],
};
