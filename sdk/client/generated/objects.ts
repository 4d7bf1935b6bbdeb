/** Generated from the routes by `npm run generate`. */

export interface Reference {
  id?: string | null;
  name?: string | null;
}

export interface Moment {
  at?: string | null;
  by?: Reference;
}

export interface Industry {
  id: string;
  name?: string | null;
}

export interface Country {
  id: string;
  name?: string | null;
}

export interface Module {
  id: string;
  name?: string | null;
}

export interface Account {
  id: string;
  name?: string | null;
  type?: string | null;
  role?: string | null;
  external_id?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  description?: string;
  overview?: string;
  brand?: string;
  sourcing?: boolean;
  public?: boolean;
  countries?: unknown[];
  languages?: unknown[];
  websites?: unknown[];
  headquarters?: string;
}

export interface AccountUser {
  id: string;
  name?: string | null;
  email?: string | null;
  status?: string | null;
  external_id?: string | null;
  groups?: Reference[];
  events?: {
    created?: Moment | null;
    updated?: Moment;
    invited?: Moment;
    expired?: Moment;
    activated?: Moment;
  } | null;
  active?: boolean;
  blocklisted?: boolean;
  region?: string;
  timezone?: string;
}

export interface Membership {
  id: string;
  name?: string | null;
  type?: string | null;
  role?: string | null;
  external_id?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  description?: string;
  overview?: string;
  brand?: string;
  sourcing?: boolean;
  public?: boolean;
  countries?: unknown[];
  languages?: unknown[];
  websites?: unknown[];
}

export interface UserContact {
  id: string;
  type?: string | null;
  status?: string | null;
  tags?: Reference[];
  events?: {
    created?: Moment | null;
    updated?: Moment;
  } | null;
  value?: {
    country_code?: string;
    area_code?: string;
    phone_number?: string;
  };
}

export interface UserSession {
  id: string;
  status?: string | null;
  events?: {
    created?: Moment | null;
    terminated?: Moment;
  } | null;
  current?: boolean;
  location?: {
    country?: string;
  };
  device?: {
    browser?: string;
  };
}

export interface AccountGroup {
  id: string;
  name?: string | null;
  description?: string | null;
  external_id?: string | null;
  permissions?: {
    id?: string | null;
  }[];
  events?: {
    created?: Moment | null;
    updated?: Moment;
    granted?: Moment;
  } | null;
  revision?: number;
  stats?: {
    users?: number;
  };
  color?: string;
  object?: {
    id?: string;
  };
}

export interface GroupUser {
  id: string;
  name?: string | null;
  email?: string | null;
  events?: {
    added?: Moment | null;
    created?: Moment;
    updated?: Moment;
    invited?: Moment;
  } | null;
  active?: boolean;
  status?: string;
  blocklisted?: boolean;
}

export interface AccountMedia {
  id: string;
  name?: string | null;
  position?: number | null;
  type?: string | null;
  description?: string;
  thumbnail?: string;
}

export interface Token {
  id: string;
  handle?: string | null;
  name?: string | null;
  status?: string | null;
  external_id?: string | null;
  owner?: Reference | null;
  expiration_date?: string | null;
  extension?: Reference | null;
  permissions?: {
    id?: string | null;
  }[];
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    granted?: Moment;
  } | null;
  description?: string;
  token?: string;
  renewed_expiration_date?: string;
  renewed_token?: string;
  object?: {
    id?: string;
  };
}

export interface Form {
  id: string;
  name?: string | null;
  type?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment;
  } | null;
  version?: number;
  status?: string;
  schema?: {
    type?: string;
    properties?: {
      tax?: {
        type?: string;
      };
    };
    required?: string[];
  };
}

export interface FormVersion {
  id: string;
  version?: number | null;
  name?: string;
  type?: string;
  status?: string;
  schema?: {
    type?: string;
    properties?: {
      tax?: {
        type?: string;
      };
    };
    required?: string[];
  };
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface Agreement {
  id: string;
  name?: string | null;
  title?: string | null;
  active?: boolean | null;
  type?: string | null;
  version?: {
    version?: number | null;
    id?: string;
    author?: Reference;
    active?: boolean;
    version_created?: string;
    version_contracts?: number;
  } | null;
  owner?: Reference | null;
  forms?: {
    id?: string | null;
  } | null;
  marketplace?: Reference | null;
  created?: string | null;
  updated?: string | null;
  parent?: Reference | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  description?: string;
  document_type?: string;
  auto_accept?: boolean;
  stats?: {
    contracts?: number;
    versions?: number;
  };
}

export interface Contract {
  id: string;
  name?: string | null;
  type?: string | null;
  status?: string | null;
  version?: number | null;
  agreement?: Reference | null;
  marketplace?: Reference | null;
  owner?: Reference | null;
  issuer?: Reference | null;
  created?: string | null;
  updated?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    enrolled?: Moment;
    signed?: Moment;
    refined?: Moment;
    rejected?: Moment;
    terminated?: Moment;
  } | null;
  kind?: string;
  latest?: string;
  version_created?: string;
  note?: string;
  creator?: Reference;
  enrolled?: string;
  signee?: Reference;
  activation?: {
    message?: string;
    code?: string;
  };
  role?: string;
  contract?: {
    id?: string;
    status?: string;
    version?: number;
  };
}

export interface AgreementVersion {
  id: string;
  version?: number | null;
  document_type?: string | null;
  version_created?: string | null;
  author?: Reference;
  active?: boolean;
  version_contracts?: number;
  link?: string;
  agreement?: {
    id?: string;
    type?: string;
    title?: string;
    name?: string;
    description?: string;
    active?: boolean;
    document_type?: string;
    version?: {
      id?: string;
      author?: Reference;
      version?: number;
      active?: boolean;
      link?: string;
      version_created?: string;
    };
    auto_accept?: boolean;
    forms?: Record<string, unknown>;
    owner?: Reference;
    stats?: {
      contracts?: number;
      versions?: number;
    };
    created?: string;
    updated?: string;
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  };
}

export interface ContractData {
  id: string;
  type?: string | null;
  product?: Reference | null;
  item?: {
    id?: string | null;
    name?: string;
    type?: string;
  } | null;
  created?: string | null;
  contract?: Reference;
  data?: {
    tax?: string;
  };
  form_version?: {
    id?: string;
  };
}

export interface ContractVersion {
  id: string;
  contract?: {
    id?: string | null;
    status?: string | null;
    name?: string;
    type?: string;
    kind?: string;
    version?: number;
    latest?: string;
    version_created?: string;
    agreement?: Reference;
    marketplace?: Reference;
    owner?: Reference;
    issuer?: Reference;
    note?: string;
    creator?: Reference;
    enrolled?: string;
    signee?: Reference;
    created?: string;
    updated?: string;
    events?: {
      created?: Moment;
      updated?: Moment;
      enrolled?: Moment;
      refined?: Moment;
      signed?: Moment;
    };
  } | null;
  version?: string;
  signee?: Reference;
  version_created?: string;
}

export interface Product {
  id: string;
  name?: string | null;
  status?: string | null;
  external_id?: string | null;
  version?: number | null;
  owner?: Reference | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    published?: Moment;
    saleended?: Moment;
    saleresumed?: Moment;
  } | null;
  latest?: boolean;
  public?: boolean;
  short_description?: string;
  detailed_description?: string;
  published_at?: string | null;
  changes_description?: string;
  staging?: boolean;
  stats?: {
    versions?: number;
  };
  purchase_model?: string;
  usage_rule?: {
    enabled?: boolean;
    providers?: unknown[];
  };
  configurations?: {
    suspend_resume_supported?: boolean;
    requires_reseller_information?: boolean;
  };
  customer_ui_settings?: Record<string, unknown>;
  capabilities?: {
    reservation?: {
      consumption?: boolean;
    };
    cart?: {
      validation?: boolean;
    };
    inquiring?: {
      validation?: boolean;
    };
    tiers?: {
      updates?: boolean;
      validation?: boolean;
    };
    subscription?: {
      hold?: boolean;
      schema?: string;
      purchase?: {
        scheduling?: boolean;
      };
      change?: {
        editable_ordering_parameters?: boolean;
        editable_fulfillment_parameters?: boolean;
        validation?: boolean;
        inquiring_validation?: boolean;
        scheduling?: boolean;
        simultaneous_adjustment?: boolean;
      };
      suspend?: {
        scheduling?: boolean;
        offline?: string;
      };
      resume?: {
        scheduling?: boolean;
      };
      renew?: {
        enable_renew?: boolean;
        scheduling?: boolean;
      };
      transfer?: {
        enable_transfer?: boolean;
        transfer_autoapprove?: boolean;
      };
      cancel?: {
        scheduling?: boolean;
        offline?: string;
      };
      parameter?: {
        versions?: boolean;
      };
    };
    ppu?: {
      schema?: string;
    };
  };
  visibility?: {
    owner?: boolean;
    listing?: boolean;
    syndication?: boolean;
    catalog?: boolean;
  };
  replacement?: Reference;
}

export interface Item {
  id: string;
  local_id?: string | null;
  mpn?: string | null;
  name?: string | null;
  status?: string | null;
  type?: string | null;
  period?: string | null;
  precision?: string | null;
  position?: number | null;
  unit?: {
    id?: string | null;
    name?: string;
    title?: string;
    unit?: string;
  } | null;
  display_name?: string;
  description?: string;
  external_id?: string;
  ui?: {
    visibility?: boolean;
  };
  dynamic?: boolean;
  applicability?: null;
  parent?: Record<string, unknown>;
  depth?: number;
  group?: {
    name?: null;
    mpn?: string;
  };
  replacement?: Record<string, unknown>;
  end_of_sale_notes?: null | string;
  events?: {
    created?: Moment;
    updated?: Moment;
    saleended?: Moment;
  };
  product_version?: number;
}

