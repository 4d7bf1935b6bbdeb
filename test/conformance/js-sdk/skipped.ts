/**
 * What the package has and no test of it uses, each with the reason. Every resource inherits five methods; where the
 * published API has no operation behind one of them, there is nothing to serve.
 */

// prettier-ignore
const NO_OPERATION: Readonly<Record<string, string>> = {
  AssetResource:                'create update delete', // orders do all that
  BillingRequestResource:       'update delete',        // a fact: only its attributes change
  CaseAttachmentsResource:      'update',
  CaseResource:                 'delete',
  CaseSettingsResource:         'create delete',        // each account has them already
  ConversationResource:         'update',
  ListingRequestResource:       'update delete',        // moved on by its verbs, taken back by cancel
  MessageResource:              'get delete',
  ProductConfigurationResource: 'get update delete',    // a value has no id; creating it again replaces it
  ProductConnectionsResource:   'delete',
  ProductVersionResource:       'delete',               // immutable
  RecurringAssetResource:       'create update delete', // orders do all that
  RequestResource:              'delete',               // drafts that nobody finishes go by themselves
  TierAccountRequestResource:   'update delete',
  TierAccountVersionResource:   'create update delete', // changing the account makes them
  TierConfigRequestResource:    'delete',
  TierConfigResource:           'create update delete', // their requests do all that
};

/** They only throw: an adapter writes its own. */
const ABSTRACT = ['AbstractHttpAdapter.parseResponse', 'AbstractHttpAdapter.prepareRequest'];

/** Class and inherited method. */
export const unserved = Object.entries(NO_OPERATION).flatMap(([name, methods]) => methods.split(' ').map((method) => [name, method] as const));
export const skipped: readonly string[] = [...unserved.map((one) => one.join('.')), ...ABSTRACT];