export interface Parameter {
  id: string;
  name?: string | null;
  title?: string | null;
  phase?: string | null;
  scope?: string | null;
  type?: string | null;
  position?: number | null;
  constraints?: {
    required?: boolean | null;
    hidden?: boolean | null;
    unique?: boolean | null;
    readonly?: boolean;
    reconciliation?: boolean;
  } | null;
  description?: string;
  hint?: string;
  placeholder?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface Template {
  id: string;
  name?: string | null;
  title?: string | null;
  type?: string | null;
  scope?: string | null;
  position?: number | null;
  body?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductVersion {
  id: string;
  version?: number | null;
  changes_description?: string | null;
  name?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment;
    published?: Moment;
  } | null;
  external_id?: string;
  status?: string;
  latest?: boolean;
  public?: boolean;
  short_description?: string;
  detailed_description?: string;
  owner?: Reference;
  published_at?: string;
  staging?: boolean;
  stats?: {
    versions?: number;
  };
  media?: {
    id?: string;
    position?: number;
    type?: string;
    thumbnail?: string;
    url?: string;
  };
  purchase_model?: string;
  usage_rule?: {
    enabled?: boolean;
    providers?: unknown[];
  };
  configurations?: {
    suspend_resume_supported?: boolean;
    requires_reseller_information?: boolean;
  };
  customer_ui_settings?: {
    action?: {
      url?: string;
    };
  };
  capabilities?: {
    reservation?: {
      consumption?: boolean;
    };
    cart?: {
      validation?: boolean;
    };
    inquiring?: {
      validation?: boolean;
    };
    tiers?: {
      updates?: boolean;
      validation?: boolean;
    };
    subscription?: {
      hold?: boolean;
      schema?: string;
      purchase?: {
        scheduling?: boolean;
      };
      change?: {
        editable_ordering_parameters?: boolean;
        editable_fulfillment_parameters?: boolean;
        validation?: boolean;
        inquiring_validation?: boolean;
        scheduling?: boolean;
        simultaneous_adjustment?: boolean;
      };
      suspend?: {
        scheduling?: boolean;
        offline?: string;
      };
      resume?: {
        scheduling?: boolean;
      };
      renew?: {
        enable_renew?: boolean;
        scheduling?: boolean;
      };
      transfer?: {
        enable_transfer?: boolean;
        transfer_autoapprove?: boolean;
      };
      cancel?: {
        scheduling?: boolean;
        offline?: string;
      };
      parameter?: {
        versions?: boolean;
      };
    };
    ppu?: {
      schema?: string;
    };
  };
  visibility?: {
    owner?: boolean;
    listing?: boolean;
    syndication?: boolean;
    catalog?: boolean;
  };
}

export interface ProductVersionAction {
  id: string;
  action?: string | null;
  name?: string | null;
  scope?: string | null;
  type?: string | null;
  description?: string;
  title?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductVersionItemGroup {
  id: string;
  mpn?: string | null;
  name?: string | null;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductVersionItem {
  id: string;
  local_id?: string | null;
  mpn?: string | null;
  name?: string | null;
  status?: string | null;
  type?: string | null;
  period?: string | null;
  precision?: string | null;
  position?: number | null;
  unit?: {
    id?: string | null;
    name?: string;
    title?: string;
    unit?: string;
  } | null;
  display_name?: string;
  description?: string;
  external_id?: string;
  ui?: {
    visibility?: boolean;
  };
  dynamic?: boolean;
  applicability?: null;
  parent?: Record<string, unknown>;
  depth?: number;
  group?: {
    name?: null;
    mpn?: string;
  };
  replacement?: Record<string, unknown>;
  end_of_sale_notes?: null;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductVersionMedia {
  id: string;
  type?: string | null;
  position?: number | null;
  thumbnail?: string;
  url?: string;
}

export interface ProductVersionParameter {
  id: string;
  name?: string | null;
  title?: string | null;
  phase?: string | null;
  scope?: string | null;
  type?: string | null;
  position?: number | null;
  constraints?: {
    required?: boolean | null;
    hidden?: boolean | null;
    unique?: boolean | null;
    readonly?: boolean;
    reconciliation?: boolean;
  } | null;
  description?: string;
  hint?: string;
  placeholder?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductVersionTemplate {
  id: string;
  name?: string | null;
  title?: string | null;
  type?: string | null;
  scope?: string | null;
  position?: number | null;
  body?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductAction {
  id: string;
  action?: string | null;
  name?: string | null;
  scope?: string | null;
  type?: string | null;
  description?: string;
  title?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductItemGroup {
  id: string;
  mpn?: string | null;
  name?: string | null;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductMessage {
  id: string;
  external_id?: string | null;
  value?: string | null;
  auto?: boolean | null;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  product?: Reference;
}

export interface ProductMedia {
  id: string;
  type?: string | null;
  position?: number | null;
  thumbnail?: string;
  url?: string;
}

export interface ProductLocalization {
  id: string;
  locale?: string | null;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface ProductConfiguration {
  value?: string | null;
  structured_value?: Record<string, unknown>;
  parameter?: {
    id?: string;
    name?: string;
    title?: string;
    description?: string;
    type?: string;
    phase?: string;
    scope?: string;
    hint?: string;
    placeholder?: string;
    position?: number;
    constraints?: {
      required?: boolean;
      hidden?: boolean;
      unique?: boolean;
      readonly?: boolean;
      reconciliation?: boolean;
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  };
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface Category {
  id: string;
  name?: string | null;
  parent?: Reference | null;
  children?: Reference[];
  family?: Reference;
}

export interface Unit {
  id: string;
  name?: string | null;
  description?: string | null;
  type?: string | null;
  unit?: string | null;
  title?: string;
}

export interface Marketplace {
  id: string;
  name?: string | null;
  zone?: string | null;
  currency?: string | null;
  owner?: Reference | null;
  events?: {
    created?: Moment | null;
    updated?: Moment;
  } | null;
  description?: string;
  countries?: Reference[];
  hubs?: {
    hub?: Reference;
    external_id?: string;
  }[];
  active_contracts?: number;
  stats?: {
    hubs?: number;
    contracts?: number;
  };
  icon?: string;
}

export interface Hub {
  id: string;
  name?: string | null;
  company?: Reference | null;
  instance?: {
    id?: string | null;
    type?: string | null;
  } | null;
  events?: {
    created?: Moment | null;
    updated?: Moment;
  } | null;
  description?: string;
  stats?: {
    connections?: number;
    marketplaces?: number;
  };
}

export interface Connection {
  id: string;
  type?: string | null;
  status?: string | null;
  product?: Reference | null;
  hub?: Reference | null;
  vendor?: Reference | null;
  provider?: Reference | null;
  created_at?: string | null;
  note?: string;
  product_version_type?: string;
  events?: {
    created?: Moment;
  };
}

export interface MarketplaceHub {
  id: string;
  name?: string | null;
  external_id?: string | null;
  description?: string;
}

export interface Listing {
  id: string;
  status?: string | null;
  product?: {
    id?: string | null;
    name?: string | null;
    status?: string;
  } | null;
  contract?: {
    id?: string | null;
    marketplace?: Reference | null;
    name?: string;
    type?: string;
  } | null;
  vendor?: Reference | null;
  provider?: Reference | null;
  created?: string | null;
  updated?: string | null;
  offer?: {
    id?: null;
  };
  pricelist?: {
    id?: null;
    name?: string;
    status?: string;
  };
  alt_pricelist_1?: {
    id?: null;
    name?: string;
    status?: string;
  };
  alt_pricelist_2?: {
    id?: null;
    name?: string;
    status?: string;
  };
  pending_request?: {
    id?: string;
    type?: string;
    status?: string;
  };
}

export interface ListingRequest {
  id: string;
  type?: string | null;
  state?: string | null;
  product?: {
    id?: string | null;
    name?: string;
    status?: string;
    version?: number;
  } | null;
  listing?: {
    id?: string | null;
    contract?: {
      id?: string | null;
      marketplace?: Reference | null;
      name?: string;
      type?: string;
    } | null;
    vendor?: Reference | null;
    provider?: Reference | null;
    status?: string;
    product?: {
      id?: string;
      name?: string;
      status?: string;
    };
    offer?: {
      id?: null;
    };
    pricelist?: {
      id?: null;
      name?: string;
      status?: string;
    };
    alt_pricelist_1?: {
      id?: null;
      name?: string;
      status?: string;
    };
    alt_pricelist_2?: {
      id?: null;
      name?: string;
      status?: string;
    };
    created?: string;
    updated?: string;
  } | null;
  created?: string | null;
  updated?: string | null;
  creator?: Reference;
  note?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
    submitted?: Moment;
    canceled?: Moment;
    deployed?: Moment;
    completed?: Moment;
    refined?: Moment;
  };
  assignee?: Reference;
}

export interface Partner {
  id: string;
  name?: string | null;
  type?: string | null;
  role?: string | null;
  status?: string | null;
  external_id?: string | null;
  stats?: {
    contracts?: {
      distribution?: number | null;
      program?: number | null;
      service?: number | null;
      syndication?: number | null;
    } | null;
    listings?: number | null;
  } | null;
  icon?: string;
  description?: string;
  overview?: string;
  headquarters?: string;
  countries?: unknown[];
  languages?: Record<string, unknown>;
  websites?: Record<string, unknown>;
  public?: Record<string, unknown>;
  industries?: unknown[];
}

export interface AgreementProduct {
  id: string;
  name?: string | null;
  status?: string | null;
  description?: string;
}

export interface AgreementProductMarketplace {
  id: string;
  name?: string | null;
}

export interface AgreementMarketplace {
  id: string;
  name?: string | null;
  currency?: string | null;
  description?: string;
}

export interface AgreementProductGroup {
  id: string;
  name?: string | null;
  description?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  stats?: {
    products?: number;
    agreements?: number;
  };
}

export interface ProductGroup {
  id: string;
  name?: string | null;
  products?: {
    id?: string | null;
  }[];
  agreements?: {
    id?: string | null;
  }[];
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  description?: string;
  stats?: {
    products?: number;
    agreements?: number;
  };
}

export interface Post {
  id: string;
  external_id?: string | null;
  audience?: string | null;
  status?: string | null;
  title?: string | null;
  subtitle?: string | null;
  content?: string | null;
  creator?: Reference | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    drafted?: Moment;
    published?: Moment;
  } | null;
  name?: string;
  anonymous?: boolean;
  version?: number;
  cover?: {
    type?: string;
    thumbnail?: string;
  };
}

export interface PostVersion {
  id: string;
  version?: number | null;
  external_id?: string;
  name?: string;
  creator?: Reference;
  status?: string;
  audience?: string;
  anonymous?: boolean;
  title?: string;
  subtitle?: string;
  content?: string;
  cover?: {
    type?: string;
    thumbnail?: string;
  };
  events?: {
    created?: Moment;
    updated?: Moment;
    drafted?: Moment;
  };
}

export interface TierAccount {
  id: string;
  name?: string | null;
  status?: string | null;
  type?: string | null;
  tax_id?: string | null;
  external_id?: string | null;
  external_uid?: string | null;
  scopes?: (string | null)[];
  db?: string | null;
  parent?: {
    id?: string | null;
  } | null;
  owner?: Reference | null;
  hub?: Reference | null;
  contact_info?: {
    country?: string | null;
    contact?: {
      email?: string | null;
      first_name?: string;
      last_name?: string;
      phone_number?: {
        country_code?: string;
        area_code?: string;
        phone_number?: string;
        extension?: string;
      };
    } | null;
    address_line1?: string;
    city?: string;
    state?: string;
    postal_code?: string;
  } | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  version?: number;
  environment?: string;
}

export interface TierAccountRequest {
  id: string;
  type?: string | null;
  status?: string | null;
  account?: {
    id?: string | null;
    name?: string | null;
    external_id?: string | null;
    external_uid?: string | null;
    version?: number;
    status?: string;
    environment?: string;
    type?: string;
    db?: string;
    tax_id?: string;
    parent?: Record<string, unknown>;
    owner?: Reference;
    hub?: Reference;
    scopes?: string[];
    contact_info?: {
      address_line1?: string;
      city?: string;
      state?: string;
      postal_code?: string;
      country?: string;
      contact?: {
        first_name?: string;
        last_name?: string;
        email?: string;
        phone_number?: {
          country_code?: string;
          area_code?: string;
          phone_number?: string;
          extension?: string;
        };
      };
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  } | null;
  product?: Reference | null;
  vendor?: Reference | null;
  provider?: Reference | null;
  created?: string | null;
  updated?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    accepted?: Moment;
    ignored?: Moment;
  } | null;
  reason?: string;
}

export interface TierConfig {
  id: string;
  status?: string | null;
  tier_level?: number | null;
  account?: {
    id?: string | null;
    company_name?: string | null;
    external_id?: string | null;
    external_uid?: string | null;
    version?: number;
    status?: string;
    environment?: string;
    type?: string;
    db?: string;
    name?: string;
    tax_id?: string;
    parent?: Record<string, unknown>;
    owner?: Reference;
    hub?: Reference;
    scopes?: string[];
    contact_info?: {
      address_line1?: string;
      city?: string;
      state?: string;
      postal_code?: string;
      country?: string;
      contact?: {
        first_name?: string;
        last_name?: string;
        email?: string;
        phone_number?: {
          country_code?: string;
          area_code?: string;
          phone_number?: string;
          extension?: string;
        };
      };
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  } | null;
  product?: {
    id?: string | null;
    name?: string | null;
    status?: string;
  } | null;
  connection?: {
    id?: string | null;
    type?: string | null;
    status?: string;
    provider?: Reference;
    vendor?: Reference;
    hub?: Reference;
  } | null;
  contract?: Reference | null;
  marketplace?: Reference | null;
  template?: Reference | null;
  params?: {
    id?: string | null;
    value?: string | null;
    name?: string;
    title?: string;
    description?: string;
    type?: string;
    phase?: string;
    scope?: string;
    value_error?: string;
    value_choices?: unknown[];
    constraints?: {
      required?: boolean;
      hidden?: boolean;
      unique?: boolean;
    };
  }[];
  created?: string | null;
  updated?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  name?: string;
  configuration?: {
    params?: unknown[];
  };
  open_request?: {
    id?: string;
  };
}

export interface TierConfigRequest {
  id: string;
  type?: string | null;
  status?: string | null;
  configuration?: {
    id?: string | null;
    tier_level?: number | null;
    account?: {
      id?: string | null;
      version?: number;
      status?: string;
      environment?: string;
      type?: string;
      db?: string;
      name?: string;
      tax_id?: string;
      external_id?: string;
      external_uid?: string;
      parent?: Record<string, unknown>;
      owner?: Reference;
      hub?: Reference;
      scopes?: string[];
      contact_info?: {
        address_line1?: string;
        city?: string;
        state?: string;
        postal_code?: string;
        country?: string;
        contact?: {
          first_name?: string;
          last_name?: string;
          email?: string;
          phone_number?: {
            country_code?: string;
            area_code?: string;
            phone_number?: string;
            extension?: string;
          };
        };
      };
      events?: {
        created?: Moment;
        updated?: Moment;
      };
    } | null;
    contract?: Reference | null;
    marketplace?: Reference | null;
    product?: {
      id?: string | null;
      name?: string | null;
      status?: string;
    } | null;
    name?: string;
    status?: string;
    connection?: {
      id?: string;
      type?: string;
      status?: string;
      provider?: Reference;
      vendor?: Reference;
      hub?: Reference;
    };
    params?: {
      id?: string;
      name?: string;
      title?: string;
      description?: string;
      type?: string;
      phase?: string;
      scope?: string;
      value?: string;
      value_error?: string;
      value_choices?: unknown[];
      constraints?: {
        required?: boolean;
        hidden?: boolean;
        unique?: boolean;
      };
    }[];
    configuration?: {
      params?: unknown[];
    };
    open_request?: {
      id?: string;
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
    template?: Reference;
  } | null;
  template?: Reference | null;
  params?: {
    id?: string | null;
    value?: string | null;
    name?: string;
    title?: string;
    description?: string;
    type?: string;
    phase?: string;
    scope?: string;
    value_error?: string;
    value_choices?: unknown[];
    constraints?: {
      required?: boolean;
      hidden?: boolean;
      unique?: boolean;
    };
  }[];
  created?: string | null;
  updated?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    assigned?: Moment;
    inquired?: Moment;
    pended?: Moment;
    approved?: Moment;
  } | null;
  environment?: string;
  account?: {
    id?: string;
    version?: number;
    status?: string;
    environment?: string;
    type?: string;
    db?: string;
    name?: string;
    tax_id?: string;
    external_id?: string;
    external_uid?: string;
    parent?: Record<string, unknown>;
    owner?: Reference;
    hub?: Reference;
    scopes?: string[];
    contact_info?: {
      address_line1?: string;
      city?: string;
      state?: string;
      postal_code?: string;
      country?: string;
      contact?: {
        first_name?: string;
        last_name?: string;
        email?: string;
        phone_number?: {
          country_code?: string;
          area_code?: string;
          phone_number?: string;
          extension?: string;
        };
      };
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  };
  tiers?: {
    tier1?: Reference;
  };
  notes?: string;
  activation?: {
    link?: string;
  };
  previous_approved_request?: {
    id?: string;
  };
  effective_date?: string;
  assignee?: Reference;
}

export interface Request {
  id: string;
  type?: string | null;
  status?: string | null;
  created?: string | null;
  updated?: string | null;
  planned_date?: string | null;
  effective_date?: string | null;
  note?: string | null;
  reason?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    inquired?: Moment;
    pended?: Moment;
    approved?: Moment;
    failed?: Moment;
    scheduled?: Moment;
    revoking?: Moment;
    revoked?: Moment;
    assigned?: Moment;
  } | null;
  contract?: Reference | null;
  marketplace?: Reference | null;
  template?: {
    id?: string | null;
    name?: string;
    type?: string;
  } | null;
  asset_id?: string | null;
  product_id?: string | null;
  asset?: {
    contract?: Reference | null;
    marketplace?: Reference | null;
    id?: string | null;
    status?: string | null;
    external_id?: string | null;
    external_uid?: string | null;
    params?: {
      id?: string | null;
      value?: string | null;
      name?: string;
      title?: string;
      description?: string;
      type?: string;
      phase?: string;
      scope?: string;
      value_error?: string;
      value_choices?: unknown[];
      constraints?: {
        required?: boolean;
        hidden?: boolean;
        unique?: boolean;
      };
    }[];
    items?: {
      id?: string | null;
      global_id?: string;
      mpn?: string;
      old_quantity?: string;
      quantity?: string;
      type?: string;
      display_name?: string;
      period?: string;
      item_type?: string;
      params?: unknown[];
    }[];
    product?: {
      id?: string | null;
      name?: string | null;
      status?: string;
    } | null;
    connection?: {
      id?: string | null;
      type?: string | null;
      provider?: Reference | null;
      vendor?: Reference | null;
      hub?: Reference | null;
    } | null;
    events?: {
      created?: Moment;
      updated?: Moment;
      active?: Moment;
      terminated?: Moment;
      suspended?: Moment;
    };
    tiers?: {
      customer?: {
        id?: string;
        version?: number;
        name?: string;
        type?: string;
        external_id?: string;
        external_uid?: string;
        tax_id?: string;
        contact_info?: {
          address_line1?: string;
          city?: string;
          state?: string;
          postal_code?: string;
          country?: string;
          contact?: {
            first_name?: string;
            last_name?: string;
            email?: string;
            phone_number?: {
              country_code?: string;
              area_code?: string;
              phone_number?: string;
              extension?: string;
            };
          };
        };
      };
      tier1?: Record<string, unknown>;
      tier2?: Record<string, unknown>;
    };
    configuration?: {
      params?: unknown[];
    };
  } | null;
  activation_key?: string;
  params_form_url?: string;
  previous_approved_request?: {
    id?: string;
  };
  assignee?: string;
}

export interface Asset {
  id: string;
  status?: string | null;
  external_id?: string | null;
  external_uid?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    terminated?: Moment;
    active?: Moment;
  } | null;
  created?: string | null;
  updated?: string | null;
  contract?: Reference | null;
  marketplace?: Reference | null;
  template?: {
    id?: string | null;
    name?: string;
    type?: string;
  } | null;
  hub?: Reference | null;
  product?: {
    title?: string | null;
    id?: string | null;
    name?: string | null;
    status?: string;
  } | null;
  params?: {
    id?: string | null;
    value?: string | null;
    name?: string;
    title?: string;
    description?: string;
    type?: string;
    phase?: string;
    scope?: string;
    value_error?: string;
    value_choices?: unknown[];
    constraints?: {
      required?: boolean;
      hidden?: boolean;
      unique?: boolean;
    };
  }[];
  items?: {
    id?: string | null;
    global_id?: string;
    mpn?: string;
    old_quantity?: string;
    quantity?: string | number;
    type?: string;
    display_name?: string;
    period?: string;
    item_type?: string;
    params?: unknown[];
    billing?: {
      stats?: {
        vendor?: {
          count?: number;
          last_request?: {
            id?: string;
            type?: string;
            period?: {
              from?: string;
              to?: string;
              delta?: number;
              uom?: string;
            };
          };
        };
        provider?: {
          count?: number;
        };
      };
    };
  }[];
  connection?: {
    id?: string | null;
    type?: string | null;
    provider?: Reference | null;
    vendor?: Reference | null;
    hub?: Reference | null;
  } | null;
  tiers?: {
    customer?: {
      id?: string;
      version?: number;
      name?: string;
      type?: string;
      external_id?: string;
      external_uid?: string;
      tax_id?: string;
      contact_info?: {
        address_line1?: string;
        city?: string;
        state?: string;
        postal_code?: string;
        country?: string;
        contact?: {
          first_name?: string;
          last_name?: string;
          email?: string;
          phone_number?: {
            country_code?: string;
            area_code?: string;
            phone_number?: string;
            extension?: string;
          };
        };
      };
    };
    tier1?: Record<string, unknown>;
    tier2?: Record<string, unknown>;
  };
  configuration?: {
    params?: unknown[];
  };
  pending_request?: {
    id?: string;
    type?: string;
    status?: string;
    template?: Reference;
  };
  billing?: {
    period?: {
      delta?: number;
      uom?: string;
    };
    next_date?: string;
    anniversary?: {
      day?: number;
      month?: number;
    };
    stats?: {
      vendor?: {
        count?: number;
        last_request?: {
          id?: string;
          type?: string;
          period?: {
            from?: string;
            to?: string;
            delta?: number;
            uom?: string;
          };
        };
      };
      provider?: {
        count?: number;
      };
    };
  };
}

export interface BillingRequest {
  id: string;
  type?: string | null;
  period?: {
    from?: string | null;
    to?: string | null;
    uom?: string | null;
    delta?: number;
  } | null;
  asset?: {
    id?: string | null;
    external_id?: string | null;
    external_uid?: string | null;
    billing?: {
      next_date?: string | null;
      period?: {
        uom?: string | null;
        delta?: number;
      } | null;
      anniversary?: {
        day?: number;
        month?: number;
      };
    } | null;
    product?: {
      id?: string | null;
      name?: string | null;
      status?: string;
    } | null;
    connection?: {
      id?: string | null;
      type?: string | null;
      provider?: Reference | null;
      vendor?: Reference | null;
      hub?: Reference | null;
    } | null;
    marketplace?: Reference | null;
    contract?: Reference | null;
    status?: string;
    events?: {
      created?: Moment;
      updated?: Moment;
      active?: Moment;
    };
    tiers?: {
      customer?: {
        id?: string;
        version?: number;
        name?: string;
        type?: string;
        external_id?: string;
        external_uid?: string;
        tax_id?: string;
        contact_info?: {
          address_line1?: string;
          city?: string;
          state?: string;
          postal_code?: string;
          country?: string;
          contact?: {
            first_name?: string;
            last_name?: string;
            email?: string;
            phone_number?: {
              country_code?: string;
              area_code?: string;
              phone_number?: string;
              extension?: string;
            };
          };
        };
      };
      tier1?: Record<string, unknown>;
      tier2?: Record<string, unknown>;
    };
    params?: {
      id?: string;
      name?: string;
      description?: string;
      type?: string;
      value?: string;
      value_error?: string;
    }[];
  } | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
  } | null;
  items?: {
    id?: string;
    global_id?: string;
    display_name?: string;
    mpn?: string;
    period?: string;
    quantity?: number;
    item_type?: string;
    type?: string;
    billing?: {
      cycle_number?: number;
    };
  }[];
  attributes?: {
    vendor?: Record<string, unknown>;
    provider?: Record<string, unknown>;
  };
}

export interface UsageFile {
  id: string;
  name?: string | null;
  status?: string | null;
  external_id?: string | null;
  currency?: string | null;
  schema?: string | null;
  product?: Reference | null;
  product_id?: string | null;
  contract?: Reference | null;
  distribution_contract_id?: string | null;
  marketplace?: Reference | null;
  marketplace_id?: string | null;
  vendor?: Reference | null;
  vendor_id?: string | null;
  provider?: Reference | null;
  provider_id?: string | null;
  period?: {
    from?: string | null;
    to?: string | null;
  } | null;
  events?: {
    created?: Moment | null;
    updated?: Moment | null;
    uploaded?: Moment;
    submitted?: Moment;
    rejected?: Moment;
    accepted?: Moment;
    closed?: Moment;
    deleted?: Moment;
  } | null;
  created?: Moment | null;
  environment?: string;
  description?: string;
  note?: string;
  acceptance_note?: string;
  rejection_note?: string;
  error_detail?: string;
  stats?: {
    uploaded?: number;
    validated?: number;
    pending?: number;
    accepted?: number;
    closed?: number;
    billed?: number;
  };
  records?: {
    valid?: number;
    invalid?: number;
    closed?: number;
  };
  usage_file_uri?: string;
  processed_file_uri?: string;
  reconciliation_file_uri?: string;
}

export interface UsageCategory {
  id: string;
  name?: string | null;
  description?: string;
}

export interface UsageRecordShown {
  id: string;
  record_id?: string | null;
  status?: string | null;
  usagefile?: {
    id?: string | null;
    schema?: string | null;
    name?: string;
    currency?: string;
    status?: string;
  } | null;
  usage_file?: string | null;
  asset?: {
    id?: string | null;
    external_id?: string | null;
    external_uid?: string | null;
  } | null;
  asset_id?: string | null;
  asset_external_id?: string | null;
  asset_external_uid?: string | null;
  item?: {
    id?: string | null;
    local_id?: string;
    name?: string;
    unit?: string;
    mpn?: string;
    precision?: string;
    type?: string;
  } | null;
  item_id?: string | null;
  product?: {
    id?: string | null;
  } | null;
  product_id?: string | null;
  hub?: {
    id?: string | null;
  } | null;
  part_usage_file?: {
    hub?: {
      id?: string | null;
    } | null;
  } | null;
  chunk?: {
    id?: string | null;
  } | null;
  start_date?: string | null;
  usage_start_time?: string | null;
  end_date?: string | null;
  created_time?: string | null;
  category?: string;
  tier?: null;
  amount?: null;
  multiplier?: number;
  usage?: number;
  note?: string;
  params?: unknown[];
  external_billing_id?: string;
  external_billing_note?: string;
  error_codes?: string;
  error_details?: string;
  resource_local_id?: string;
  closed_at?: string;
  closed_by?: string;
}

export interface UsageChunk {
  id: string;
  status?: string | null;
  external_id?: string | null;
  usagefile?: {
    id?: string | null;
    name?: string;
    schema?: string;
    currency?: string;
  } | null;
  binding?: {
    hub?: Reference | null;
    external_id?: string;
  } | null;
  marketplace?: Reference | null;
  provider?: Reference | null;
  events?: {
    created?: Moment | null;
    accepted?: Moment;
    updated?: Moment;
    closed?: Moment;
  } | null;
  outdated?: boolean;
  external_billing_id?: string;
  external_billing_note?: string;
  stats?: {
    uploaded?: number;
    validated?: number;
    pending?: number;
    accepted?: number;
    closed?: number;
    billed?: number;
  };
}

export interface UsageReconciliation {
  id: string;
  status?: string | null;
  usagefile?: {
    id?: string | null;
    name?: string;
    schema?: string;
    currency?: string;
  } | null;
  partusagefile?: {
    id?: string | null;
    provider?: {
      id?: string | null;
    } | null;
  } | null;
  binding?: {
    hub?: {
      id?: string | null;
    } | null;
  } | null;
  events?: {
    created?: Moment | null;
    uploaded?: Moment;
  } | null;
  notes?: {
    uploaded?: string;
    processing?: string;
  };
}

export interface UsageAggregate {
  asset?: {
    id?: string | null;
    external_uid?: string | null;
    external_id?: string;
  } | null;
  item?: {
    id?: string | null;
    local_id?: string | null;
    type?: string | null;
    name?: string;
    unit?: string;
    mpn?: string;
    precision?: string;
  } | null;
  amount?: null;
  currency?: string;
  consumed?: number;
  accepted?: number;
  events?: {
    last_reported?: Moment;
  };
}

export interface UsageRule {
  id: string;
  action?: string | null;
  rule?: string | null;
  status?: string | null;
  item?: Reference | null;
  scope?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface HelpdeskCase {
  events?: {
    pending?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    inquiring?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    resolved?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    closed?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    created?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    updated?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
  } | null;
  issuer?: {
    account?: Reference | null;
    agent?: Reference | null;
    recipients?: unknown[];
  } | null;
  receiver?: {
    account?: Reference | null;
    agent?: Reference | null;
    recipients?: unknown[];
  } | null;
  id: string;
  subject?: string | null;
  description?: string | null;
  type?: string | null;
  state?: string | null;
  priority?: number | null;
  product?: Reference | null;
  feedback?: string;
}

export interface CaseAttachment {
  id: string;
  name?: string | null;
  type?: string | null;
  account?: Reference | null;
  events?: {
    created?: Moment | null;
  } | null;
  size?: string;
  attachment?: string;
}

export interface Conversation {
  id: string;
  instance_id?: string | null;
  type?: string | null;
  status?: string | null;
  created?: string | null;
  events?: {
    created?: Moment | null;
    updated?: Moment;
  } | null;
  topic?: string;
  accounts?: Reference[];
  creator?: Reference;
}

export interface MessageLine {
  id: string;
  type?: string | null;
  text?: string | null;
  created?: string | null;
  events?: {
    created?: {
      at?: string | null;
      by?: Reference | null;
    } | null;
    updated?: Moment | null;
  } | null;
  conversation?: string;
  creator?: Reference;
  account?: Reference;
}

export interface Extension {
  id: string;
  name?: string | null;
  type?: string | null;
  owner?: Reference | null;
  created?: string | null;
  description?: string;
  version?: string;
  environments?: {
    id?: string;
    type?: string;
    version?: string;
  }[];
  events?: {
    created?: Moment;
  };
}

export interface PackageSummary {
  id: string;
  version?: string | null;
  digest?: string | null;
  created?: string | null;
  service?: Reference;
  size?: number;
  permissions?: {
    level?: string;
    sentence?: string;
  }[];
  permissions_digest?: string;
  manifest?: {
    name?: string;
    version?: string;
    title?: string;
    description?: string;
    type?: string;
    hooks?: {
      asset_purchase_request_processing?: Record<string, unknown>;
      product_action_execution?: Record<string, unknown>;
      product_custom_event_processing?: Record<string, unknown>;
    };
    permissions?: {
      egress?: {
        host?: string;
        reason?: string;
      }[];
      secrets?: {
        key?: {
          title?: string;
          hosts?: string[];
        };
      };
    };
    settings?: {
      type?: string;
      properties?: {
        baseUrl?: {
          type?: string;
          format?: string;
        };
      };
      required?: string[];
    };
  };
  events?: {
    created?: Moment;
  };
}

export interface Environment {
  id: string;
  type?: string | null;
  service?: {
    id?: string;
  };
  runtime?: string;
  version?: string;
  status?: string;
}

export interface Installation {
  id: string;
  status?: string | null;
  version?: string | null;
  service?: {
    id?: string | null;
    name?: string | null;
    type?: string;
  } | null;
  owner?: Reference | null;
  environment?: {
    id?: string | null;
  } | null;
  created?: string | null;
  previous_version?: null | string;
  allow_private?: boolean;
  recording?: boolean;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  settings?: {
    baseUrl?: string;
  };
  latest_version?: string;
  settings_schema?: {
    type?: string;
    properties?: {
      baseUrl?: {
        type?: string;
        format?: string;
      };
    };
    required?: string[];
  };
  secrets?: {
    name?: string;
    title?: string;
    hosts?: string[];
    required?: boolean;
    set?: boolean;
    updated?: string;
  }[];
  hooks?: string[];
  permissions?: {
    level?: string;
    sentence?: string;
  }[];
  permissions_digest?: string;
}

export interface EventDefinition {
  id: number;
  type?: string | null;
  category?: string | null;
  group?: string | null;
  extension_type?: string | null;
  source?: string;
  name?: string;
  description?: string;
  object_statuses?: string[];
  api_collection_endpoint?: string;
  api_resource_endpoint?: string;
  api_collection_filter?: string;
  object?: string;
  decisions?: string[];
}

export interface RunnerToken {
  id: string;
  name?: string | null;
  created?: string | null;
  environments?: string[];
  secrets?: boolean;
  events?: {
    created?: Moment;
  };
  token?: string;
}

export interface Task {
  id: string;
  status?: string | null;
  state?: string | null;
  event_type?: string | null;
  event?: {
    id?: string | null;
    status?: string;
    at?: string;
    correlation?: string;
    hop?: number;
  } | null;
  object?: {
    id?: string | null;
  } | null;
  installation?: {
    id?: string | null;
  } | null;
  account?: {
    id?: string | null;
  } | null;
  environment?: {
    id?: string | null;
  } | null;
  replay_of?: string | null;
  created?: string | null;
  finished?: string | null;
  lane?: {
    id?: string;
    state?: string;
    head?: boolean;
  };
  next_run?: null | string;
  attempts_made?: number;
  attempts_counted?: number;
  crashes?: number;
  lost?: number;
  reschedules?: number;
  replayed_as?: unknown[];
  result?: {
    decision?: string;
    code?: string;
    message?: string;
    discarded?: {
      reason?: string;
      by?: Reference;
      at?: string;
    };
  } | null;
  last_error?: null | string;
  attempts?: {
    fence?: number;
    attempt?: number;
    counted?: boolean;
    outcome?: string;
    message?: null | string;
    stack?: null;
    runner?: string;
    version?: string;
    started?: string;
    ended?: string;
    wait_ms?: number;
    wall_ms?: number;
    cpu_ms?: number;
    memory_bytes?: number;
    calls?: number;
    requests?: number;
    called?: {
      op?: string;
      at?: number;
      ms?: number;
      status?: string;
      to?: string;
      http?: number;
    }[];
  }[];
}

export interface Replay {
  id: string;
  status?: string | null;
  created?: string | null;
  filter?: string;
  since?: null;
  until?: null;
  rate?: number;
  forget_steps?: boolean;
  total?: number;
  replayed?: number;
  skipped?: number;
  last_error?: null;
  by?: {
    id?: string;
  };
  ended?: null | string;
}

export interface Breaker {
  id: string;
  state?: string | null;
  event_type?: string | null;
  installation?: {
    id?: string | null;
  } | null;
  account?: {
    id?: string | null;
  } | null;
  recent?: string[];
  failing_since?: null;
  next_probe?: null;
  suspended?: null;
}

export interface Event {
  id: string;
  type?: string | null;
  status?: string | null;
  created?: string | null;
  by?: {
    id?: string | null;
  } | null;
  correlation?: string | null;
  object?: {
    id?: string;
    class?: string;
  };
  hop?: number;
}

export interface GetModuleSettingsAnswer {
  domain?: {
    verification?: {
      name?: string;
      type?: string;
      prefix?: string;
    };
  };
  acl?: {
    domain?: string;
    ips?: unknown[];
  };
  data?: {
    residency?: string;
  };
  mfa?: {
    policy?: string;
  };
}

export interface CreateAccountBody {
  name: string;
  external_id?: string;
  description?: string;
  headquarters?: string;
  industries?: {
    id: string;
    name?: string;
    [more: string]: unknown;
  }[];
  overview?: string;
  brand?: string;
  sourcing?: boolean;
  public?: boolean;
  countries?: string[];
  languages?: string[];
  websites?: string[];
  role?: 'vendor' | 'distributor' | 'reseller' | 'operator';
  users?: {
    email: string;
    name?: string;
  }[];
  permissions?: {
    agreements?: {
      id: string;
      active?: boolean;
    }[];
  };
}

export interface UpdateAccountBody {
  name?: string;
  external_id?: string;
  description?: string;
  headquarters?: string;
  industries?: {
    id: string;
    name?: string;
    [more: string]: unknown;
  }[];
  overview?: string;
  brand?: string;
  sourcing?: boolean;
  public?: boolean;
  countries?: string[];
  languages?: string[];
  websites?: string[];
  role?: string;
  type?: string;
  [more: string]: unknown;
}

export interface InviteUserBody {
  email: string;
  name?: string;
  title?: string;
  external_id?: string;
  region?: string;
  timeformat?: string;
  timezone?: string;
  notifications?: boolean;
  announcements?: boolean;
  groups?: {
    id: string;
    [more: string]: unknown;
  }[];
  tags?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface UpdateUserBody {
  email?: string;
  name?: string;
  title?: string;
  external_id?: string;
  region?: string;
  timeformat?: string;
  timezone?: string;
  notifications?: boolean;
  announcements?: boolean;
  groups?: {
    id: string;
    [more: string]: unknown;
  }[];
  tags?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface ActivateUserBody {
  [more: string]: unknown;
}

export interface ReinviteUserBody {
  [more: string]: unknown;
}

export interface CreatePersonBody {
  email: string;
  name?: string;
  title?: string;
  external_id?: string;
  region?: string;
  timeformat?: string;
  timezone?: string;
  notifications?: boolean;
  announcements?: boolean;
  groups?: {
    id: string;
    [more: string]: unknown;
  }[];
  tags?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface UpdatePersonBody {
  email?: string;
  name?: string;
  title?: string;
  external_id?: string;
  region?: string;
  timeformat?: string;
  timezone?: string;
  notifications?: boolean;
  announcements?: boolean;
  groups?: {
    id: string;
    [more: string]: unknown;
  }[];
  tags?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface CreateUserContactBody {
  type: 'phone';
  value: {
    country_code: string;
    area_code?: string;
    phone_number: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface TagUserContactBody {
  tags?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface TerminateUserSessionBody {
  [more: string]: unknown;
}

export interface CreateGroupBody {
  name: string;
  description?: string;
  color?: string | null;
  external_id?: string | null;
  [more: string]: unknown;
}

export interface UpdateGroupBody {
  name?: string;
  description?: string;
  color?: string | null;
  external_id?: string | null;
  [more: string]: unknown;
}

export interface AddGroupUserBody {
  id: string;
  [more: string]: unknown;
}

export interface RemoveGroupUsersBody {
  id?: string;
  [more: string]: unknown;
}

export interface GrantGroupBody {
  id: string;
  object?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface CreateAccountMediaBody {
  position: number;
  thumbnail: string;
  type?: 'image' | 'video';
  name?: string | null;
  description?: string | null;
  url?: string | null;
  [more: string]: unknown;
}

export interface UpdateAccountMediaBody {
  position?: number;
  thumbnail?: string;
  type?: 'image' | 'video';
  name?: string | null;
  description?: string | null;
  url?: string | null;
  [more: string]: unknown;
}

export interface CreateTokenBody {
  name: string;
  description?: string;
  external_id?: string | null;
  expiration_date?: null | string;
  extension?: {
    id?: string;
    name?: string;
  };
  owner?: {
    id: string;
  };
}

export interface UpdateTokenBody {
  name?: string;
  description?: string;
  external_id?: string | null;
  expiration_date?: null | string;
}

export type ActivateTokenBody = Record<string, unknown>;

export type DeactivateTokenBody = Record<string, unknown>;

export interface RotateTokenBody {
  expiration_date?: null | string;
}

export interface RenewTokenBody {
  expiration_date?: null | string;
}

export interface LimitTokenBody {
  id: string;
  object?: {
    id: string;
  };
}

export interface CreateFormBody {
  name: string;
  type?: 'enroll' | 'product' | 'item';
  schema: {
    type?: string;
    properties?: {
      tax?: {
        type?: string;
        [more: string]: unknown;
      };
      [more: string]: unknown;
    };
    required?: string[];
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateFormBody {
  name?: string;
  type?: 'enroll' | 'product' | 'item';
  schema?: {
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface CreateAgreementBody {
  name: string;
  title?: string;
  description?: string;
  auto_accept?: boolean;
  forms?: {
    enroll?: {
      id: string;
      [more: string]: unknown;
    } | null;
    product?: {
      id: string;
      [more: string]: unknown;
    } | null;
    item?: {
      id: string;
      [more: string]: unknown;
    } | null;
    [more: string]: unknown;
  };
  document_type?: 'external' | 'uploaded' | 'none';
  link?: string | null;
  file?: string | null;
  active?: boolean;
  type: 'program' | 'distribution' | 'service' | 'syndication' | 'referral';
  parent?: {
    id: string;
    [more: string]: unknown;
  };
  marketplace?: {
    id: string;
    [more: string]: unknown;
  };
  sourcing_agreement?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateAgreementBody {
  name?: string;
  title?: string;
  description?: string;
  auto_accept?: boolean;
  forms?: {
    enroll?: {
      id: string;
      [more: string]: unknown;
    } | null;
    product?: {
      id: string;
      [more: string]: unknown;
    } | null;
    item?: {
      id: string;
      [more: string]: unknown;
    } | null;
    [more: string]: unknown;
  };
  type?: string;
  [more: string]: unknown;
}

export interface CreateChildAgreementBody {
  name: string;
  title?: string;
  description?: string;
  auto_accept?: boolean;
  forms?: {
    enroll?: {
      id: string;
      [more: string]: unknown;
    } | null;
    product?: {
      id: string;
      [more: string]: unknown;
    } | null;
    item?: {
      id: string;
      [more: string]: unknown;
    } | null;
    [more: string]: unknown;
  };
  document_type?: 'external' | 'uploaded' | 'none';
  link?: string | null;
  file?: string | null;
  active?: boolean;
  type: 'program' | 'distribution' | 'service' | 'syndication' | 'referral';
  parent?: {
    id: string;
    [more: string]: unknown;
  };
  marketplace?: {
    id: string;
    [more: string]: unknown;
  };
  sourcing_agreement?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface CreateContractBody {
  name?: string;
  owner?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface CreateAgreementVersionBody {
  document_type?: 'external' | 'uploaded' | 'none';
  link?: string | null;
  file?: string | null;
  active?: boolean;
  [more: string]: unknown;
}

export interface ActivateAgreementVersionBody {
  [more: string]: unknown;
}

export interface AnswerEnrolmentBody {
  data: {
    tax?: string;
    [more: string]: unknown;
  };
  product?: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface AnswerProductBody {
  data: {
    tax?: string;
    [more: string]: unknown;
  };
  product?: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateProductDataBody {
  data: {
    tax?: string;
    [more: string]: unknown;
  };
  product?: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface AnswerItemBody {
  data: {
    tax?: string;
    [more: string]: unknown;
  };
  product?: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateItemDataBody {
  data: {
    tax?: string;
    [more: string]: unknown;
  };
  product?: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateContractBody {
  note?: string | null;
  activation?: {
    message?: string;
    note?: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface EnrollContractBody {
  note?: string;
  [more: string]: unknown;
}

export interface RefineContractBody {
  note?: string;
  [more: string]: unknown;
}

export interface SignContractBody {
  note?: string;
  [more: string]: unknown;
}

export interface RejectContractBody {
  note?: string;
  [more: string]: unknown;
}

export interface TerminateContractBody {
  note?: string;
  [more: string]: unknown;
}

export interface CreateProductBody {
  name: string;
  external_id?: string;
  short_description?: string;
  detailed_description?: string;
  capabilities?: Record<string, unknown>;
  customer_ui_settings?: Record<string, unknown>;
  usage_rule?: Record<string, unknown>;
  purchase_model?: 'transactable' | 'referral';
  category?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateProductBody {
  name?: string;
  external_id?: string;
  short_description?: string;
  detailed_description?: string;
  capabilities?: Record<string, {
    schema?: string;
    validation?: boolean;
    hold?: boolean;
    purchase?: {
      scheduling?: boolean;
      [more: string]: unknown;
    };
    change?: {
      validation?: boolean;
      scheduling?: boolean;
      [more: string]: unknown;
    };
    cancel?: {
      scheduling?: boolean;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  }>;
  customer_ui_settings?: Record<string, unknown>;
  usage_rule?: Record<string, unknown>;
  purchase_model?: 'transactable' | 'referral';
  category?: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface EndProductSaleBody {
  replacement?: {
    id: string;
    [more: string]: unknown;
  };
  end_of_sale_notes?: string;
  [more: string]: unknown;
}

export interface ResumeProductSaleBody {
  [more: string]: unknown;
}

export interface CreateItemBody {
  name: string;
  mpn: string;
  description?: string;
  type?: string;
  period?: string;
  precision?: string;
  position?: number;
  external_id?: null | string;
  group?: null | {
    id?: string;
    mpn?: string;
    [more: string]: unknown;
  };
  dynamic?: boolean;
  applicability?: null | string;
  commitment?: unknown;
  ui?: {
    visibility?: boolean;
    [more: string]: unknown;
  };
  unit?: {
    id?: string;
    name?: string;
    title?: string;
    unit?: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateItemBody {
  name?: string;
  mpn?: string;
  description?: string;
  type?: string;
  period?: string;
  precision?: string;
  position?: number;
  external_id?: null | string;
  group?: null | {
    id?: string;
    mpn?: string;
    [more: string]: unknown;
  };
  dynamic?: boolean;
  applicability?: null | string;
  commitment?: unknown;
  ui?: {
    visibility?: boolean;
    [more: string]: unknown;
  };
  unit?: {
    id?: string;
    name?: string;
    title?: string;
    unit?: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface EndsaleItemBody {
  replacement?: {
    id: string;
    [more: string]: unknown;
  };
  end_of_sale_notes?: string;
  [more: string]: unknown;
}

export interface ResumesaleItemBody {
  [more: string]: unknown;
}

export interface CreateParameterBody {
  name: string;
  title: string;
  description?: string;
  type: string;
  phase: string;
  scope?: string;
  constraints?: Record<string, boolean>;
  hint?: string;
  placeholder?: string;
  position?: number;
  [more: string]: unknown;
}

export interface UpdateParameterBody {
  name?: string;
  title?: string;
  description?: string;
  type?: string;
  phase?: string;
  scope?: string;
  constraints?: Record<string, unknown>;
  hint?: string;
  placeholder?: string;
  position?: number;
  [more: string]: unknown;
}

export interface CreateTemplateBody {
  name: string;
  title?: string;
  body: string;
  position?: number;
  type: 'fulfillment' | 'inquire' | 'pending';
  scope?: 'asset' | 'tier1' | 'tier2';
  [more: string]: unknown;
}

export interface UpdateTemplateBody {
  name?: string;
  title?: string;
  body?: string;
  position?: number;
  type?: 'fulfillment' | 'inquire' | 'pending';
  scope?: 'asset' | 'tier1' | 'tier2';
  [more: string]: unknown;
}

export interface CreateProductVersionBody {
  changes_description?: string;
  public?: boolean;
  staging?: boolean;
  [more: string]: unknown;
}

export interface UpdateProductVersionBody {
  changes_description?: string;
  public?: boolean;
  staging?: boolean;
  [more: string]: unknown;
}

export interface BuildProductVersionBody {
  [more: string]: unknown;
}

export interface GetVersionActionLinkAnswer {
  id?: string;
  type?: string;
  scope?: string;
  description?: string;
  title?: string;
  action?: string;
  name?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  link?: string;
}

export interface RegenerateActionSecretAnswer {
  jwt_secret?: string;
}

export interface RegenerateActionSecretBody {
  [more: string]: unknown;
}

export interface CreateActionBody {
  action: string;
  name: string;
  title?: string;
  description?: string;
  type?: 'button';
  scope?: 'asset' | 'tier1' | 'tier2';
  [more: string]: unknown;
}

export interface UpdateActionBody {
  action?: string;
  name?: string;
  title?: string;
  description?: string;
  type?: 'button';
  scope?: 'asset' | 'tier1' | 'tier2';
  [more: string]: unknown;
}

export interface GetActionLinkAnswer {
  link?: string;
}

export interface CreateItemGroupBody {
  name?: null | string;
  mpn: string;
  [more: string]: unknown;
}

export interface UpdateItemGroupBody {
  name?: null | string;
  mpn?: string;
  [more: string]: unknown;
}

export interface CreateMessageBody {
  external_id: string;
  value: string;
  auto?: boolean;
  [more: string]: unknown;
}

export interface UpdateMessageBody {
  external_id?: string;
  value?: string;
  auto?: boolean;
  [more: string]: unknown;
}

export interface CreateLocalizationBody {
  locale: string | {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface ConfigureProductBody {
  parameter: {
    id: string;
    [more: string]: unknown;
  };
  item?: {
    id: string;
    [more: string]: unknown;
  };
  marketplace?: {
    id: string;
    [more: string]: unknown;
  };
  value?: null | string;
  structured_value?: unknown;
  [more: string]: unknown;
}

export interface CreateUnitBody {
  description: string;
  type: string;
  unit: string;
  name?: string;
  [more: string]: unknown;
}

export interface CreateMarketplaceBody {
  name: string;
  description?: string;
  zone?: 'AF' | 'NA' | 'OC' | 'AS' | 'EU' | 'SA';
  currency?: string;
  alt_currency_1?: string;
  alt_currency_2?: string;
  capabilities?: Record<string, unknown>;
  attributes?: Record<string, unknown>;
  countries?: {
    id: string;
    name?: string;
    [more: string]: unknown;
  }[];
  hubs?: {
    hub: {
      id: string;
      [more: string]: unknown;
    };
    external_id?: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface UpdateMarketplaceBody {
  name?: string;
  description?: string;
  zone?: 'AF' | 'NA' | 'OC' | 'AS' | 'EU' | 'SA';
  currency?: string;
  alt_currency_1?: string;
  alt_currency_2?: string;
  capabilities?: Record<string, unknown>;
  attributes?: Record<string, unknown>;
  countries?: {
    id: string;
    name?: string;
    [more: string]: unknown;
  }[];
  hubs?: {
    hub: {
      id: string;
      [more: string]: unknown;
    };
    external_id?: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface CreateHubBody {
  name: string;
  description?: string;
  instance_type?: 'oa' | 'api' | 'OA' | 'API';
  instance_id?: string;
  [more: string]: unknown;
}

export interface UpdateHubBody {
  name?: string;
  description?: string;
  instance_type?: 'oa' | 'api' | 'OA' | 'API';
  instance_id?: string;
  [more: string]: unknown;
}

export interface CreateConnectionBody {
  type?: 'test' | 'production';
  hub: {
    id: string;
    [more: string]: unknown;
  };
  note?: string;
  product_version_type?: 'public' | 'staging';
  [more: string]: unknown;
}

export interface UpdateConnectionBody {
  status?: 'approved' | 'revoked';
  note?: string;
  product_version_type?: 'public' | 'staging';
  [more: string]: unknown;
}

export interface CreateVersionConnectionBody {
  type?: 'test' | 'production';
  hub: {
    id: string;
    [more: string]: unknown;
  };
  note?: string;
  product_version_type?: 'public' | 'staging';
  [more: string]: unknown;
}

export interface UpdateVersionConnectionBody {
  status?: 'approved' | 'revoked';
  note?: string;
  product_version_type?: 'public' | 'staging';
  [more: string]: unknown;
}

export interface UpdateListingBody {
  offer?: null | {
    id?: null | string;
    [more: string]: unknown;
  };
  pricelist?: null | {
    id?: null | string;
    [more: string]: unknown;
  };
  alt_pricelist_1?: null | {
    id?: null | string;
    [more: string]: unknown;
  };
  alt_pricelist_2?: null | {
    id?: null | string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface GetLeadFormAnswer {
  id?: string;
  schema?: {
    type?: string;
    properties?: {
      company?: {
        type?: string;
      };
    };
  };
}

export interface SetLeadFormAnswer {
  id?: string;
  schema?: {
    type?: string;
    properties?: {
      company?: {
        type?: string;
      };
    };
  };
}

export interface SetLeadFormBody {
  schema?: Record<string, string | {
    company?: {
      type?: string;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  }>;
  [more: string]: unknown;
}

export interface CreateListingRequestBody {
  type: string;
  product_id?: string;
  contract_id?: string;
  listing_id?: string;
  marketplace_id?: string;
  note?: string;
  [more: string]: unknown;
}

export interface SubmitListingRequestBody {
  [more: string]: unknown;
}

export interface RefineListingRequestBody {
  [more: string]: unknown;
}

export interface DeployListingRequestBody {
  [more: string]: unknown;
}

export interface CompleteListingRequestBody {
  [more: string]: unknown;
}

export interface CancelListingRequestBody {
  [more: string]: unknown;
}

export interface AssignListingRequestBody {
  [more: string]: unknown;
}

export interface UnassignListingRequestBody {
  [more: string]: unknown;
}

export interface ImportPartnersAnswer {
  total?: number;
  created?: number;
  present?: number;
  refused?: number;
  rows?: {
    row?: number;
    external_id?: string;
    status?: string;
    account?: string;
    contract?: string;
  }[];
}

export interface AddAgreementMarketplaceBody {
  id: string;
  [more: string]: unknown;
}

export interface AddAgreementProductGroupBody {
  id: string;
  [more: string]: unknown;
}

export interface CreateProductGroupBody {
  name: string;
  description?: string;
  products?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface UpdateProductGroupBody {
  name?: string;
  description?: string;
  products?: {
    id: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface CreatePostBody {
  audience: 'private' | 'vendor' | 'reseller' | 'distributor' | 'any';
  title: string;
  subtitle?: string;
  content?: string;
  name?: string | null;
  external_id?: string | null;
  anonymous?: boolean | null;
  cover?: {
    type: 'image' | 'video';
    thumbnail: string;
    url?: string | null;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdatePostBody {
  audience?: 'private' | 'vendor' | 'reseller' | 'distributor' | 'any';
  title?: string;
  subtitle?: string;
  content?: string;
  name?: string | null;
  external_id?: string | null;
  anonymous?: boolean | null;
  cover?: {
    type: 'image' | 'video';
    thumbnail: string;
    url?: string | null;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface PublishPostBody {
  [more: string]: unknown;
}

export interface DraftPostBody {
  [more: string]: unknown;
}

export interface CreateTierAccountBody {
  name: string;
  type?: 'customer' | 'reseller';
  tax_id?: string;
  external_id?: string;
  external_uid?: string;
  parent?: {
    id?: string;
    external_id?: string;
    external_uid?: string;
    [more: string]: unknown;
  } | null;
  contact_info: Record<string, string | {
    first_name?: string;
    last_name?: string;
    email?: string;
    phone_number?: {
      country_code?: string;
      area_code?: string;
      phone_number?: string;
      extension?: string;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  }>;
  hub?: {
    id: string;
    [more: string]: unknown;
  } | null;
  [more: string]: unknown;
}

export interface UpdateTierAccountBody {
  name?: string;
  type?: 'customer' | 'reseller';
  tax_id?: string;
  external_id?: string;
  external_uid?: string;
  parent?: {
    id?: string;
    external_id?: string;
    external_uid?: string;
    [more: string]: unknown;
  } | null;
  contact_info?: Record<string, unknown>;
  hub?: {
    id: string;
    [more: string]: unknown;
  } | null;
  [more: string]: unknown;
}

export interface GetTierAccountVersionAnswer {
  id?: string;
  version?: number;
  status?: string;
  environment?: string;
  type?: string;
  db?: string;
  name?: string;
  tax_id?: string;
  external_id?: string;
  external_uid?: string;
  parent?: Record<string, unknown>;
  owner?: Reference;
  scopes?: string[];
  contact_info?: {
    address_line1?: string;
    city?: string;
    state?: string;
    postal_code?: string;
    country?: string;
    contact?: {
      first_name?: string;
      last_name?: string;
      email?: string;
      phone_number?: {
        country_code?: string;
        area_code?: string;
        phone_number?: string;
        extension?: string;
      };
    };
  };
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface CreateTierAccountRequestBody {
  type?: string;
  account?: {
    name?: string;
    type?: 'customer' | 'reseller';
    tax_id?: string;
    external_id?: string;
    external_uid?: string;
    parent?: {
      id?: string;
      external_id?: string;
      external_uid?: string;
      [more: string]: unknown;
    } | null;
    contact_info?: Record<string, unknown>;
    hub?: {
      id: string;
      [more: string]: unknown;
    } | null;
    id?: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface AcceptTierAccountRequestBody {
  [more: string]: unknown;
}

export interface IgnoreTierAccountRequestBody {
  reason?: string;
  [more: string]: unknown;
}

export interface CreateTierConfigRequestBody {
  type?: string;
  configuration?: {
    id?: string;
    product?: {
      id?: string;
      [more: string]: unknown;
    };
    connection?: {
      id?: string;
      [more: string]: unknown;
    };
    account?: {
      id?: string;
      [more: string]: unknown;
    };
    marketplace?: {
      id?: string;
      [more: string]: unknown;
    };
    tier_level?: number | string;
    [more: string]: unknown;
  };
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  notes?: string;
  [more: string]: unknown;
}

export interface UpdateTierConfigRequestBody {
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  notes?: string;
  [more: string]: unknown;
}

export interface ApproveTierConfigRequestBody {
  template?: {
    id?: string;
    [more: string]: unknown;
  };
  effective_date?: string;
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface InquireTierConfigRequestBody {
  template?: {
    id?: string;
    [more: string]: unknown;
  };
  effective_date?: string;
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface PendTierConfigRequestBody {
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface FailTierConfigRequestBody {
  reason?: string;
  [more: string]: unknown;
}

export interface SubmitTierConfigRequestBody {
  [more: string]: unknown;
}

export interface ValidateTierConfigRequestBody {
  params?: {
    id: string;
    value?: unknown;
    structured_value?: unknown;
    value_error?: string | null;
    structured_error?: unknown;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface AssignTierConfigRequestBody {
  email?: string;
  force?: boolean;
  [more: string]: unknown;
}

export interface UnassignTierConfigRequestBody {
  [more: string]: unknown;
}

export interface CreateRequestBody {
  type: string;
  status?: string;
  note?: string;
  planned_date?: string | null;
  marketplace?: {
    id?: string;
    [more: string]: unknown;
  };
  asset?: {
    id?: string;
    external_id?: string;
    external_uid?: string;
    connection?: {
      id?: string;
      [more: string]: unknown;
    };
    product?: {
      id?: string;
      [more: string]: unknown;
    };
    items?: {
      id?: string;
      mpn?: string;
      global_id?: string;
      quantity?: number | string;
      [more: string]: unknown;
    }[];
    params?: {
      id: string;
      value?: string;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    tiers?: {
      customer?: null | {
        id?: string;
        name?: string;
        external_id?: string;
        external_uid?: string;
        contact_info?: {
          address_line1?: string;
          city?: string;
          state?: string;
          postal_code?: string;
          country?: string;
          contact?: {
            first_name?: string;
            last_name?: string;
            email?: string;
            phone_number?: {
              country_code?: string;
              area_code?: string;
              phone_number?: string;
              extension?: string;
              [more: string]: unknown;
            };
            [more: string]: unknown;
          };
          [more: string]: unknown;
        };
        [more: string]: unknown;
      };
      tier1?: null | {
        id?: string;
        name?: string;
        external_id?: string;
        external_uid?: string;
        [more: string]: unknown;
      };
      tier2?: null | {
        id?: string;
        name?: string;
        external_id?: string;
        external_uid?: string;
        [more: string]: unknown;
      };
      [more: string]: unknown;
    };
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateRequestBody {
  note?: string;
  asset?: {
    external_id?: string;
    items?: {
      id?: string;
      mpn?: string;
      global_id?: string;
      quantity?: number | string;
      [more: string]: unknown;
    }[];
    params?: {
      id: string;
      value?: unknown;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface ApproveRequestBody {
  template_id?: string;
  activation_tile?: string;
  effective_date?: string | null;
  asset?: {
    params?: {
      id: string;
      value?: unknown;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    billing?: {
      next_date?: string;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface InquireRequestBody {
  template_id?: string;
  activation_tile?: string;
  effective_date?: string | null;
  asset?: {
    params?: {
      id: string;
      value?: unknown;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    billing?: {
      next_date?: string;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface FailRequestBody {
  reason?: string;
  [more: string]: unknown;
}

export interface PendRequestBody {
  asset?: {
    params?: {
      id: string;
      value?: unknown;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface PurchaseRequestBody {
  [more: string]: unknown;
}

export interface SubmitRequestBody {
  [more: string]: unknown;
}

export interface ScheduleRequestBody {
  planned_date?: string;
  data?: unknown;
  [more: string]: unknown;
}

export interface RevokeRequestBody {
  reason?: string;
  data?: unknown;
  [more: string]: unknown;
}

export interface ConfirmRequestBody {
  [more: string]: unknown;
}

export interface ValidateRequestBody {
  note?: string;
  asset?: {
    external_id?: string;
    items?: {
      id?: string;
      mpn?: string;
      global_id?: string;
      quantity?: number | string;
      [more: string]: unknown;
    }[];
    params?: {
      id: string;
      value?: unknown;
      structured_value?: unknown;
      value_error?: string | null;
      structured_error?: unknown;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface AssignRequestBody {
  email?: string;
  force?: boolean;
  [more: string]: unknown;
}

export interface UnassignRequestBody {
  [more: string]: unknown;
}

export interface CreateBillingRequestBody {
  type?: string;
  asset?: {
    id?: string;
    external_uid?: string;
    [more: string]: unknown;
  };
  asset_id?: string | null;
  asset_external_uid?: string | null;
  items?: {
    id?: string;
    quantity?: number | string;
    [more: string]: unknown;
  }[];
  period?: {
    from?: string;
    to?: string;
    delta?: number;
    uom?: string;
    [more: string]: unknown;
  };
  period_from?: string;
  period_to?: string;
  period_delta?: number;
  period_uom?: string;
  attributes?: {
    vendor?: Record<string, unknown>;
    provider?: Record<string, unknown>;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface SetBillingAttributesAnswer {
  vendor?: Record<string, unknown>;
  provider?: {
    invoice?: string;
  };
}

export interface SetBillingAttributesBody {
  vendor?: Record<string, unknown>;
  provider?: Record<string, string>;
  [more: string]: unknown;
}

export interface CreateUsageFileAnswer {
  id?: string;
  name?: string;
  status?: string;
  schema?: string;
  environment?: string;
  description?: string;
  note?: string;
  external_id?: string;
  currency?: string;
  period?: {
    from?: string;
    to?: string;
  };
  product?: Reference;
  contract?: Reference;
  marketplace?: string;
  vendor?: string;
  provider?: string;
  acceptance_note?: string;
  rejection_note?: string;
  error_detail?: string;
  stats?: {
    uploaded?: number;
    validated?: number;
    pending?: number;
    accepted?: number;
    closed?: number;
    billed?: number;
  };
  records?: {
    valid?: number;
    invalid?: number;
    closed?: number;
  };
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  distribution_contract?: string;
  product_id?: string;
  product_name?: string;
}

export interface CreateUsageFileBody {
  name: string;
  period: {
    from: string;
    to: string;
    [more: string]: unknown;
  };
  currency: string;
  description?: string;
  note?: string;
  external_id?: string;
  product: {
    id: string;
    [more: string]: unknown;
  };
  contract: {
    id: string;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateUsageFileBody {
  name?: string;
  period?: {
    from: string;
    to: string;
    [more: string]: unknown;
  };
  currency?: string;
  description?: string;
  note?: string;
  external_id?: string;
  [more: string]: unknown;
}

export interface ReprocessUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface SubmitUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface AcceptUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface ApproveAllUsageRecordsAnswer {
  id?: string;
  name?: string;
  status?: string;
  schema?: string;
  environment?: string;
  description?: string;
  note?: string;
  external_id?: string;
  currency?: string;
  period?: {
    from?: string;
    to?: string;
  };
  product?: Reference;
  contract?: Reference;
  marketplace?: Reference;
  vendor?: Reference;
  provider?: Reference;
  acceptance_note?: string;
  rejection_note?: string;
  error_detail?: string;
  stats?: {
    uploaded?: number;
    validated?: number;
    pending?: number;
    accepted?: number;
    closed?: number;
    billed?: number;
  };
  records?: {
    valid?: number;
    invalid?: number;
    closed?: number;
  };
  usage_file_uri?: string;
  processed_file_uri?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
    uploaded?: Moment;
    submitted?: Moment;
    rejected?: Moment;
    accepted?: Moment;
  };
}

export interface ApproveAllUsageRecordsBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface RejectUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface CloseUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface DeleteUsageFileBody {
  acceptance_note?: string;
  rejection_note?: string;
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface JudgeUsageRecordBody {
  status: string;
  [more: string]: unknown;
}

export interface CloseUsageRecordBody {
  external_billing_id?: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface UpdateUsageChunkBody {
  external_id: string;
  [more: string]: unknown;
}

export interface CloseUsageChunkBody {
  external_billing_id: string;
  external_billing_note?: string;
  [more: string]: unknown;
}

export interface GetUsageTemplateAnswer {
  template_link?: string;
}

export interface CreateUsageRuleBody {
  item: {
    id: string;
    [more: string]: unknown;
  };
  action: 'accept' | 'reject' | 'manual';
  rule?: string;
  status?: 'active' | 'deleted';
  [more: string]: unknown;
}

export interface UpdateUsageRuleBody {
  item?: {
    id: string;
    [more: string]: unknown;
  };
  action?: 'accept' | 'reject' | 'manual';
  rule?: string;
  status?: 'active' | 'deleted';
  [more: string]: unknown;
}

export interface CreateCaseBody {
  subject: string;
  description: string;
  type: 'technical' | 'business';
  priority?: unknown;
  product?: {
    id: string;
    [more: string]: unknown;
  } | null;
  issuer?: {
    agent?: {
      id: string;
      [more: string]: unknown;
    };
    recipients?: {
      id: string;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  receiver: {
    agent?: {
      id: string;
      [more: string]: unknown;
    };
    recipients?: {
      id: string;
      [more: string]: unknown;
    }[];
    account: {
      id: string;
      [more: string]: unknown;
    };
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface UpdateCaseBody {
  subject?: string;
  description?: string;
  type?: 'technical' | 'business';
  priority?: unknown;
  product?: {
    id: string;
    [more: string]: unknown;
  } | null;
  issuer?: {
    agent?: {
      id: string;
      [more: string]: unknown;
    };
    recipients?: {
      id: string;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  receiver?: {
    agent?: {
      id: string;
      [more: string]: unknown;
    };
    recipients?: {
      id: string;
      [more: string]: unknown;
    }[];
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface CloseCaseBody {
  rating?: unknown;
  feedback?: string;
  [more: string]: unknown;
}

export interface GetCaseSettingsAnswer {
  id?: string;
  account?: Reference;
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateCaseSettingsAnswer {
  id?: string;
  account?: Reference;
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateCaseSettingsBody {
  ttl?: number;
  mode?: 'builtin' | 'federated';
  instructions?: string | null;
  [more: string]: unknown;
}

export interface GetHelpdeskSettingsAnswer {
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateHelpdeskSettingsAnswer {
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateHelpdeskSettingsBody {
  ttl?: number;
  mode?: 'builtin' | 'federated';
  instructions?: string | null;
  [more: string]: unknown;
}

export interface GetHelpdeskModuleSettingsAnswer {
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateHelpdeskModuleSettingsAnswer {
  ttl?: number;
  mode?: string;
  instructions?: string;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
}

export interface UpdateHelpdeskModuleSettingsBody {
  ttl?: number;
  mode?: 'builtin' | 'federated';
  instructions?: string | null;
  [more: string]: unknown;
}

export interface CreateConversationBody {
  instance_id: string;
  topic: string;
  type?: 'conversation' | 'notes';
  accounts?: {
    id?: string;
    [more: string]: unknown;
  }[];
  [more: string]: unknown;
}

export interface PostMessageBody {
  text: string;
  type?: 'message' | 'private';
  [more: string]: unknown;
}

export interface EditMessageBody {
  text?: string;
  [more: string]: unknown;
}

export interface InstallBody {
  service: {
    id?: string;
    name?: string;
  };
  account?: {
    id: string;
  };
  version?: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
  consent?: string;
  allow_private?: boolean;
}

export interface ChangeInstallationBody {
  allow_private?: boolean;
  recording?: boolean;
}

export interface GetSettingsAnswer {
  baseUrl?: string;
}

export interface ReplaceSettingsAnswer {
  id?: string;
  status?: string;
  service?: {
    id?: string;
    name?: string;
    type?: string;
  };
  environment?: {
    id?: string;
  };
  owner?: Reference;
  version?: string;
  previous_version?: null;
  settings?: {
    baseUrl?: string;
  };
  allow_private?: boolean;
  recording?: boolean;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  latest_version?: string;
  settings_schema?: {
    type?: string;
    properties?: {
      baseUrl?: {
        type?: string;
        format?: string;
      };
    };
    required?: string[];
  };
  secrets?: {
    name?: string;
    title?: string;
    hosts?: string[];
    required?: boolean;
    set?: boolean;
    updated?: string;
  }[];
  hooks?: string[];
  permissions?: {
    level?: string;
    sentence?: string;
  }[];
  permissions_digest?: string;
}

export interface ReplaceSecretAnswer {
  id?: string;
  status?: string;
  service?: {
    id?: string;
    name?: string;
    type?: string;
  };
  environment?: {
    id?: string;
  };
  owner?: Reference;
  version?: string;
  previous_version?: null;
  settings?: {
    baseUrl?: string;
  };
  allow_private?: boolean;
  recording?: boolean;
  events?: {
    created?: Moment;
    updated?: Moment;
  };
  latest_version?: string;
  settings_schema?: {
    type?: string;
    properties?: {
      baseUrl?: {
        type?: string;
        format?: string;
      };
    };
    required?: string[];
  };
  secrets?: {
    name?: string;
    title?: string;
    hosts?: string[];
    required?: boolean;
    set?: boolean;
    updated?: string;
  }[];
  hooks?: string[];
  permissions?: {
    level?: string;
    sentence?: string;
  }[];
  permissions_digest?: string;
}

export interface ReplaceSecretBody {
  value: string;
}

export type PauseInstallationBody = Record<string, unknown>;

export type ResumeInstallationBody = Record<string, unknown>;

export interface UpgradeInstallationBody {
  version?: string;
  consent?: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
}

export type RollbackInstallationBody = Record<string, unknown>;

export interface UninstallBody {
  data?: 'keep' | 'delete';
}

export interface GetPermissionsAnswer {
  version?: string;
  permissions?: {
    level?: string;
    sentence?: string;
  }[];
  permissions_digest?: string;
  new?: unknown[];
  dropped?: unknown[];
}

export interface GetStorageAnswer {
  keys?: number;
  bytes?: number;
  limit?: number;
}

export interface CreateRunnerTokenBody {
  name: string;
  environments?: string[];
  secrets?: boolean;
}

export interface ReplayTaskBody {
  forget_steps?: boolean;
}

export interface ResubmitTaskBody {
  forget_steps?: boolean;
}

export interface StartReplayBody {
  filter?: string;
  since?: string;
  until?: string;
  rate?: number;
  forget_steps?: boolean;
}

export type StopReplayBody = Record<string, unknown>;

export type CloseBreakerBody = Record<string, unknown>;

export interface DiscardTaskBody {
  reason: string;
}

export interface GetTaskPayloadAnswer {
  event?: {
    id?: string;
    type?: string;
    status?: string;
    objectId?: string;
    at?: string;
    correlation?: string;
    hop?: number;
    data?: Record<string, unknown>;
  };
  object?: {
    id?: string;
    type?: string;
    status?: string;
    note?: string;
    reason?: string;
    created?: string;
    updated?: string;
    activation_key?: string;
    params_form_url?: string;
    marketplace?: Reference;
    contract?: Reference;
    asset?: {
      id?: string;
      status?: string;
      external_id?: string;
      external_uid?: string;
      product?: {
        id?: string;
        name?: string;
        status?: string;
      };
      connection?: {
        id?: string;
        type?: string;
        provider?: Reference;
        vendor?: Reference;
        hub?: Reference;
      };
      events?: {
        created?: Moment;
        updated?: Moment;
      };
      items?: {
        id?: string;
        global_id?: string;
        mpn?: string;
        old_quantity?: string;
        quantity?: string;
        type?: string;
        display_name?: string;
        period?: string;
        item_type?: string;
        params?: unknown[];
      }[];
      params?: {
        id?: string;
        name?: string;
        title?: string;
        description?: string;
        type?: string;
        phase?: string;
        scope?: string;
        value?: string;
        value_error?: string;
        value_choices?: unknown[];
        constraints?: {
          required?: boolean;
          hidden?: boolean;
          unique?: boolean;
        };
      }[];
      tiers?: {
        customer?: {
          id?: string;
          version?: number;
          name?: string;
          type?: string;
          external_id?: string;
          external_uid?: string;
          tax_id?: string;
          contact_info?: {
            address_line1?: string;
            city?: string;
            state?: string;
            postal_code?: string;
            country?: string;
            contact?: {
              first_name?: string;
              last_name?: string;
              email?: string;
              phone_number?: {
                country_code?: string;
                area_code?: string;
                phone_number?: string;
                extension?: string;
              };
            };
          };
        };
        tier1?: Record<string, unknown>;
        tier2?: Record<string, unknown>;
      };
      configuration?: {
        params?: unknown[];
      };
      marketplace?: Reference;
      contract?: Reference;
    };
    events?: {
      created?: Moment;
      updated?: Moment;
    };
  };
}
