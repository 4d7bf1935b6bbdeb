"""Generated from the routes by `npm run generate`."""

from __future__ import annotations

from typing import Any, Literal, Required, TypedDict, Union


class Reference(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]


class Moment(TypedDict, total=False):
    at: Union[str, None]
    by: Reference


class Industry(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]


class Country(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]


class Module(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]


class AccountEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class Account(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    role: Union[str, None]
    external_id: Union[str, None]
    events: Union[AccountEvents, None]
    description: str
    overview: str
    brand: str
    sourcing: bool
    public: bool
    countries: list[Any]
    languages: list[Any]
    websites: list[Any]
    headquarters: str


class AccountUserEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment
    invited: Moment
    expired: Moment
    activated: Moment


class AccountUser(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    email: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    groups: list[Reference]
    events: Union[AccountUserEvents, None]
    active: bool
    blocklisted: bool
    region: str
    timezone: str


class MembershipEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class Membership(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    role: Union[str, None]
    external_id: Union[str, None]
    events: Union[MembershipEvents, None]
    description: str
    overview: str
    brand: str
    sourcing: bool
    public: bool
    countries: list[Any]
    languages: list[Any]
    websites: list[Any]


class UserContactEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment


class UserContactValue(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str


class UserContact(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    tags: list[Reference]
    events: Union[UserContactEvents, None]
    value: UserContactValue


class UserSessionEvents(TypedDict, total=False):
    created: Union[Moment, None]
    terminated: Moment


class UserSessionLocation(TypedDict, total=False):
    country: str


class UserSessionDevice(TypedDict, total=False):
    browser: str


class UserSession(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    events: Union[UserSessionEvents, None]
    current: bool
    location: UserSessionLocation
    device: UserSessionDevice


class AccountGroupPermissions(TypedDict, total=False):
    id: Union[str, None]


class AccountGroupEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment
    granted: Moment


class AccountGroupStats(TypedDict, total=False):
    users: float


class AccountGroupObject(TypedDict, total=False):
    id: str


class AccountGroup(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    description: Union[str, None]
    external_id: Union[str, None]
    permissions: list[AccountGroupPermissions]
    events: Union[AccountGroupEvents, None]
    revision: float
    stats: AccountGroupStats
    color: str
    object: AccountGroupObject


class GroupUserEvents(TypedDict, total=False):
    added: Union[Moment, None]
    created: Moment
    updated: Moment
    invited: Moment


class GroupUser(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    email: Union[str, None]
    events: Union[GroupUserEvents, None]
    active: bool
    status: str
    blocklisted: bool


class AccountMedia(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    position: Union[float, None]
    type: Union[str, None]
    description: str
    thumbnail: str


class TokenPermissions(TypedDict, total=False):
    id: Union[str, None]


class TokenEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    granted: Moment


class TokenObject(TypedDict, total=False):
    id: str


class Token(TypedDict, total=False):
    id: Required[str]
    handle: Union[str, None]
    name: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    owner: Union[Reference, None]
    expiration_date: Union[str, None]
    extension: Union[Reference, None]
    permissions: list[TokenPermissions]
    events: Union[TokenEvents, None]
    description: str
    token: str
    renewed_expiration_date: str
    renewed_token: str
    object: TokenObject


class FormEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment


class FormSchemaPropertiesTax(TypedDict, total=False):
    type: str


class FormSchemaProperties(TypedDict, total=False):
    tax: FormSchemaPropertiesTax


class FormSchema(TypedDict, total=False):
    type: str
    properties: FormSchemaProperties
    required: list[str]


class Form(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    events: Union[FormEvents, None]
    version: float
    status: str
    schema: FormSchema


class FormVersionSchemaPropertiesTax(TypedDict, total=False):
    type: str


class FormVersionSchemaProperties(TypedDict, total=False):
    tax: FormVersionSchemaPropertiesTax


class FormVersionSchema(TypedDict, total=False):
    type: str
    properties: FormVersionSchemaProperties
    required: list[str]


class FormVersionEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class FormVersion(TypedDict, total=False):
    id: Required[str]
    version: Union[float, None]
    name: str
    type: str
    status: str
    schema: FormVersionSchema
    events: FormVersionEvents


class AgreementVersionPart(TypedDict, total=False):
    version: Union[float, None]
    id: str
    author: Reference
    active: bool
    version_created: str
    version_contracts: float


class AgreementForms(TypedDict, total=False):
    id: Union[str, None]


class AgreementEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class AgreementStats(TypedDict, total=False):
    contracts: float
    versions: float


class Agreement(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    title: Union[str, None]
    active: Union[bool, None]
    type: Union[str, None]
    version: Union[AgreementVersionPart, None]
    owner: Union[Reference, None]
    forms: Union[AgreementForms, None]
    marketplace: Union[Reference, None]
    created: Union[str, None]
    updated: Union[str, None]
    parent: Union[Reference, None]
    events: Union[AgreementEvents, None]
    description: str
    document_type: str
    auto_accept: bool
    stats: AgreementStats


class ContractEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    enrolled: Moment
    signed: Moment
    refined: Moment
    rejected: Moment
    terminated: Moment


class ContractActivation(TypedDict, total=False):
    message: str
    code: str


class ContractContract(TypedDict, total=False):
    id: str
    status: str
    version: float


class Contract(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    status: Union[str, None]
    version: Union[float, None]
    agreement: Union[Reference, None]
    marketplace: Union[Reference, None]
    owner: Union[Reference, None]
    issuer: Union[Reference, None]
    created: Union[str, None]
    updated: Union[str, None]
    events: Union[ContractEvents, None]
    kind: str
    latest: str
    version_created: str
    note: str
    creator: Reference
    enrolled: str
    signee: Reference
    activation: ContractActivation
    role: str
    contract: ContractContract


class AgreementVersionAgreementVersion(TypedDict, total=False):
    id: str
    author: Reference
    version: float
    active: bool
    link: str
    version_created: str


class AgreementVersionAgreementStats(TypedDict, total=False):
    contracts: float
    versions: float


class AgreementVersionAgreementEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class AgreementVersionAgreement(TypedDict, total=False):
    id: str
    type: str
    title: str
    name: str
    description: str
    active: bool
    document_type: str
    version: AgreementVersionAgreementVersion
    auto_accept: bool
    forms: dict[str, Any]
    owner: Reference
    stats: AgreementVersionAgreementStats
    created: str
    updated: str
    events: AgreementVersionAgreementEvents


class AgreementVersion(TypedDict, total=False):
    id: Required[str]
    version: Union[float, None]
    document_type: Union[str, None]
    version_created: Union[str, None]
    author: Reference
    active: bool
    version_contracts: float
    link: str
    agreement: AgreementVersionAgreement


class ContractDataItem(TypedDict, total=False):
    id: Union[str, None]
    name: str
    type: str


class ContractDataData(TypedDict, total=False):
    tax: str


class ContractDataFormVersion(TypedDict, total=False):
    id: str


class ContractData(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    product: Union[Reference, None]
    item: Union[ContractDataItem, None]
    created: Union[str, None]
    contract: Reference
    data: ContractDataData
    form_version: ContractDataFormVersion


class ContractVersionContractEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    enrolled: Moment
    refined: Moment
    signed: Moment


class ContractVersionContract(TypedDict, total=False):
    id: Union[str, None]
    status: Union[str, None]
    name: str
    type: str
    kind: str
    version: float
    latest: str
    version_created: str
    agreement: Reference
    marketplace: Reference
    owner: Reference
    issuer: Reference
    note: str
    creator: Reference
    enrolled: str
    signee: Reference
    created: str
    updated: str
    events: ContractVersionContractEvents


class ContractVersion(TypedDict, total=False):
    id: Required[str]
    contract: Union[ContractVersionContract, None]
    version: str
    signee: Reference
    version_created: str


class ProductEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    published: Moment
    saleended: Moment
    saleresumed: Moment


class ProductStats(TypedDict, total=False):
    versions: float


class ProductUsageRule(TypedDict, total=False):
    enabled: bool
    providers: list[Any]


class ProductConfigurations(TypedDict, total=False):
    suspend_resume_supported: bool
    requires_reseller_information: bool


class ProductCapabilitiesReservation(TypedDict, total=False):
    consumption: bool


class ProductCapabilitiesCart(TypedDict, total=False):
    validation: bool


class ProductCapabilitiesInquiring(TypedDict, total=False):
    validation: bool


class ProductCapabilitiesTiers(TypedDict, total=False):
    updates: bool
    validation: bool


class ProductCapabilitiesSubscriptionPurchase(TypedDict, total=False):
    scheduling: bool


class ProductCapabilitiesSubscriptionChange(TypedDict, total=False):
    editable_ordering_parameters: bool
    editable_fulfillment_parameters: bool
    validation: bool
    inquiring_validation: bool
    scheduling: bool
    simultaneous_adjustment: bool


class ProductCapabilitiesSubscriptionSuspend(TypedDict, total=False):
    scheduling: bool
    offline: str


class ProductCapabilitiesSubscriptionResume(TypedDict, total=False):
    scheduling: bool


class ProductCapabilitiesSubscriptionRenew(TypedDict, total=False):
    enable_renew: bool
    scheduling: bool


class ProductCapabilitiesSubscriptionTransfer(TypedDict, total=False):
    enable_transfer: bool
    transfer_autoapprove: bool


class ProductCapabilitiesSubscriptionCancel(TypedDict, total=False):
    scheduling: bool
    offline: str


class ProductCapabilitiesSubscriptionParameter(TypedDict, total=False):
    versions: bool


class ProductCapabilitiesSubscription(TypedDict, total=False):
    hold: bool
    schema: str
    purchase: ProductCapabilitiesSubscriptionPurchase
    change: ProductCapabilitiesSubscriptionChange
    suspend: ProductCapabilitiesSubscriptionSuspend
    resume: ProductCapabilitiesSubscriptionResume
    renew: ProductCapabilitiesSubscriptionRenew
    transfer: ProductCapabilitiesSubscriptionTransfer
    cancel: ProductCapabilitiesSubscriptionCancel
    parameter: ProductCapabilitiesSubscriptionParameter


class ProductCapabilitiesPpu(TypedDict, total=False):
    schema: str


class ProductCapabilities(TypedDict, total=False):
    reservation: ProductCapabilitiesReservation
    cart: ProductCapabilitiesCart
    inquiring: ProductCapabilitiesInquiring
    tiers: ProductCapabilitiesTiers
    subscription: ProductCapabilitiesSubscription
    ppu: ProductCapabilitiesPpu


class ProductVisibility(TypedDict, total=False):
    owner: bool
    listing: bool
    syndication: bool
    catalog: bool


class Product(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    version: Union[float, None]
    owner: Union[Reference, None]
    events: Union[ProductEvents, None]
    latest: bool
    public: bool
    short_description: str
    detailed_description: str
    published_at: Union[str, None]
    changes_description: str
    staging: bool
    stats: ProductStats
    purchase_model: str
    usage_rule: ProductUsageRule
    configurations: ProductConfigurations
    customer_ui_settings: dict[str, Any]
    capabilities: ProductCapabilities
    visibility: ProductVisibility
    replacement: Reference


class ItemUnit(TypedDict, total=False):
    id: Union[str, None]
    name: str
    title: str
    unit: str


class ItemUi(TypedDict, total=False):
    visibility: bool


class ItemGroup(TypedDict, total=False):
    name: None
    mpn: str


class ItemEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    saleended: Moment


class Item(TypedDict, total=False):
    id: Required[str]
    local_id: Union[str, None]
    mpn: Union[str, None]
    name: Union[str, None]
    status: Union[str, None]
    type: Union[str, None]
    period: Union[str, None]
    precision: Union[str, None]
    position: Union[float, None]
    unit: Union[ItemUnit, None]
    display_name: str
    description: str
    external_id: str
    ui: ItemUi
    dynamic: bool
    applicability: None
    parent: dict[str, Any]
    depth: float
    group: ItemGroup
    replacement: dict[str, Any]
    end_of_sale_notes: Union[None, str]
    events: ItemEvents
    product_version: float


class ParameterConstraints(TypedDict, total=False):
    required: Union[bool, None]
    hidden: Union[bool, None]
    unique: Union[bool, None]
    readonly: bool
    reconciliation: bool


class ParameterEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class Parameter(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    title: Union[str, None]
    phase: Union[str, None]
    scope: Union[str, None]
    type: Union[str, None]
    position: Union[float, None]
    constraints: Union[ParameterConstraints, None]
    description: str
    hint: str
    placeholder: str
    events: ParameterEvents


class TemplateEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class Template(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    title: Union[str, None]
    type: Union[str, None]
    scope: Union[str, None]
    position: Union[float, None]
    body: str
    events: TemplateEvents


class ProductVersionEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment
    published: Moment


class ProductVersionStats(TypedDict, total=False):
    versions: float


class ProductVersionMediaPart(TypedDict, total=False):
    id: str
    position: float
    type: str
    thumbnail: str
    url: str


class ProductVersionUsageRule(TypedDict, total=False):
    enabled: bool
    providers: list[Any]


class ProductVersionConfigurations(TypedDict, total=False):
    suspend_resume_supported: bool
    requires_reseller_information: bool


class ProductVersionCustomerUiSettingsAction(TypedDict, total=False):
    url: str


class ProductVersionCustomerUiSettings(TypedDict, total=False):
    action: ProductVersionCustomerUiSettingsAction


class ProductVersionCapabilitiesReservation(TypedDict, total=False):
    consumption: bool


class ProductVersionCapabilitiesCart(TypedDict, total=False):
    validation: bool


class ProductVersionCapabilitiesInquiring(TypedDict, total=False):
    validation: bool


class ProductVersionCapabilitiesTiers(TypedDict, total=False):
    updates: bool
    validation: bool


class ProductVersionCapabilitiesSubscriptionPurchase(TypedDict, total=False):
    scheduling: bool


class ProductVersionCapabilitiesSubscriptionChange(TypedDict, total=False):
    editable_ordering_parameters: bool
    editable_fulfillment_parameters: bool
    validation: bool
    inquiring_validation: bool
    scheduling: bool
    simultaneous_adjustment: bool


class ProductVersionCapabilitiesSubscriptionSuspend(TypedDict, total=False):
    scheduling: bool
    offline: str


class ProductVersionCapabilitiesSubscriptionResume(TypedDict, total=False):
    scheduling: bool


class ProductVersionCapabilitiesSubscriptionRenew(TypedDict, total=False):
    enable_renew: bool
    scheduling: bool


class ProductVersionCapabilitiesSubscriptionTransfer(TypedDict, total=False):
    enable_transfer: bool
    transfer_autoapprove: bool


class ProductVersionCapabilitiesSubscriptionCancel(TypedDict, total=False):
    scheduling: bool
    offline: str


class ProductVersionCapabilitiesSubscriptionParameter(TypedDict, total=False):
    versions: bool


class ProductVersionCapabilitiesSubscription(TypedDict, total=False):
    hold: bool
    schema: str
    purchase: ProductVersionCapabilitiesSubscriptionPurchase
    change: ProductVersionCapabilitiesSubscriptionChange
    suspend: ProductVersionCapabilitiesSubscriptionSuspend
    resume: ProductVersionCapabilitiesSubscriptionResume
    renew: ProductVersionCapabilitiesSubscriptionRenew
    transfer: ProductVersionCapabilitiesSubscriptionTransfer
    cancel: ProductVersionCapabilitiesSubscriptionCancel
    parameter: ProductVersionCapabilitiesSubscriptionParameter


class ProductVersionCapabilitiesPpu(TypedDict, total=False):
    schema: str


class ProductVersionCapabilities(TypedDict, total=False):
    reservation: ProductVersionCapabilitiesReservation
    cart: ProductVersionCapabilitiesCart
    inquiring: ProductVersionCapabilitiesInquiring
    tiers: ProductVersionCapabilitiesTiers
    subscription: ProductVersionCapabilitiesSubscription
    ppu: ProductVersionCapabilitiesPpu


class ProductVersionVisibility(TypedDict, total=False):
    owner: bool
    listing: bool
    syndication: bool
    catalog: bool


class ProductVersion(TypedDict, total=False):
    id: Required[str]
    version: Union[float, None]
    changes_description: Union[str, None]
    name: Union[str, None]
    events: Union[ProductVersionEvents, None]
    external_id: str
    status: str
    latest: bool
    public: bool
    short_description: str
    detailed_description: str
    owner: Reference
    published_at: str
    staging: bool
    stats: ProductVersionStats
    media: ProductVersionMediaPart
    purchase_model: str
    usage_rule: ProductVersionUsageRule
    configurations: ProductVersionConfigurations
    customer_ui_settings: ProductVersionCustomerUiSettings
    capabilities: ProductVersionCapabilities
    visibility: ProductVersionVisibility


class ProductVersionActionEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductVersionAction(TypedDict, total=False):
    id: Required[str]
    action: Union[str, None]
    name: Union[str, None]
    scope: Union[str, None]
    type: Union[str, None]
    description: str
    title: str
    events: ProductVersionActionEvents


class ProductVersionItemGroupEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductVersionItemGroup(TypedDict, total=False):
    id: Required[str]
    mpn: Union[str, None]
    name: Union[str, None]
    events: ProductVersionItemGroupEvents


class ProductVersionItemUnit(TypedDict, total=False):
    id: Union[str, None]
    name: str
    title: str
    unit: str


class ProductVersionItemUi(TypedDict, total=False):
    visibility: bool


class ProductVersionItemGroupPart(TypedDict, total=False):
    name: None
    mpn: str


class ProductVersionItemEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductVersionItem(TypedDict, total=False):
    id: Required[str]
    local_id: Union[str, None]
    mpn: Union[str, None]
    name: Union[str, None]
    status: Union[str, None]
    type: Union[str, None]
    period: Union[str, None]
    precision: Union[str, None]
    position: Union[float, None]
    unit: Union[ProductVersionItemUnit, None]
    display_name: str
    description: str
    external_id: str
    ui: ProductVersionItemUi
    dynamic: bool
    applicability: None
    parent: dict[str, Any]
    depth: float
    group: ProductVersionItemGroupPart
    replacement: dict[str, Any]
    end_of_sale_notes: None
    events: ProductVersionItemEvents


class ProductVersionMedia(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    position: Union[float, None]
    thumbnail: str
    url: str


class ProductVersionParameterConstraints(TypedDict, total=False):
    required: Union[bool, None]
    hidden: Union[bool, None]
    unique: Union[bool, None]
    readonly: bool
    reconciliation: bool


class ProductVersionParameterEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductVersionParameter(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    title: Union[str, None]
    phase: Union[str, None]
    scope: Union[str, None]
    type: Union[str, None]
    position: Union[float, None]
    constraints: Union[ProductVersionParameterConstraints, None]
    description: str
    hint: str
    placeholder: str
    events: ProductVersionParameterEvents


class ProductVersionTemplateEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductVersionTemplate(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    title: Union[str, None]
    type: Union[str, None]
    scope: Union[str, None]
    position: Union[float, None]
    body: str
    events: ProductVersionTemplateEvents


class ProductActionEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductAction(TypedDict, total=False):
    id: Required[str]
    action: Union[str, None]
    name: Union[str, None]
    scope: Union[str, None]
    type: Union[str, None]
    description: str
    title: str
    events: ProductActionEvents


class ProductItemGroupEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductItemGroup(TypedDict, total=False):
    id: Required[str]
    mpn: Union[str, None]
    name: Union[str, None]
    events: ProductItemGroupEvents


class ProductMessageEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductMessage(TypedDict, total=False):
    id: Required[str]
    external_id: Union[str, None]
    value: Union[str, None]
    auto: Union[bool, None]
    events: ProductMessageEvents
    product: Reference


class ProductMedia(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    position: Union[float, None]
    thumbnail: str
    url: str


class ProductLocalizationEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductLocalization(TypedDict, total=False):
    id: Required[str]
    locale: Union[str, None]
    events: ProductLocalizationEvents


class ProductConfigurationParameterConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool
    readonly: bool
    reconciliation: bool


class ProductConfigurationParameterEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductConfigurationParameter(TypedDict, total=False):
    id: str
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    hint: str
    placeholder: str
    position: float
    constraints: ProductConfigurationParameterConstraints
    events: ProductConfigurationParameterEvents


class ProductConfigurationEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ProductConfiguration(TypedDict, total=False):
    value: Union[str, None]
    structured_value: dict[str, Any]
    parameter: ProductConfigurationParameter
    events: ProductConfigurationEvents


class Category(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    parent: Union[Reference, None]
    children: list[Reference]
    family: Reference


class Unit(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    description: Union[str, None]
    type: Union[str, None]
    unit: Union[str, None]
    title: str


class MarketplaceEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment


class MarketplaceHubs(TypedDict, total=False):
    hub: Reference
    external_id: str


class MarketplaceStats(TypedDict, total=False):
    hubs: float
    contracts: float


class Marketplace(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    zone: Union[str, None]
    currency: Union[str, None]
    owner: Union[Reference, None]
    events: Union[MarketplaceEvents, None]
    description: str
    countries: list[Reference]
    hubs: list[MarketplaceHubs]
    active_contracts: float
    stats: MarketplaceStats
    icon: str


class HubInstance(TypedDict, total=False):
    id: Union[str, None]
    type: Union[str, None]


class HubEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment


class HubStats(TypedDict, total=False):
    connections: float
    marketplaces: float


class Hub(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    company: Union[Reference, None]
    instance: Union[HubInstance, None]
    events: Union[HubEvents, None]
    description: str
    stats: HubStats


class ConnectionEvents(TypedDict, total=False):
    created: Moment


class Connection(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    product: Union[Reference, None]
    hub: Union[Reference, None]
    vendor: Union[Reference, None]
    provider: Union[Reference, None]
    created_at: Union[str, None]
    note: str
    product_version_type: str
    events: ConnectionEvents


class MarketplaceHub(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    external_id: Union[str, None]
    description: str


class ListingProduct(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    status: str


class ListingContract(TypedDict, total=False):
    id: Union[str, None]
    marketplace: Union[Reference, None]
    name: str
    type: str


class ListingOffer(TypedDict, total=False):
    id: None


class ListingPricelist(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingAltPricelist1(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingAltPricelist2(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingPendingRequest(TypedDict, total=False):
    id: str
    type: str
    status: str


class Listing(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    product: Union[ListingProduct, None]
    contract: Union[ListingContract, None]
    vendor: Union[Reference, None]
    provider: Union[Reference, None]
    created: Union[str, None]
    updated: Union[str, None]
    offer: ListingOffer
    pricelist: ListingPricelist
    alt_pricelist_1: ListingAltPricelist1
    alt_pricelist_2: ListingAltPricelist2
    pending_request: ListingPendingRequest


class ListingRequestProduct(TypedDict, total=False):
    id: Union[str, None]
    name: str
    status: str
    version: float


class ListingRequestListingContract(TypedDict, total=False):
    id: Union[str, None]
    marketplace: Union[Reference, None]
    name: str
    type: str


class ListingRequestListingProduct(TypedDict, total=False):
    id: str
    name: str
    status: str


class ListingRequestListingOffer(TypedDict, total=False):
    id: None


class ListingRequestListingPricelist(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingRequestListingAltPricelist1(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingRequestListingAltPricelist2(TypedDict, total=False):
    id: None
    name: str
    status: str


class ListingRequestListing(TypedDict, total=False):
    id: Union[str, None]
    contract: Union[ListingRequestListingContract, None]
    vendor: Union[Reference, None]
    provider: Union[Reference, None]
    status: str
    product: ListingRequestListingProduct
    offer: ListingRequestListingOffer
    pricelist: ListingRequestListingPricelist
    alt_pricelist_1: ListingRequestListingAltPricelist1
    alt_pricelist_2: ListingRequestListingAltPricelist2
    created: str
    updated: str


class ListingRequestEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    submitted: Moment
    canceled: Moment
    deployed: Moment
    completed: Moment
    refined: Moment


class ListingRequest(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    state: Union[str, None]
    product: Union[ListingRequestProduct, None]
    listing: Union[ListingRequestListing, None]
    created: Union[str, None]
    updated: Union[str, None]
    creator: Reference
    note: str
    events: ListingRequestEvents
    assignee: Reference


class PartnerStatsContracts(TypedDict, total=False):
    distribution: Union[float, None]
    program: Union[float, None]
    service: Union[float, None]
    syndication: Union[float, None]


class PartnerStats(TypedDict, total=False):
    contracts: Union[PartnerStatsContracts, None]
    listings: Union[float, None]


class Partner(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    role: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    stats: Union[PartnerStats, None]
    icon: str
    description: str
    overview: str
    headquarters: str
    countries: list[Any]
    languages: dict[str, Any]
    websites: dict[str, Any]
    public: dict[str, Any]
    industries: list[Any]


class AgreementProduct(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    status: Union[str, None]
    description: str


class AgreementProductMarketplace(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]


class AgreementMarketplace(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    currency: Union[str, None]
    description: str


class AgreementProductGroupEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class AgreementProductGroupStats(TypedDict, total=False):
    products: float
    agreements: float


class AgreementProductGroup(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    description: str
    events: AgreementProductGroupEvents
    stats: AgreementProductGroupStats


class ProductGroupProducts(TypedDict, total=False):
    id: Union[str, None]


class ProductGroupAgreements(TypedDict, total=False):
    id: Union[str, None]


class ProductGroupEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class ProductGroupStats(TypedDict, total=False):
    products: float
    agreements: float


class ProductGroup(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    products: list[ProductGroupProducts]
    agreements: list[ProductGroupAgreements]
    events: Union[ProductGroupEvents, None]
    description: str
    stats: ProductGroupStats


class PostEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    drafted: Moment
    published: Moment


class PostCover(TypedDict, total=False):
    type: str
    thumbnail: str


class Post(TypedDict, total=False):
    id: Required[str]
    external_id: Union[str, None]
    audience: Union[str, None]
    status: Union[str, None]
    title: Union[str, None]
    subtitle: Union[str, None]
    content: Union[str, None]
    creator: Union[Reference, None]
    events: Union[PostEvents, None]
    name: str
    anonymous: bool
    version: float
    cover: PostCover


class PostVersionCover(TypedDict, total=False):
    type: str
    thumbnail: str


class PostVersionEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    drafted: Moment


class PostVersion(TypedDict, total=False):
    id: Required[str]
    version: Union[float, None]
    external_id: str
    name: str
    creator: Reference
    status: str
    audience: str
    anonymous: bool
    title: str
    subtitle: str
    content: str
    cover: PostVersionCover
    events: PostVersionEvents


class TierAccountParent(TypedDict, total=False):
    id: Union[str, None]


class TierAccountContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class TierAccountContactInfoContact(TypedDict, total=False):
    email: Union[str, None]
    first_name: str
    last_name: str
    phone_number: TierAccountContactInfoContactPhoneNumber


class TierAccountContactInfo(TypedDict, total=False):
    country: Union[str, None]
    contact: Union[TierAccountContactInfoContact, None]
    address_line1: str
    city: str
    state: str
    postal_code: str


class TierAccountEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class TierAccount(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    status: Union[str, None]
    type: Union[str, None]
    tax_id: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    scopes: list[Union[str, None]]
    db: Union[str, None]
    parent: Union[TierAccountParent, None]
    owner: Union[Reference, None]
    hub: Union[Reference, None]
    contact_info: Union[TierAccountContactInfo, None]
    events: Union[TierAccountEvents, None]
    version: float
    environment: str


class TierAccountRequestAccountContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class TierAccountRequestAccountContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: TierAccountRequestAccountContactInfoContactPhoneNumber


class TierAccountRequestAccountContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: TierAccountRequestAccountContactInfoContact


class TierAccountRequestAccountEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class TierAccountRequestAccount(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    version: float
    status: str
    environment: str
    type: str
    db: str
    tax_id: str
    parent: dict[str, Any]
    owner: Reference
    hub: Reference
    scopes: list[str]
    contact_info: TierAccountRequestAccountContactInfo
    events: TierAccountRequestAccountEvents


class TierAccountRequestEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    accepted: Moment
    ignored: Moment


class TierAccountRequest(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    account: Union[TierAccountRequestAccount, None]
    product: Union[Reference, None]
    vendor: Union[Reference, None]
    provider: Union[Reference, None]
    created: Union[str, None]
    updated: Union[str, None]
    events: Union[TierAccountRequestEvents, None]
    reason: str


class TierConfigAccountContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class TierConfigAccountContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: TierConfigAccountContactInfoContactPhoneNumber


class TierConfigAccountContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: TierConfigAccountContactInfoContact


class TierConfigAccountEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class TierConfigAccount(TypedDict, total=False):
    id: Union[str, None]
    company_name: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    version: float
    status: str
    environment: str
    type: str
    db: str
    name: str
    tax_id: str
    parent: dict[str, Any]
    owner: Reference
    hub: Reference
    scopes: list[str]
    contact_info: TierConfigAccountContactInfo
    events: TierConfigAccountEvents


class TierConfigProduct(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    status: str


class TierConfigConnection(TypedDict, total=False):
    id: Union[str, None]
    type: Union[str, None]
    status: str
    provider: Reference
    vendor: Reference
    hub: Reference


class TierConfigParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class TierConfigParams(TypedDict, total=False):
    id: Union[str, None]
    value: Union[str, None]
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value_error: str
    value_choices: list[Any]
    constraints: TierConfigParamsConstraints


class TierConfigEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class TierConfigConfiguration(TypedDict, total=False):
    params: list[Any]


class TierConfigOpenRequest(TypedDict, total=False):
    id: str


class TierConfig(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    tier_level: Union[float, None]
    account: Union[TierConfigAccount, None]
    product: Union[TierConfigProduct, None]
    connection: Union[TierConfigConnection, None]
    contract: Union[Reference, None]
    marketplace: Union[Reference, None]
    template: Union[Reference, None]
    params: list[TierConfigParams]
    created: Union[str, None]
    updated: Union[str, None]
    events: Union[TierConfigEvents, None]
    name: str
    configuration: TierConfigConfiguration
    open_request: TierConfigOpenRequest


class TierConfigRequestConfigurationAccountContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class TierConfigRequestConfigurationAccountContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: TierConfigRequestConfigurationAccountContactInfoContactPhoneNumber


class TierConfigRequestConfigurationAccountContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: TierConfigRequestConfigurationAccountContactInfoContact


class TierConfigRequestConfigurationAccountEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class TierConfigRequestConfigurationAccount(TypedDict, total=False):
    id: Union[str, None]
    version: float
    status: str
    environment: str
    type: str
    db: str
    name: str
    tax_id: str
    external_id: str
    external_uid: str
    parent: dict[str, Any]
    owner: Reference
    hub: Reference
    scopes: list[str]
    contact_info: TierConfigRequestConfigurationAccountContactInfo
    events: TierConfigRequestConfigurationAccountEvents


class TierConfigRequestConfigurationProduct(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    status: str


class TierConfigRequestConfigurationConnection(TypedDict, total=False):
    id: str
    type: str
    status: str
    provider: Reference
    vendor: Reference
    hub: Reference


class TierConfigRequestConfigurationParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class TierConfigRequestConfigurationParams(TypedDict, total=False):
    id: str
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value: str
    value_error: str
    value_choices: list[Any]
    constraints: TierConfigRequestConfigurationParamsConstraints


class TierConfigRequestConfigurationConfiguration(TypedDict, total=False):
    params: list[Any]


class TierConfigRequestConfigurationOpenRequest(TypedDict, total=False):
    id: str


class TierConfigRequestConfigurationEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class TierConfigRequestConfiguration(TypedDict, total=False):
    id: Union[str, None]
    tier_level: Union[float, None]
    account: Union[TierConfigRequestConfigurationAccount, None]
    contract: Union[Reference, None]
    marketplace: Union[Reference, None]
    product: Union[TierConfigRequestConfigurationProduct, None]
    name: str
    status: str
    connection: TierConfigRequestConfigurationConnection
    params: list[TierConfigRequestConfigurationParams]
    configuration: TierConfigRequestConfigurationConfiguration
    open_request: TierConfigRequestConfigurationOpenRequest
    events: TierConfigRequestConfigurationEvents
    template: Reference


class TierConfigRequestParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class TierConfigRequestParams(TypedDict, total=False):
    id: Union[str, None]
    value: Union[str, None]
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value_error: str
    value_choices: list[Any]
    constraints: TierConfigRequestParamsConstraints


class TierConfigRequestEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    assigned: Moment
    inquired: Moment
    pended: Moment
    approved: Moment


class TierConfigRequestAccountContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class TierConfigRequestAccountContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: TierConfigRequestAccountContactInfoContactPhoneNumber


class TierConfigRequestAccountContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: TierConfigRequestAccountContactInfoContact


class TierConfigRequestAccountEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class TierConfigRequestAccount(TypedDict, total=False):
    id: str
    version: float
    status: str
    environment: str
    type: str
    db: str
    name: str
    tax_id: str
    external_id: str
    external_uid: str
    parent: dict[str, Any]
    owner: Reference
    hub: Reference
    scopes: list[str]
    contact_info: TierConfigRequestAccountContactInfo
    events: TierConfigRequestAccountEvents


class TierConfigRequestTiers(TypedDict, total=False):
    tier1: Reference


class TierConfigRequestActivation(TypedDict, total=False):
    link: str


class TierConfigRequestPreviousApprovedRequest(TypedDict, total=False):
    id: str


class TierConfigRequest(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    configuration: Union[TierConfigRequestConfiguration, None]
    template: Union[Reference, None]
    params: list[TierConfigRequestParams]
    created: Union[str, None]
    updated: Union[str, None]
    events: Union[TierConfigRequestEvents, None]
    environment: str
    account: TierConfigRequestAccount
    tiers: TierConfigRequestTiers
    notes: str
    activation: TierConfigRequestActivation
    previous_approved_request: TierConfigRequestPreviousApprovedRequest
    effective_date: str
    assignee: Reference


class RequestEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    inquired: Moment
    pended: Moment
    approved: Moment
    failed: Moment
    scheduled: Moment
    revoking: Moment
    revoked: Moment
    assigned: Moment


class RequestTemplate(TypedDict, total=False):
    id: Union[str, None]
    name: str
    type: str


class RequestAssetParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class RequestAssetParams(TypedDict, total=False):
    id: Union[str, None]
    value: Union[str, None]
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value_error: str
    value_choices: list[Any]
    constraints: RequestAssetParamsConstraints


class RequestAssetItems(TypedDict, total=False):
    id: Union[str, None]
    global_id: str
    mpn: str
    old_quantity: str
    quantity: str
    type: str
    display_name: str
    period: str
    item_type: str
    params: list[Any]


class RequestAssetProduct(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    status: str


class RequestAssetConnection(TypedDict, total=False):
    id: Union[str, None]
    type: Union[str, None]
    provider: Union[Reference, None]
    vendor: Union[Reference, None]
    hub: Union[Reference, None]


class RequestAssetEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    active: Moment
    terminated: Moment
    suspended: Moment


class RequestAssetTiersCustomerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class RequestAssetTiersCustomerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: RequestAssetTiersCustomerContactInfoContactPhoneNumber


class RequestAssetTiersCustomerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: RequestAssetTiersCustomerContactInfoContact


class RequestAssetTiersCustomer(TypedDict, total=False):
    id: str
    version: float
    name: str
    type: str
    external_id: str
    external_uid: str
    tax_id: str
    contact_info: RequestAssetTiersCustomerContactInfo


class RequestAssetTiers(TypedDict, total=False):
    customer: RequestAssetTiersCustomer
    tier1: dict[str, Any]
    tier2: dict[str, Any]


class RequestAssetConfiguration(TypedDict, total=False):
    params: list[Any]


class RequestAsset(TypedDict, total=False):
    contract: Union[Reference, None]
    marketplace: Union[Reference, None]
    id: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    params: list[RequestAssetParams]
    items: list[RequestAssetItems]
    product: Union[RequestAssetProduct, None]
    connection: Union[RequestAssetConnection, None]
    events: RequestAssetEvents
    tiers: RequestAssetTiers
    configuration: RequestAssetConfiguration


class RequestPreviousApprovedRequest(TypedDict, total=False):
    id: str


class Request(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    created: Union[str, None]
    updated: Union[str, None]
    planned_date: Union[str, None]
    effective_date: Union[str, None]
    note: Union[str, None]
    reason: Union[str, None]
    events: Union[RequestEvents, None]
    contract: Union[Reference, None]
    marketplace: Union[Reference, None]
    template: Union[RequestTemplate, None]
    asset_id: Union[str, None]
    product_id: Union[str, None]
    asset: Union[RequestAsset, None]
    activation_key: str
    params_form_url: str
    previous_approved_request: RequestPreviousApprovedRequest
    assignee: str


class AssetEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    terminated: Moment
    active: Moment


class AssetTemplate(TypedDict, total=False):
    id: Union[str, None]
    name: str
    type: str


class AssetProduct(TypedDict, total=False):
    title: Union[str, None]
    id: Union[str, None]
    name: Union[str, None]
    status: str


class AssetParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class AssetParams(TypedDict, total=False):
    id: Union[str, None]
    value: Union[str, None]
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value_error: str
    value_choices: list[Any]
    constraints: AssetParamsConstraints


AssetItemsBillingStatsVendorLastRequestPeriod = TypedDict(
    "AssetItemsBillingStatsVendorLastRequestPeriod",
    {
        "from": "str",
        "to": "str",
        "delta": "float",
        "uom": "str",
    },
    total=False,
)


class AssetItemsBillingStatsVendorLastRequest(TypedDict, total=False):
    id: str
    type: str
    period: AssetItemsBillingStatsVendorLastRequestPeriod


class AssetItemsBillingStatsVendor(TypedDict, total=False):
    count: float
    last_request: AssetItemsBillingStatsVendorLastRequest


class AssetItemsBillingStatsProvider(TypedDict, total=False):
    count: float


class AssetItemsBillingStats(TypedDict, total=False):
    vendor: AssetItemsBillingStatsVendor
    provider: AssetItemsBillingStatsProvider


class AssetItemsBilling(TypedDict, total=False):
    stats: AssetItemsBillingStats


class AssetItems(TypedDict, total=False):
    id: Union[str, None]
    global_id: str
    mpn: str
    old_quantity: str
    quantity: Union[str, float]
    type: str
    display_name: str
    period: str
    item_type: str
    params: list[Any]
    billing: AssetItemsBilling


class AssetConnection(TypedDict, total=False):
    id: Union[str, None]
    type: Union[str, None]
    provider: Union[Reference, None]
    vendor: Union[Reference, None]
    hub: Union[Reference, None]


class AssetTiersCustomerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class AssetTiersCustomerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: AssetTiersCustomerContactInfoContactPhoneNumber


class AssetTiersCustomerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: AssetTiersCustomerContactInfoContact


class AssetTiersCustomer(TypedDict, total=False):
    id: str
    version: float
    name: str
    type: str
    external_id: str
    external_uid: str
    tax_id: str
    contact_info: AssetTiersCustomerContactInfo


class AssetTiers(TypedDict, total=False):
    customer: AssetTiersCustomer
    tier1: dict[str, Any]
    tier2: dict[str, Any]


class AssetConfiguration(TypedDict, total=False):
    params: list[Any]


class AssetPendingRequest(TypedDict, total=False):
    id: str
    type: str
    status: str
    template: Reference


class AssetBillingPeriod(TypedDict, total=False):
    delta: float
    uom: str


class AssetBillingAnniversary(TypedDict, total=False):
    day: float
    month: float


AssetBillingStatsVendorLastRequestPeriod = TypedDict(
    "AssetBillingStatsVendorLastRequestPeriod",
    {
        "from": "str",
        "to": "str",
        "delta": "float",
        "uom": "str",
    },
    total=False,
)


class AssetBillingStatsVendorLastRequest(TypedDict, total=False):
    id: str
    type: str
    period: AssetBillingStatsVendorLastRequestPeriod


class AssetBillingStatsVendor(TypedDict, total=False):
    count: float
    last_request: AssetBillingStatsVendorLastRequest


class AssetBillingStatsProvider(TypedDict, total=False):
    count: float


class AssetBillingStats(TypedDict, total=False):
    vendor: AssetBillingStatsVendor
    provider: AssetBillingStatsProvider


class AssetBilling(TypedDict, total=False):
    period: AssetBillingPeriod
    next_date: str
    anniversary: AssetBillingAnniversary
    stats: AssetBillingStats


class Asset(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    events: Union[AssetEvents, None]
    created: Union[str, None]
    updated: Union[str, None]
    contract: Union[Reference, None]
    marketplace: Union[Reference, None]
    template: Union[AssetTemplate, None]
    hub: Union[Reference, None]
    product: Union[AssetProduct, None]
    params: list[AssetParams]
    items: list[AssetItems]
    connection: Union[AssetConnection, None]
    tiers: AssetTiers
    configuration: AssetConfiguration
    pending_request: AssetPendingRequest
    billing: AssetBilling


BillingRequestPeriod = TypedDict(
    "BillingRequestPeriod",
    {
        "from": "Union[str, None]",
        "to": "Union[str, None]",
        "uom": "Union[str, None]",
        "delta": "float",
    },
    total=False,
)


class BillingRequestAssetBillingPeriod(TypedDict, total=False):
    uom: Union[str, None]
    delta: float


class BillingRequestAssetBillingAnniversary(TypedDict, total=False):
    day: float
    month: float


class BillingRequestAssetBilling(TypedDict, total=False):
    next_date: Union[str, None]
    period: Union[BillingRequestAssetBillingPeriod, None]
    anniversary: BillingRequestAssetBillingAnniversary


class BillingRequestAssetProduct(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    status: str


class BillingRequestAssetConnection(TypedDict, total=False):
    id: Union[str, None]
    type: Union[str, None]
    provider: Union[Reference, None]
    vendor: Union[Reference, None]
    hub: Union[Reference, None]


class BillingRequestAssetEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    active: Moment


class BillingRequestAssetTiersCustomerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class BillingRequestAssetTiersCustomerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: BillingRequestAssetTiersCustomerContactInfoContactPhoneNumber


class BillingRequestAssetTiersCustomerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: BillingRequestAssetTiersCustomerContactInfoContact


class BillingRequestAssetTiersCustomer(TypedDict, total=False):
    id: str
    version: float
    name: str
    type: str
    external_id: str
    external_uid: str
    tax_id: str
    contact_info: BillingRequestAssetTiersCustomerContactInfo


class BillingRequestAssetTiers(TypedDict, total=False):
    customer: BillingRequestAssetTiersCustomer
    tier1: dict[str, Any]
    tier2: dict[str, Any]


class BillingRequestAssetParams(TypedDict, total=False):
    id: str
    name: str
    description: str
    type: str
    value: str
    value_error: str


class BillingRequestAsset(TypedDict, total=False):
    id: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]
    billing: Union[BillingRequestAssetBilling, None]
    product: Union[BillingRequestAssetProduct, None]
    connection: Union[BillingRequestAssetConnection, None]
    marketplace: Union[Reference, None]
    contract: Union[Reference, None]
    status: str
    events: BillingRequestAssetEvents
    tiers: BillingRequestAssetTiers
    params: list[BillingRequestAssetParams]


class BillingRequestEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]


class BillingRequestItemsBilling(TypedDict, total=False):
    cycle_number: float


class BillingRequestItems(TypedDict, total=False):
    id: str
    global_id: str
    display_name: str
    mpn: str
    period: str
    quantity: float
    item_type: str
    type: str
    billing: BillingRequestItemsBilling


class BillingRequestAttributes(TypedDict, total=False):
    vendor: dict[str, Any]
    provider: dict[str, Any]


class BillingRequest(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    period: Union[BillingRequestPeriod, None]
    asset: Union[BillingRequestAsset, None]
    events: Union[BillingRequestEvents, None]
    items: list[BillingRequestItems]
    attributes: BillingRequestAttributes


UsageFilePeriod = TypedDict(
    "UsageFilePeriod",
    {
        "from": "Union[str, None]",
        "to": "Union[str, None]",
    },
    total=False,
)


class UsageFileEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Union[Moment, None]
    uploaded: Moment
    submitted: Moment
    rejected: Moment
    accepted: Moment
    closed: Moment
    deleted: Moment


class UsageFileStats(TypedDict, total=False):
    uploaded: float
    validated: float
    pending: float
    accepted: float
    closed: float
    billed: float


class UsageFileRecords(TypedDict, total=False):
    valid: float
    invalid: float
    closed: float


class UsageFile(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    status: Union[str, None]
    external_id: Union[str, None]
    currency: Union[str, None]
    schema: Union[str, None]
    product: Union[Reference, None]
    product_id: Union[str, None]
    contract: Union[Reference, None]
    distribution_contract_id: Union[str, None]
    marketplace: Union[Reference, None]
    marketplace_id: Union[str, None]
    vendor: Union[Reference, None]
    vendor_id: Union[str, None]
    provider: Union[Reference, None]
    provider_id: Union[str, None]
    period: Union[UsageFilePeriod, None]
    events: Union[UsageFileEvents, None]
    created: Union[Moment, None]
    environment: str
    description: str
    note: str
    acceptance_note: str
    rejection_note: str
    error_detail: str
    stats: UsageFileStats
    records: UsageFileRecords
    usage_file_uri: str
    processed_file_uri: str
    reconciliation_file_uri: str


class UsageCategory(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    description: str


class UsageRecordShownUsagefile(TypedDict, total=False):
    id: Union[str, None]
    schema: Union[str, None]
    name: str
    currency: str
    status: str


class UsageRecordShownAsset(TypedDict, total=False):
    id: Union[str, None]
    external_id: Union[str, None]
    external_uid: Union[str, None]


class UsageRecordShownItem(TypedDict, total=False):
    id: Union[str, None]
    local_id: str
    name: str
    unit: str
    mpn: str
    precision: str
    type: str


class UsageRecordShownProduct(TypedDict, total=False):
    id: Union[str, None]


class UsageRecordShownHub(TypedDict, total=False):
    id: Union[str, None]


class UsageRecordShownPartUsageFileHub(TypedDict, total=False):
    id: Union[str, None]


class UsageRecordShownPartUsageFile(TypedDict, total=False):
    hub: Union[UsageRecordShownPartUsageFileHub, None]


class UsageRecordShownChunk(TypedDict, total=False):
    id: Union[str, None]


class UsageRecordShown(TypedDict, total=False):
    id: Required[str]
    record_id: Union[str, None]
    status: Union[str, None]
    usagefile: Union[UsageRecordShownUsagefile, None]
    usage_file: Union[str, None]
    asset: Union[UsageRecordShownAsset, None]
    asset_id: Union[str, None]
    asset_external_id: Union[str, None]
    asset_external_uid: Union[str, None]
    item: Union[UsageRecordShownItem, None]
    item_id: Union[str, None]
    product: Union[UsageRecordShownProduct, None]
    product_id: Union[str, None]
    hub: Union[UsageRecordShownHub, None]
    part_usage_file: Union[UsageRecordShownPartUsageFile, None]
    chunk: Union[UsageRecordShownChunk, None]
    start_date: Union[str, None]
    usage_start_time: Union[str, None]
    end_date: Union[str, None]
    created_time: Union[str, None]
    category: str
    tier: None
    amount: None
    multiplier: float
    usage: float
    note: str
    params: list[Any]
    external_billing_id: str
    external_billing_note: str
    error_codes: str
    error_details: str
    resource_local_id: str
    closed_at: str
    closed_by: str


class UsageChunkUsagefile(TypedDict, total=False):
    id: Union[str, None]
    name: str
    schema: str
    currency: str


class UsageChunkBinding(TypedDict, total=False):
    hub: Union[Reference, None]
    external_id: str


class UsageChunkEvents(TypedDict, total=False):
    created: Union[Moment, None]
    accepted: Moment
    updated: Moment
    closed: Moment


class UsageChunkStats(TypedDict, total=False):
    uploaded: float
    validated: float
    pending: float
    accepted: float
    closed: float
    billed: float


class UsageChunk(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    external_id: Union[str, None]
    usagefile: Union[UsageChunkUsagefile, None]
    binding: Union[UsageChunkBinding, None]
    marketplace: Union[Reference, None]
    provider: Union[Reference, None]
    events: Union[UsageChunkEvents, None]
    outdated: bool
    external_billing_id: str
    external_billing_note: str
    stats: UsageChunkStats


class UsageReconciliationUsagefile(TypedDict, total=False):
    id: Union[str, None]
    name: str
    schema: str
    currency: str


class UsageReconciliationPartusagefileProvider(TypedDict, total=False):
    id: Union[str, None]


class UsageReconciliationPartusagefile(TypedDict, total=False):
    id: Union[str, None]
    provider: Union[UsageReconciliationPartusagefileProvider, None]


class UsageReconciliationBindingHub(TypedDict, total=False):
    id: Union[str, None]


class UsageReconciliationBinding(TypedDict, total=False):
    hub: Union[UsageReconciliationBindingHub, None]


class UsageReconciliationEvents(TypedDict, total=False):
    created: Union[Moment, None]
    uploaded: Moment


class UsageReconciliationNotes(TypedDict, total=False):
    uploaded: str
    processing: str


class UsageReconciliation(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    usagefile: Union[UsageReconciliationUsagefile, None]
    partusagefile: Union[UsageReconciliationPartusagefile, None]
    binding: Union[UsageReconciliationBinding, None]
    events: Union[UsageReconciliationEvents, None]
    notes: UsageReconciliationNotes


class UsageAggregateAsset(TypedDict, total=False):
    id: Union[str, None]
    external_uid: Union[str, None]
    external_id: str


class UsageAggregateItem(TypedDict, total=False):
    id: Union[str, None]
    local_id: Union[str, None]
    type: Union[str, None]
    name: str
    unit: str
    mpn: str
    precision: str


class UsageAggregateEvents(TypedDict, total=False):
    last_reported: Moment


class UsageAggregate(TypedDict, total=False):
    asset: Union[UsageAggregateAsset, None]
    item: Union[UsageAggregateItem, None]
    amount: None
    currency: str
    consumed: float
    accepted: float
    events: UsageAggregateEvents


class UsageRuleEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class UsageRule(TypedDict, total=False):
    id: Required[str]
    action: Union[str, None]
    rule: Union[str, None]
    status: Union[str, None]
    item: Union[Reference, None]
    scope: str
    events: UsageRuleEvents


class HelpdeskCaseEventsPending(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEventsInquiring(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEventsResolved(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEventsClosed(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEventsCreated(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEventsUpdated(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class HelpdeskCaseEvents(TypedDict, total=False):
    pending: Union[HelpdeskCaseEventsPending, None]
    inquiring: Union[HelpdeskCaseEventsInquiring, None]
    resolved: Union[HelpdeskCaseEventsResolved, None]
    closed: Union[HelpdeskCaseEventsClosed, None]
    created: Union[HelpdeskCaseEventsCreated, None]
    updated: Union[HelpdeskCaseEventsUpdated, None]


class HelpdeskCaseIssuer(TypedDict, total=False):
    account: Union[Reference, None]
    agent: Union[Reference, None]
    recipients: list[Any]


class HelpdeskCaseReceiver(TypedDict, total=False):
    account: Union[Reference, None]
    agent: Union[Reference, None]
    recipients: list[Any]


class HelpdeskCase(TypedDict, total=False):
    events: Union[HelpdeskCaseEvents, None]
    issuer: Union[HelpdeskCaseIssuer, None]
    receiver: Union[HelpdeskCaseReceiver, None]
    id: Required[str]
    subject: Union[str, None]
    description: Union[str, None]
    type: Union[str, None]
    state: Union[str, None]
    priority: Union[float, None]
    product: Union[Reference, None]
    feedback: str


class CaseAttachmentEvents(TypedDict, total=False):
    created: Union[Moment, None]


class CaseAttachment(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    account: Union[Reference, None]
    events: Union[CaseAttachmentEvents, None]
    size: str
    attachment: str


class ConversationEvents(TypedDict, total=False):
    created: Union[Moment, None]
    updated: Moment


class Conversation(TypedDict, total=False):
    id: Required[str]
    instance_id: Union[str, None]
    type: Union[str, None]
    status: Union[str, None]
    created: Union[str, None]
    events: Union[ConversationEvents, None]
    topic: str
    accounts: list[Reference]
    creator: Reference


class MessageLineEventsCreated(TypedDict, total=False):
    at: Union[str, None]
    by: Union[Reference, None]


class MessageLineEvents(TypedDict, total=False):
    created: Union[MessageLineEventsCreated, None]
    updated: Union[Moment, None]


class MessageLine(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    text: Union[str, None]
    created: Union[str, None]
    events: Union[MessageLineEvents, None]
    conversation: str
    creator: Reference
    account: Reference


class ExtensionEnvironments(TypedDict, total=False):
    id: str
    type: str
    version: str


class ExtensionEvents(TypedDict, total=False):
    created: Moment


class Extension(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    type: Union[str, None]
    owner: Union[Reference, None]
    created: Union[str, None]
    description: str
    version: str
    environments: list[ExtensionEnvironments]
    events: ExtensionEvents


class PackageSummaryPermissions(TypedDict, total=False):
    level: str
    sentence: str


class PackageSummaryManifestHooks(TypedDict, total=False):
    asset_purchase_request_processing: dict[str, Any]
    product_action_execution: dict[str, Any]
    product_custom_event_processing: dict[str, Any]


class PackageSummaryManifestPermissionsEgress(TypedDict, total=False):
    host: str
    reason: str


class PackageSummaryManifestPermissionsSecretsKey(TypedDict, total=False):
    title: str
    hosts: list[str]


class PackageSummaryManifestPermissionsSecrets(TypedDict, total=False):
    key: PackageSummaryManifestPermissionsSecretsKey


class PackageSummaryManifestPermissions(TypedDict, total=False):
    egress: list[PackageSummaryManifestPermissionsEgress]
    secrets: PackageSummaryManifestPermissionsSecrets


class PackageSummaryManifestSettingsPropertiesBaseUrl(TypedDict, total=False):
    type: str
    format: str


class PackageSummaryManifestSettingsProperties(TypedDict, total=False):
    baseUrl: PackageSummaryManifestSettingsPropertiesBaseUrl


class PackageSummaryManifestSettings(TypedDict, total=False):
    type: str
    properties: PackageSummaryManifestSettingsProperties
    required: list[str]


class PackageSummaryManifest(TypedDict, total=False):
    name: str
    version: str
    title: str
    description: str
    type: str
    hooks: PackageSummaryManifestHooks
    permissions: PackageSummaryManifestPermissions
    settings: PackageSummaryManifestSettings


class PackageSummaryEvents(TypedDict, total=False):
    created: Moment


class PackageSummary(TypedDict, total=False):
    id: Required[str]
    version: Union[str, None]
    digest: Union[str, None]
    created: Union[str, None]
    service: Reference
    size: float
    permissions: list[PackageSummaryPermissions]
    permissions_digest: str
    manifest: PackageSummaryManifest
    events: PackageSummaryEvents


class EnvironmentService(TypedDict, total=False):
    id: str


class Environment(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    service: EnvironmentService
    runtime: str
    version: str
    status: str


class InstallationService(TypedDict, total=False):
    id: Union[str, None]
    name: Union[str, None]
    type: str


class InstallationEnvironment(TypedDict, total=False):
    id: Union[str, None]


class InstallationEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class InstallationSettings(TypedDict, total=False):
    baseUrl: str


class InstallationSettingsSchemaPropertiesBaseUrl(TypedDict, total=False):
    type: str
    format: str


class InstallationSettingsSchemaProperties(TypedDict, total=False):
    baseUrl: InstallationSettingsSchemaPropertiesBaseUrl


class InstallationSettingsSchema(TypedDict, total=False):
    type: str
    properties: InstallationSettingsSchemaProperties
    required: list[str]


class InstallationSecrets(TypedDict, total=False):
    name: str
    title: str
    hosts: list[str]
    required: bool
    set: bool
    updated: str


class InstallationPermissions(TypedDict, total=False):
    level: str
    sentence: str


class Installation(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    version: Union[str, None]
    service: Union[InstallationService, None]
    owner: Union[Reference, None]
    environment: Union[InstallationEnvironment, None]
    created: Union[str, None]
    previous_version: Union[None, str]
    allow_private: bool
    recording: bool
    events: InstallationEvents
    settings: InstallationSettings
    latest_version: str
    settings_schema: InstallationSettingsSchema
    secrets: list[InstallationSecrets]
    hooks: list[str]
    permissions: list[InstallationPermissions]
    permissions_digest: str


class EventDefinition(TypedDict, total=False):
    id: Required[float]
    type: Union[str, None]
    category: Union[str, None]
    group: Union[str, None]
    extension_type: Union[str, None]
    source: str
    name: str
    description: str
    object_statuses: list[str]
    api_collection_endpoint: str
    api_resource_endpoint: str
    api_collection_filter: str
    object: str
    decisions: list[str]


class RunnerTokenEvents(TypedDict, total=False):
    created: Moment


class RunnerToken(TypedDict, total=False):
    id: Required[str]
    name: Union[str, None]
    created: Union[str, None]
    environments: list[str]
    secrets: bool
    events: RunnerTokenEvents
    token: str


class TaskEvent(TypedDict, total=False):
    id: Union[str, None]
    status: str
    at: str
    correlation: str
    hop: float


class TaskObject(TypedDict, total=False):
    id: Union[str, None]


class TaskInstallation(TypedDict, total=False):
    id: Union[str, None]


class TaskAccount(TypedDict, total=False):
    id: Union[str, None]


class TaskEnvironment(TypedDict, total=False):
    id: Union[str, None]


class TaskLane(TypedDict, total=False):
    id: str
    state: str
    head: bool


class TaskResultDiscarded(TypedDict, total=False):
    reason: str
    by: Reference
    at: str


class TaskResult(TypedDict, total=False):
    decision: str
    code: str
    message: str
    discarded: TaskResultDiscarded


class TaskAttemptsCalled(TypedDict, total=False):
    op: str
    at: float
    ms: float
    status: str
    to: str
    http: float


class TaskAttempts(TypedDict, total=False):
    fence: float
    attempt: float
    counted: bool
    outcome: str
    message: Union[None, str]
    stack: None
    runner: str
    version: str
    started: str
    ended: str
    wait_ms: float
    wall_ms: float
    cpu_ms: float
    memory_bytes: float
    calls: float
    requests: float
    called: list[TaskAttemptsCalled]


class Task(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    state: Union[str, None]
    event_type: Union[str, None]
    event: Union[TaskEvent, None]
    object: Union[TaskObject, None]
    installation: Union[TaskInstallation, None]
    account: Union[TaskAccount, None]
    environment: Union[TaskEnvironment, None]
    replay_of: Union[str, None]
    created: Union[str, None]
    finished: Union[str, None]
    lane: TaskLane
    next_run: Union[None, str]
    attempts_made: float
    attempts_counted: float
    crashes: float
    lost: float
    reschedules: float
    replayed_as: list[Any]
    result: Union[TaskResult, None]
    last_error: Union[None, str]
    attempts: list[TaskAttempts]


class ReplayBy(TypedDict, total=False):
    id: str


class Replay(TypedDict, total=False):
    id: Required[str]
    status: Union[str, None]
    created: Union[str, None]
    filter: str
    since: None
    until: None
    rate: float
    forget_steps: bool
    total: float
    replayed: float
    skipped: float
    last_error: None
    by: ReplayBy
    ended: Union[None, str]


class BreakerInstallation(TypedDict, total=False):
    id: Union[str, None]


class BreakerAccount(TypedDict, total=False):
    id: Union[str, None]


class Breaker(TypedDict, total=False):
    id: Required[str]
    state: Union[str, None]
    event_type: Union[str, None]
    installation: Union[BreakerInstallation, None]
    account: Union[BreakerAccount, None]
    recent: list[str]
    failing_since: None
    next_probe: None
    suspended: None


class EventBy(TypedDict, total=False):
    id: Union[str, None]


EventObject = TypedDict(
    "EventObject",
    {
        "id": "str",
        "class": "str",
    },
    total=False,
)


class Event(TypedDict, total=False):
    id: Required[str]
    type: Union[str, None]
    status: Union[str, None]
    created: Union[str, None]
    by: Union[EventBy, None]
    correlation: Union[str, None]
    object: EventObject
    hop: float


class GetModuleSettingsAnswerDomainVerification(TypedDict, total=False):
    name: str
    type: str
    prefix: str


class GetModuleSettingsAnswerDomain(TypedDict, total=False):
    verification: GetModuleSettingsAnswerDomainVerification


class GetModuleSettingsAnswerAcl(TypedDict, total=False):
    domain: str
    ips: list[Any]


class GetModuleSettingsAnswerData(TypedDict, total=False):
    residency: str


class GetModuleSettingsAnswerMfa(TypedDict, total=False):
    policy: str


class GetModuleSettingsAnswer(TypedDict, total=False):
    domain: GetModuleSettingsAnswerDomain
    acl: GetModuleSettingsAnswerAcl
    data: GetModuleSettingsAnswerData
    mfa: GetModuleSettingsAnswerMfa


class CreateAccountBodyIndustries(TypedDict, total=False):
    id: Required[str]
    name: str


class CreateAccountBodyUsers(TypedDict, total=False):
    email: Required[str]
    name: str


class CreateAccountBodyPermissionsAgreements(TypedDict, total=False):
    id: Required[str]
    active: bool


class CreateAccountBodyPermissions(TypedDict, total=False):
    agreements: list[CreateAccountBodyPermissionsAgreements]


class CreateAccountBody(TypedDict, total=False):
    name: Required[str]
    external_id: str
    description: str
    headquarters: str
    industries: list[CreateAccountBodyIndustries]
    overview: str
    brand: str
    sourcing: bool
    public: bool
    countries: list[str]
    languages: list[str]
    websites: list[str]
    role: Literal["vendor", "distributor", "reseller", "operator"]
    users: list[CreateAccountBodyUsers]
    permissions: CreateAccountBodyPermissions


class UpdateAccountBodyIndustries(TypedDict, total=False):
    id: Required[str]
    name: str


class UpdateAccountBody(TypedDict, total=False):
    name: str
    external_id: str
    description: str
    headquarters: str
    industries: list[UpdateAccountBodyIndustries]
    overview: str
    brand: str
    sourcing: bool
    public: bool
    countries: list[str]
    languages: list[str]
    websites: list[str]
    role: str
    type: str


class InviteUserBodyGroups(TypedDict, total=False):
    id: Required[str]


class InviteUserBodyTags(TypedDict, total=False):
    id: Required[str]


class InviteUserBody(TypedDict, total=False):
    email: Required[str]
    name: str
    title: str
    external_id: str
    region: str
    timeformat: str
    timezone: str
    notifications: bool
    announcements: bool
    groups: list[InviteUserBodyGroups]
    tags: list[InviteUserBodyTags]


class UpdateUserBodyGroups(TypedDict, total=False):
    id: Required[str]


class UpdateUserBodyTags(TypedDict, total=False):
    id: Required[str]


class UpdateUserBody(TypedDict, total=False):
    email: str
    name: str
    title: str
    external_id: str
    region: str
    timeformat: str
    timezone: str
    notifications: bool
    announcements: bool
    groups: list[UpdateUserBodyGroups]
    tags: list[UpdateUserBodyTags]


class ActivateUserBody(TypedDict, total=False):
    pass


class ReinviteUserBody(TypedDict, total=False):
    pass


class CreatePersonBodyGroups(TypedDict, total=False):
    id: Required[str]


class CreatePersonBodyTags(TypedDict, total=False):
    id: Required[str]


class CreatePersonBody(TypedDict, total=False):
    email: Required[str]
    name: str
    title: str
    external_id: str
    region: str
    timeformat: str
    timezone: str
    notifications: bool
    announcements: bool
    groups: list[CreatePersonBodyGroups]
    tags: list[CreatePersonBodyTags]


class UpdatePersonBodyGroups(TypedDict, total=False):
    id: Required[str]


class UpdatePersonBodyTags(TypedDict, total=False):
    id: Required[str]


class UpdatePersonBody(TypedDict, total=False):
    email: str
    name: str
    title: str
    external_id: str
    region: str
    timeformat: str
    timezone: str
    notifications: bool
    announcements: bool
    groups: list[UpdatePersonBodyGroups]
    tags: list[UpdatePersonBodyTags]


class CreateUserContactBodyValue(TypedDict, total=False):
    country_code: Required[str]
    area_code: str
    phone_number: Required[str]


class CreateUserContactBody(TypedDict, total=False):
    type: Required[Literal["phone"]]
    value: Required[CreateUserContactBodyValue]


class TagUserContactBodyTags(TypedDict, total=False):
    id: Required[str]


class TagUserContactBody(TypedDict, total=False):
    tags: list[TagUserContactBodyTags]


class TerminateUserSessionBody(TypedDict, total=False):
    pass


class CreateGroupBody(TypedDict, total=False):
    name: Required[str]
    description: str
    color: Union[str, None]
    external_id: Union[str, None]


class UpdateGroupBody(TypedDict, total=False):
    name: str
    description: str
    color: Union[str, None]
    external_id: Union[str, None]


class AddGroupUserBody(TypedDict, total=False):
    id: Required[str]


class RemoveGroupUsersBody(TypedDict, total=False):
    id: str


class GrantGroupBodyObject(TypedDict, total=False):
    id: Required[str]


class GrantGroupBody(TypedDict, total=False):
    id: Required[str]
    object: GrantGroupBodyObject


class CreateAccountMediaBody(TypedDict, total=False):
    position: Required[float]
    thumbnail: Required[str]
    type: Literal["image", "video"]
    name: Union[str, None]
    description: Union[str, None]
    url: Union[str, None]


class UpdateAccountMediaBody(TypedDict, total=False):
    position: float
    thumbnail: str
    type: Literal["image", "video"]
    name: Union[str, None]
    description: Union[str, None]
    url: Union[str, None]


class CreateTokenBodyExtension(TypedDict, total=False):
    id: str
    name: str


class CreateTokenBodyOwner(TypedDict, total=False):
    id: Required[str]


class CreateTokenBody(TypedDict, total=False):
    name: Required[str]
    description: str
    external_id: Union[str, None]
    expiration_date: Union[None, str]
    extension: CreateTokenBodyExtension
    owner: CreateTokenBodyOwner


class UpdateTokenBody(TypedDict, total=False):
    name: str
    description: str
    external_id: Union[str, None]
    expiration_date: Union[None, str]


class ActivateTokenBody(TypedDict, total=False):
    pass


class DeactivateTokenBody(TypedDict, total=False):
    pass


class RotateTokenBody(TypedDict, total=False):
    expiration_date: Union[None, str]


class RenewTokenBody(TypedDict, total=False):
    expiration_date: Union[None, str]


class LimitTokenBodyObject(TypedDict, total=False):
    id: Required[str]


class LimitTokenBody(TypedDict, total=False):
    id: Required[str]
    object: LimitTokenBodyObject


class CreateFormBodySchemaPropertiesTax(TypedDict, total=False):
    type: str


class CreateFormBodySchemaProperties(TypedDict, total=False):
    tax: CreateFormBodySchemaPropertiesTax


class CreateFormBodySchema(TypedDict, total=False):
    type: str
    properties: CreateFormBodySchemaProperties
    required: list[str]


class CreateFormBody(TypedDict, total=False):
    name: Required[str]
    type: Literal["enroll", "product", "item"]
    schema: Required[CreateFormBodySchema]


class UpdateFormBody(TypedDict, total=False):
    name: str
    type: Literal["enroll", "product", "item"]
    schema: dict[str, Any]


class CreateAgreementBodyFormsEnroll(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBodyFormsProduct(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBodyFormsItem(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBodyForms(TypedDict, total=False):
    enroll: Union[CreateAgreementBodyFormsEnroll, None]
    product: Union[CreateAgreementBodyFormsProduct, None]
    item: Union[CreateAgreementBodyFormsItem, None]


class CreateAgreementBodyParent(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBodyMarketplace(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBodySourcingAgreement(TypedDict, total=False):
    id: Required[str]


class CreateAgreementBody(TypedDict, total=False):
    name: Required[str]
    title: str
    description: str
    auto_accept: bool
    forms: CreateAgreementBodyForms
    document_type: Literal["external", "uploaded", "none"]
    link: Union[str, None]
    file: Union[str, None]
    active: bool
    type: Required[Literal["program", "distribution", "service", "syndication", "referral"]]
    parent: CreateAgreementBodyParent
    marketplace: CreateAgreementBodyMarketplace
    sourcing_agreement: CreateAgreementBodySourcingAgreement


class UpdateAgreementBodyFormsEnroll(TypedDict, total=False):
    id: Required[str]


class UpdateAgreementBodyFormsProduct(TypedDict, total=False):
    id: Required[str]


class UpdateAgreementBodyFormsItem(TypedDict, total=False):
    id: Required[str]


class UpdateAgreementBodyForms(TypedDict, total=False):
    enroll: Union[UpdateAgreementBodyFormsEnroll, None]
    product: Union[UpdateAgreementBodyFormsProduct, None]
    item: Union[UpdateAgreementBodyFormsItem, None]


class UpdateAgreementBody(TypedDict, total=False):
    name: str
    title: str
    description: str
    auto_accept: bool
    forms: UpdateAgreementBodyForms
    type: str


class CreateChildAgreementBodyFormsEnroll(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBodyFormsProduct(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBodyFormsItem(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBodyForms(TypedDict, total=False):
    enroll: Union[CreateChildAgreementBodyFormsEnroll, None]
    product: Union[CreateChildAgreementBodyFormsProduct, None]
    item: Union[CreateChildAgreementBodyFormsItem, None]


class CreateChildAgreementBodyParent(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBodyMarketplace(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBodySourcingAgreement(TypedDict, total=False):
    id: Required[str]


class CreateChildAgreementBody(TypedDict, total=False):
    name: Required[str]
    title: str
    description: str
    auto_accept: bool
    forms: CreateChildAgreementBodyForms
    document_type: Literal["external", "uploaded", "none"]
    link: Union[str, None]
    file: Union[str, None]
    active: bool
    type: Required[Literal["program", "distribution", "service", "syndication", "referral"]]
    parent: CreateChildAgreementBodyParent
    marketplace: CreateChildAgreementBodyMarketplace
    sourcing_agreement: CreateChildAgreementBodySourcingAgreement


class CreateContractBodyOwner(TypedDict, total=False):
    id: Required[str]


class CreateContractBody(TypedDict, total=False):
    name: str
    owner: CreateContractBodyOwner


class CreateAgreementVersionBody(TypedDict, total=False):
    document_type: Literal["external", "uploaded", "none"]
    link: Union[str, None]
    file: Union[str, None]
    active: bool


class ActivateAgreementVersionBody(TypedDict, total=False):
    pass


class AnswerEnrolmentBodyData(TypedDict, total=False):
    tax: str


class AnswerEnrolmentBodyProduct(TypedDict, total=False):
    id: Required[str]


class AnswerEnrolmentBodyItem(TypedDict, total=False):
    id: Required[str]


class AnswerEnrolmentBody(TypedDict, total=False):
    data: Required[AnswerEnrolmentBodyData]
    product: AnswerEnrolmentBodyProduct
    item: AnswerEnrolmentBodyItem


class AnswerProductBodyData(TypedDict, total=False):
    tax: str


class AnswerProductBodyProduct(TypedDict, total=False):
    id: Required[str]


class AnswerProductBodyItem(TypedDict, total=False):
    id: Required[str]


class AnswerProductBody(TypedDict, total=False):
    data: Required[AnswerProductBodyData]
    product: AnswerProductBodyProduct
    item: AnswerProductBodyItem


class UpdateProductDataBodyData(TypedDict, total=False):
    tax: str


class UpdateProductDataBodyProduct(TypedDict, total=False):
    id: Required[str]


class UpdateProductDataBodyItem(TypedDict, total=False):
    id: Required[str]


class UpdateProductDataBody(TypedDict, total=False):
    data: Required[UpdateProductDataBodyData]
    product: UpdateProductDataBodyProduct
    item: UpdateProductDataBodyItem


class AnswerItemBodyData(TypedDict, total=False):
    tax: str


class AnswerItemBodyProduct(TypedDict, total=False):
    id: Required[str]


class AnswerItemBodyItem(TypedDict, total=False):
    id: Required[str]


class AnswerItemBody(TypedDict, total=False):
    data: Required[AnswerItemBodyData]
    product: AnswerItemBodyProduct
    item: AnswerItemBodyItem


class UpdateItemDataBodyData(TypedDict, total=False):
    tax: str


class UpdateItemDataBodyProduct(TypedDict, total=False):
    id: Required[str]


class UpdateItemDataBodyItem(TypedDict, total=False):
    id: Required[str]


class UpdateItemDataBody(TypedDict, total=False):
    data: Required[UpdateItemDataBodyData]
    product: UpdateItemDataBodyProduct
    item: UpdateItemDataBodyItem


class UpdateContractBodyActivation(TypedDict, total=False):
    message: str
    note: str


class UpdateContractBody(TypedDict, total=False):
    note: Union[str, None]
    activation: UpdateContractBodyActivation


class EnrollContractBody(TypedDict, total=False):
    note: str


class RefineContractBody(TypedDict, total=False):
    note: str


class SignContractBody(TypedDict, total=False):
    note: str


class RejectContractBody(TypedDict, total=False):
    note: str


class TerminateContractBody(TypedDict, total=False):
    note: str


class CreateProductBodyCategory(TypedDict, total=False):
    id: Required[str]


class CreateProductBody(TypedDict, total=False):
    name: Required[str]
    external_id: str
    short_description: str
    detailed_description: str
    capabilities: dict[str, Any]
    customer_ui_settings: dict[str, Any]
    usage_rule: dict[str, Any]
    purchase_model: Literal["transactable", "referral"]
    category: CreateProductBodyCategory


class UpdateProductBodyCapabilitiesPurchase(TypedDict, total=False):
    scheduling: bool


class UpdateProductBodyCapabilitiesChange(TypedDict, total=False):
    validation: bool
    scheduling: bool


class UpdateProductBodyCapabilitiesCancel(TypedDict, total=False):
    scheduling: bool


class UpdateProductBodyCapabilities(TypedDict, total=False):
    schema: str
    validation: bool
    hold: bool
    purchase: UpdateProductBodyCapabilitiesPurchase
    change: UpdateProductBodyCapabilitiesChange
    cancel: UpdateProductBodyCapabilitiesCancel


class UpdateProductBodyCategory(TypedDict, total=False):
    id: Required[str]


class UpdateProductBody(TypedDict, total=False):
    name: str
    external_id: str
    short_description: str
    detailed_description: str
    capabilities: dict[str, UpdateProductBodyCapabilities]
    customer_ui_settings: dict[str, Any]
    usage_rule: dict[str, Any]
    purchase_model: Literal["transactable", "referral"]
    category: UpdateProductBodyCategory


class EndProductSaleBodyReplacement(TypedDict, total=False):
    id: Required[str]


class EndProductSaleBody(TypedDict, total=False):
    replacement: EndProductSaleBodyReplacement
    end_of_sale_notes: str


class ResumeProductSaleBody(TypedDict, total=False):
    pass


class CreateItemBodyGroup(TypedDict, total=False):
    id: str
    mpn: str


class CreateItemBodyUi(TypedDict, total=False):
    visibility: bool


class CreateItemBodyUnit(TypedDict, total=False):
    id: str
    name: str
    title: str
    unit: str


class CreateItemBody(TypedDict, total=False):
    name: Required[str]
    mpn: Required[str]
    description: str
    type: str
    period: str
    precision: str
    position: float
    external_id: Union[None, str]
    group: Union[None, CreateItemBodyGroup]
    dynamic: bool
    applicability: Union[None, str]
    commitment: Any
    ui: CreateItemBodyUi
    unit: CreateItemBodyUnit


class UpdateItemBodyGroup(TypedDict, total=False):
    id: str
    mpn: str


class UpdateItemBodyUi(TypedDict, total=False):
    visibility: bool


class UpdateItemBodyUnit(TypedDict, total=False):
    id: str
    name: str
    title: str
    unit: str


class UpdateItemBody(TypedDict, total=False):
    name: str
    mpn: str
    description: str
    type: str
    period: str
    precision: str
    position: float
    external_id: Union[None, str]
    group: Union[None, UpdateItemBodyGroup]
    dynamic: bool
    applicability: Union[None, str]
    commitment: Any
    ui: UpdateItemBodyUi
    unit: UpdateItemBodyUnit


class EndsaleItemBodyReplacement(TypedDict, total=False):
    id: Required[str]


class EndsaleItemBody(TypedDict, total=False):
    replacement: EndsaleItemBodyReplacement
    end_of_sale_notes: str


class ResumesaleItemBody(TypedDict, total=False):
    pass


class CreateParameterBody(TypedDict, total=False):
    name: Required[str]
    title: Required[str]
    description: str
    type: Required[str]
    phase: Required[str]
    scope: str
    constraints: dict[str, bool]
    hint: str
    placeholder: str
    position: float


class UpdateParameterBody(TypedDict, total=False):
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    constraints: dict[str, Any]
    hint: str
    placeholder: str
    position: float


class CreateTemplateBody(TypedDict, total=False):
    name: Required[str]
    title: str
    body: Required[str]
    position: float
    type: Required[Literal["fulfillment", "inquire", "pending"]]
    scope: Literal["asset", "tier1", "tier2"]


class UpdateTemplateBody(TypedDict, total=False):
    name: str
    title: str
    body: str
    position: float
    type: Literal["fulfillment", "inquire", "pending"]
    scope: Literal["asset", "tier1", "tier2"]


class CreateProductVersionBody(TypedDict, total=False):
    changes_description: str
    public: bool
    staging: bool


class UpdateProductVersionBody(TypedDict, total=False):
    changes_description: str
    public: bool
    staging: bool


class BuildProductVersionBody(TypedDict, total=False):
    pass


class GetVersionActionLinkAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetVersionActionLinkAnswer(TypedDict, total=False):
    id: str
    type: str
    scope: str
    description: str
    title: str
    action: str
    name: str
    events: GetVersionActionLinkAnswerEvents
    link: str


class RegenerateActionSecretAnswer(TypedDict, total=False):
    jwt_secret: str


class RegenerateActionSecretBody(TypedDict, total=False):
    pass


class CreateActionBody(TypedDict, total=False):
    action: Required[str]
    name: Required[str]
    title: str
    description: str
    type: Literal["button"]
    scope: Literal["asset", "tier1", "tier2"]


class UpdateActionBody(TypedDict, total=False):
    action: str
    name: str
    title: str
    description: str
    type: Literal["button"]
    scope: Literal["asset", "tier1", "tier2"]


class GetActionLinkAnswer(TypedDict, total=False):
    link: str


class CreateItemGroupBody(TypedDict, total=False):
    name: Union[None, str]
    mpn: Required[str]


class UpdateItemGroupBody(TypedDict, total=False):
    name: Union[None, str]
    mpn: str


class CreateMessageBody(TypedDict, total=False):
    external_id: Required[str]
    value: Required[str]
    auto: bool


class UpdateMessageBody(TypedDict, total=False):
    external_id: str
    value: str
    auto: bool


class CreateLocalizationBodyLocale(TypedDict, total=False):
    id: Required[str]


class CreateLocalizationBody(TypedDict, total=False):
    locale: Required[Union[str, CreateLocalizationBodyLocale]]


class ConfigureProductBodyParameter(TypedDict, total=False):
    id: Required[str]


class ConfigureProductBodyItem(TypedDict, total=False):
    id: Required[str]


class ConfigureProductBodyMarketplace(TypedDict, total=False):
    id: Required[str]


class ConfigureProductBody(TypedDict, total=False):
    parameter: Required[ConfigureProductBodyParameter]
    item: ConfigureProductBodyItem
    marketplace: ConfigureProductBodyMarketplace
    value: Union[None, str]
    structured_value: Any


class CreateUnitBody(TypedDict, total=False):
    description: Required[str]
    type: Required[str]
    unit: Required[str]
    name: str


class CreateMarketplaceBodyCountries(TypedDict, total=False):
    id: Required[str]
    name: str


class CreateMarketplaceBodyHubsHub(TypedDict, total=False):
    id: Required[str]


class CreateMarketplaceBodyHubs(TypedDict, total=False):
    hub: Required[CreateMarketplaceBodyHubsHub]
    external_id: str


class CreateMarketplaceBody(TypedDict, total=False):
    name: Required[str]
    description: str
    zone: Literal["AF", "NA", "OC", "AS", "EU", "SA"]
    currency: str
    alt_currency_1: str
    alt_currency_2: str
    capabilities: dict[str, Any]
    attributes: dict[str, Any]
    countries: list[CreateMarketplaceBodyCountries]
    hubs: list[CreateMarketplaceBodyHubs]


class UpdateMarketplaceBodyCountries(TypedDict, total=False):
    id: Required[str]
    name: str


class UpdateMarketplaceBodyHubsHub(TypedDict, total=False):
    id: Required[str]


class UpdateMarketplaceBodyHubs(TypedDict, total=False):
    hub: Required[UpdateMarketplaceBodyHubsHub]
    external_id: str


class UpdateMarketplaceBody(TypedDict, total=False):
    name: str
    description: str
    zone: Literal["AF", "NA", "OC", "AS", "EU", "SA"]
    currency: str
    alt_currency_1: str
    alt_currency_2: str
    capabilities: dict[str, Any]
    attributes: dict[str, Any]
    countries: list[UpdateMarketplaceBodyCountries]
    hubs: list[UpdateMarketplaceBodyHubs]


class CreateHubBody(TypedDict, total=False):
    name: Required[str]
    description: str
    instance_type: Literal["oa", "api", "OA", "API"]
    instance_id: str


class UpdateHubBody(TypedDict, total=False):
    name: str
    description: str
    instance_type: Literal["oa", "api", "OA", "API"]
    instance_id: str


class CreateConnectionBodyHub(TypedDict, total=False):
    id: Required[str]


class CreateConnectionBody(TypedDict, total=False):
    type: Literal["test", "production"]
    hub: Required[CreateConnectionBodyHub]
    note: str
    product_version_type: Literal["public", "staging"]


class UpdateConnectionBody(TypedDict, total=False):
    status: Literal["approved", "revoked"]
    note: str
    product_version_type: Literal["public", "staging"]


class CreateVersionConnectionBodyHub(TypedDict, total=False):
    id: Required[str]


class CreateVersionConnectionBody(TypedDict, total=False):
    type: Literal["test", "production"]
    hub: Required[CreateVersionConnectionBodyHub]
    note: str
    product_version_type: Literal["public", "staging"]


class UpdateVersionConnectionBody(TypedDict, total=False):
    status: Literal["approved", "revoked"]
    note: str
    product_version_type: Literal["public", "staging"]


class UpdateListingBodyOffer(TypedDict, total=False):
    id: Union[None, str]


class UpdateListingBodyPricelist(TypedDict, total=False):
    id: Union[None, str]


class UpdateListingBodyAltPricelist1(TypedDict, total=False):
    id: Union[None, str]


class UpdateListingBodyAltPricelist2(TypedDict, total=False):
    id: Union[None, str]


class UpdateListingBody(TypedDict, total=False):
    offer: Union[None, UpdateListingBodyOffer]
    pricelist: Union[None, UpdateListingBodyPricelist]
    alt_pricelist_1: Union[None, UpdateListingBodyAltPricelist1]
    alt_pricelist_2: Union[None, UpdateListingBodyAltPricelist2]


class GetLeadFormAnswerSchemaPropertiesCompany(TypedDict, total=False):
    type: str


class GetLeadFormAnswerSchemaProperties(TypedDict, total=False):
    company: GetLeadFormAnswerSchemaPropertiesCompany


class GetLeadFormAnswerSchema(TypedDict, total=False):
    type: str
    properties: GetLeadFormAnswerSchemaProperties


class GetLeadFormAnswer(TypedDict, total=False):
    id: str
    schema: GetLeadFormAnswerSchema


class SetLeadFormAnswerSchemaPropertiesCompany(TypedDict, total=False):
    type: str


class SetLeadFormAnswerSchemaProperties(TypedDict, total=False):
    company: SetLeadFormAnswerSchemaPropertiesCompany


class SetLeadFormAnswerSchema(TypedDict, total=False):
    type: str
    properties: SetLeadFormAnswerSchemaProperties


class SetLeadFormAnswer(TypedDict, total=False):
    id: str
    schema: SetLeadFormAnswerSchema


class SetLeadFormBodySchemaCompany(TypedDict, total=False):
    type: str


class SetLeadFormBodySchema(TypedDict, total=False):
    company: SetLeadFormBodySchemaCompany


class SetLeadFormBody(TypedDict, total=False):
    schema: dict[str, Union[str, SetLeadFormBodySchema]]


class CreateListingRequestBody(TypedDict, total=False):
    type: Required[str]
    product_id: str
    contract_id: str
    listing_id: str
    marketplace_id: str
    note: str


class SubmitListingRequestBody(TypedDict, total=False):
    pass


class RefineListingRequestBody(TypedDict, total=False):
    pass


class DeployListingRequestBody(TypedDict, total=False):
    pass


class CompleteListingRequestBody(TypedDict, total=False):
    pass


class CancelListingRequestBody(TypedDict, total=False):
    pass


class AssignListingRequestBody(TypedDict, total=False):
    pass


class UnassignListingRequestBody(TypedDict, total=False):
    pass


class ImportPartnersAnswerRows(TypedDict, total=False):
    row: float
    external_id: str
    status: str
    account: str
    contract: str


class ImportPartnersAnswer(TypedDict, total=False):
    total: float
    created: float
    present: float
    refused: float
    rows: list[ImportPartnersAnswerRows]


class AddAgreementMarketplaceBody(TypedDict, total=False):
    id: Required[str]


class AddAgreementProductGroupBody(TypedDict, total=False):
    id: Required[str]


class CreateProductGroupBodyProducts(TypedDict, total=False):
    id: Required[str]


class CreateProductGroupBody(TypedDict, total=False):
    name: Required[str]
    description: str
    products: list[CreateProductGroupBodyProducts]


class UpdateProductGroupBodyProducts(TypedDict, total=False):
    id: Required[str]


class UpdateProductGroupBody(TypedDict, total=False):
    name: str
    description: str
    products: list[UpdateProductGroupBodyProducts]


class CreatePostBodyCover(TypedDict, total=False):
    type: Required[Literal["image", "video"]]
    thumbnail: Required[str]
    url: Union[str, None]


class CreatePostBody(TypedDict, total=False):
    audience: Required[Literal["private", "vendor", "reseller", "distributor", "any"]]
    title: Required[str]
    subtitle: str
    content: str
    name: Union[str, None]
    external_id: Union[str, None]
    anonymous: Union[bool, None]
    cover: CreatePostBodyCover


class UpdatePostBodyCover(TypedDict, total=False):
    type: Required[Literal["image", "video"]]
    thumbnail: Required[str]
    url: Union[str, None]


class UpdatePostBody(TypedDict, total=False):
    audience: Literal["private", "vendor", "reseller", "distributor", "any"]
    title: str
    subtitle: str
    content: str
    name: Union[str, None]
    external_id: Union[str, None]
    anonymous: Union[bool, None]
    cover: UpdatePostBodyCover


class PublishPostBody(TypedDict, total=False):
    pass


class DraftPostBody(TypedDict, total=False):
    pass


class CreateTierAccountBodyParent(TypedDict, total=False):
    id: str
    external_id: str
    external_uid: str


class CreateTierAccountBodyContactInfoPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class CreateTierAccountBodyContactInfo(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: CreateTierAccountBodyContactInfoPhoneNumber


class CreateTierAccountBodyHub(TypedDict, total=False):
    id: Required[str]


class CreateTierAccountBody(TypedDict, total=False):
    name: Required[str]
    type: Literal["customer", "reseller"]
    tax_id: str
    external_id: str
    external_uid: str
    parent: Union[CreateTierAccountBodyParent, None]
    contact_info: Required[dict[str, Union[str, CreateTierAccountBodyContactInfo]]]
    hub: Union[CreateTierAccountBodyHub, None]


class UpdateTierAccountBodyParent(TypedDict, total=False):
    id: str
    external_id: str
    external_uid: str


class UpdateTierAccountBodyHub(TypedDict, total=False):
    id: Required[str]


class UpdateTierAccountBody(TypedDict, total=False):
    name: str
    type: Literal["customer", "reseller"]
    tax_id: str
    external_id: str
    external_uid: str
    parent: Union[UpdateTierAccountBodyParent, None]
    contact_info: dict[str, Any]
    hub: Union[UpdateTierAccountBodyHub, None]


class GetTierAccountVersionAnswerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class GetTierAccountVersionAnswerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: GetTierAccountVersionAnswerContactInfoContactPhoneNumber


class GetTierAccountVersionAnswerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: GetTierAccountVersionAnswerContactInfoContact


class GetTierAccountVersionAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetTierAccountVersionAnswer(TypedDict, total=False):
    id: str
    version: float
    status: str
    environment: str
    type: str
    db: str
    name: str
    tax_id: str
    external_id: str
    external_uid: str
    parent: dict[str, Any]
    owner: Reference
    scopes: list[str]
    contact_info: GetTierAccountVersionAnswerContactInfo
    events: GetTierAccountVersionAnswerEvents


class CreateTierAccountRequestBodyAccountParent(TypedDict, total=False):
    id: str
    external_id: str
    external_uid: str


class CreateTierAccountRequestBodyAccountHub(TypedDict, total=False):
    id: Required[str]


class CreateTierAccountRequestBodyAccount(TypedDict, total=False):
    name: str
    type: Literal["customer", "reseller"]
    tax_id: str
    external_id: str
    external_uid: str
    parent: Union[CreateTierAccountRequestBodyAccountParent, None]
    contact_info: dict[str, Any]
    hub: Union[CreateTierAccountRequestBodyAccountHub, None]
    id: str


class CreateTierAccountRequestBody(TypedDict, total=False):
    type: str
    account: CreateTierAccountRequestBodyAccount


class AcceptTierAccountRequestBody(TypedDict, total=False):
    pass


class IgnoreTierAccountRequestBody(TypedDict, total=False):
    reason: str


class CreateTierConfigRequestBodyConfigurationProduct(TypedDict, total=False):
    id: str


class CreateTierConfigRequestBodyConfigurationConnection(TypedDict, total=False):
    id: str


class CreateTierConfigRequestBodyConfigurationAccount(TypedDict, total=False):
    id: str


class CreateTierConfigRequestBodyConfigurationMarketplace(TypedDict, total=False):
    id: str


class CreateTierConfigRequestBodyConfiguration(TypedDict, total=False):
    id: str
    product: CreateTierConfigRequestBodyConfigurationProduct
    connection: CreateTierConfigRequestBodyConfigurationConnection
    account: CreateTierConfigRequestBodyConfigurationAccount
    marketplace: CreateTierConfigRequestBodyConfigurationMarketplace
    tier_level: Union[float, str]


class CreateTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class CreateTierConfigRequestBody(TypedDict, total=False):
    type: str
    configuration: CreateTierConfigRequestBodyConfiguration
    params: list[CreateTierConfigRequestBodyParams]
    notes: str


class UpdateTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class UpdateTierConfigRequestBody(TypedDict, total=False):
    params: list[UpdateTierConfigRequestBodyParams]
    notes: str


class ApproveTierConfigRequestBodyTemplate(TypedDict, total=False):
    id: str


class ApproveTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class ApproveTierConfigRequestBody(TypedDict, total=False):
    template: ApproveTierConfigRequestBodyTemplate
    effective_date: str
    params: list[ApproveTierConfigRequestBodyParams]


class InquireTierConfigRequestBodyTemplate(TypedDict, total=False):
    id: str


class InquireTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class InquireTierConfigRequestBody(TypedDict, total=False):
    template: InquireTierConfigRequestBodyTemplate
    effective_date: str
    params: list[InquireTierConfigRequestBodyParams]


class PendTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class PendTierConfigRequestBody(TypedDict, total=False):
    params: list[PendTierConfigRequestBodyParams]


class FailTierConfigRequestBody(TypedDict, total=False):
    reason: str


class SubmitTierConfigRequestBody(TypedDict, total=False):
    pass


class ValidateTierConfigRequestBodyParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class ValidateTierConfigRequestBody(TypedDict, total=False):
    params: list[ValidateTierConfigRequestBodyParams]


class AssignTierConfigRequestBody(TypedDict, total=False):
    email: str
    force: bool


class UnassignTierConfigRequestBody(TypedDict, total=False):
    pass


class CreateRequestBodyMarketplace(TypedDict, total=False):
    id: str


class CreateRequestBodyAssetConnection(TypedDict, total=False):
    id: str


class CreateRequestBodyAssetProduct(TypedDict, total=False):
    id: str


class CreateRequestBodyAssetItems(TypedDict, total=False):
    id: str
    mpn: str
    global_id: str
    quantity: Union[float, str]


class CreateRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: str
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class CreateRequestBodyAssetTiersCustomerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class CreateRequestBodyAssetTiersCustomerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: CreateRequestBodyAssetTiersCustomerContactInfoContactPhoneNumber


class CreateRequestBodyAssetTiersCustomerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: CreateRequestBodyAssetTiersCustomerContactInfoContact


class CreateRequestBodyAssetTiersCustomer(TypedDict, total=False):
    id: str
    name: str
    external_id: str
    external_uid: str
    contact_info: CreateRequestBodyAssetTiersCustomerContactInfo


class CreateRequestBodyAssetTiersTier1(TypedDict, total=False):
    id: str
    name: str
    external_id: str
    external_uid: str


class CreateRequestBodyAssetTiersTier2(TypedDict, total=False):
    id: str
    name: str
    external_id: str
    external_uid: str


class CreateRequestBodyAssetTiers(TypedDict, total=False):
    customer: Union[None, CreateRequestBodyAssetTiersCustomer]
    tier1: Union[None, CreateRequestBodyAssetTiersTier1]
    tier2: Union[None, CreateRequestBodyAssetTiersTier2]


class CreateRequestBodyAsset(TypedDict, total=False):
    id: str
    external_id: str
    external_uid: str
    connection: CreateRequestBodyAssetConnection
    product: CreateRequestBodyAssetProduct
    items: list[CreateRequestBodyAssetItems]
    params: list[CreateRequestBodyAssetParams]
    tiers: CreateRequestBodyAssetTiers


class CreateRequestBody(TypedDict, total=False):
    type: Required[str]
    status: str
    note: str
    planned_date: Union[str, None]
    marketplace: CreateRequestBodyMarketplace
    asset: CreateRequestBodyAsset


class UpdateRequestBodyAssetItems(TypedDict, total=False):
    id: str
    mpn: str
    global_id: str
    quantity: Union[float, str]


class UpdateRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class UpdateRequestBodyAsset(TypedDict, total=False):
    external_id: str
    items: list[UpdateRequestBodyAssetItems]
    params: list[UpdateRequestBodyAssetParams]


class UpdateRequestBody(TypedDict, total=False):
    note: str
    asset: UpdateRequestBodyAsset


class ApproveRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class ApproveRequestBodyAssetBilling(TypedDict, total=False):
    next_date: str


class ApproveRequestBodyAsset(TypedDict, total=False):
    params: list[ApproveRequestBodyAssetParams]
    billing: ApproveRequestBodyAssetBilling


class ApproveRequestBody(TypedDict, total=False):
    template_id: str
    activation_tile: str
    effective_date: Union[str, None]
    asset: ApproveRequestBodyAsset


class InquireRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class InquireRequestBodyAssetBilling(TypedDict, total=False):
    next_date: str


class InquireRequestBodyAsset(TypedDict, total=False):
    params: list[InquireRequestBodyAssetParams]
    billing: InquireRequestBodyAssetBilling


class InquireRequestBody(TypedDict, total=False):
    template_id: str
    activation_tile: str
    effective_date: Union[str, None]
    asset: InquireRequestBodyAsset


class FailRequestBody(TypedDict, total=False):
    reason: str


class PendRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class PendRequestBodyAsset(TypedDict, total=False):
    params: list[PendRequestBodyAssetParams]


class PendRequestBody(TypedDict, total=False):
    asset: PendRequestBodyAsset


class PurchaseRequestBody(TypedDict, total=False):
    pass


class SubmitRequestBody(TypedDict, total=False):
    pass


class ScheduleRequestBody(TypedDict, total=False):
    planned_date: str
    data: Any


class RevokeRequestBody(TypedDict, total=False):
    reason: str
    data: Any


class ConfirmRequestBody(TypedDict, total=False):
    pass


class ValidateRequestBodyAssetItems(TypedDict, total=False):
    id: str
    mpn: str
    global_id: str
    quantity: Union[float, str]


class ValidateRequestBodyAssetParams(TypedDict, total=False):
    id: Required[str]
    value: Any
    structured_value: Any
    value_error: Union[str, None]
    structured_error: Any


class ValidateRequestBodyAsset(TypedDict, total=False):
    external_id: str
    items: list[ValidateRequestBodyAssetItems]
    params: list[ValidateRequestBodyAssetParams]


class ValidateRequestBody(TypedDict, total=False):
    note: str
    asset: ValidateRequestBodyAsset


class AssignRequestBody(TypedDict, total=False):
    email: str
    force: bool


class UnassignRequestBody(TypedDict, total=False):
    pass


class CreateBillingRequestBodyAsset(TypedDict, total=False):
    id: str
    external_uid: str


class CreateBillingRequestBodyItems(TypedDict, total=False):
    id: str
    quantity: Union[float, str]


CreateBillingRequestBodyPeriod = TypedDict(
    "CreateBillingRequestBodyPeriod",
    {
        "from": "str",
        "to": "str",
        "delta": "float",
        "uom": "str",
    },
    total=False,
)


class CreateBillingRequestBodyAttributes(TypedDict, total=False):
    vendor: dict[str, Any]
    provider: dict[str, Any]


class CreateBillingRequestBody(TypedDict, total=False):
    type: str
    asset: CreateBillingRequestBodyAsset
    asset_id: Union[str, None]
    asset_external_uid: Union[str, None]
    items: list[CreateBillingRequestBodyItems]
    period: CreateBillingRequestBodyPeriod
    period_from: str
    period_to: str
    period_delta: float
    period_uom: str
    attributes: CreateBillingRequestBodyAttributes


class SetBillingAttributesAnswerProvider(TypedDict, total=False):
    invoice: str


class SetBillingAttributesAnswer(TypedDict, total=False):
    vendor: dict[str, Any]
    provider: SetBillingAttributesAnswerProvider


class SetBillingAttributesBody(TypedDict, total=False):
    vendor: dict[str, Any]
    provider: dict[str, str]


CreateUsageFileAnswerPeriod = TypedDict(
    "CreateUsageFileAnswerPeriod",
    {
        "from": "str",
        "to": "str",
    },
    total=False,
)


class CreateUsageFileAnswerStats(TypedDict, total=False):
    uploaded: float
    validated: float
    pending: float
    accepted: float
    closed: float
    billed: float


class CreateUsageFileAnswerRecords(TypedDict, total=False):
    valid: float
    invalid: float
    closed: float


class CreateUsageFileAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class CreateUsageFileAnswer(TypedDict, total=False):
    id: str
    name: str
    status: str
    schema: str
    environment: str
    description: str
    note: str
    external_id: str
    currency: str
    period: CreateUsageFileAnswerPeriod
    product: Reference
    contract: Reference
    marketplace: str
    vendor: str
    provider: str
    acceptance_note: str
    rejection_note: str
    error_detail: str
    stats: CreateUsageFileAnswerStats
    records: CreateUsageFileAnswerRecords
    events: CreateUsageFileAnswerEvents
    distribution_contract: str
    product_id: str
    product_name: str


CreateUsageFileBodyPeriod = TypedDict(
    "CreateUsageFileBodyPeriod",
    {
        "from": "Required[str]",
        "to": "Required[str]",
    },
    total=False,
)


class CreateUsageFileBodyProduct(TypedDict, total=False):
    id: Required[str]


class CreateUsageFileBodyContract(TypedDict, total=False):
    id: Required[str]


class CreateUsageFileBody(TypedDict, total=False):
    name: Required[str]
    period: Required[CreateUsageFileBodyPeriod]
    currency: Required[str]
    description: str
    note: str
    external_id: str
    product: Required[CreateUsageFileBodyProduct]
    contract: Required[CreateUsageFileBodyContract]


UpdateUsageFileBodyPeriod = TypedDict(
    "UpdateUsageFileBodyPeriod",
    {
        "from": "Required[str]",
        "to": "Required[str]",
    },
    total=False,
)


class UpdateUsageFileBody(TypedDict, total=False):
    name: str
    period: UpdateUsageFileBodyPeriod
    currency: str
    description: str
    note: str
    external_id: str


class ReprocessUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class SubmitUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class AcceptUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


ApproveAllUsageRecordsAnswerPeriod = TypedDict(
    "ApproveAllUsageRecordsAnswerPeriod",
    {
        "from": "str",
        "to": "str",
    },
    total=False,
)


class ApproveAllUsageRecordsAnswerStats(TypedDict, total=False):
    uploaded: float
    validated: float
    pending: float
    accepted: float
    closed: float
    billed: float


class ApproveAllUsageRecordsAnswerRecords(TypedDict, total=False):
    valid: float
    invalid: float
    closed: float


class ApproveAllUsageRecordsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment
    uploaded: Moment
    submitted: Moment
    rejected: Moment
    accepted: Moment


class ApproveAllUsageRecordsAnswer(TypedDict, total=False):
    id: str
    name: str
    status: str
    schema: str
    environment: str
    description: str
    note: str
    external_id: str
    currency: str
    period: ApproveAllUsageRecordsAnswerPeriod
    product: Reference
    contract: Reference
    marketplace: Reference
    vendor: Reference
    provider: Reference
    acceptance_note: str
    rejection_note: str
    error_detail: str
    stats: ApproveAllUsageRecordsAnswerStats
    records: ApproveAllUsageRecordsAnswerRecords
    usage_file_uri: str
    processed_file_uri: str
    events: ApproveAllUsageRecordsAnswerEvents


class ApproveAllUsageRecordsBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class RejectUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class CloseUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class DeleteUsageFileBody(TypedDict, total=False):
    acceptance_note: str
    rejection_note: str
    external_billing_id: str
    external_billing_note: str


class JudgeUsageRecordBody(TypedDict, total=False):
    status: Required[str]


class CloseUsageRecordBody(TypedDict, total=False):
    external_billing_id: str
    external_billing_note: str


class UpdateUsageChunkBody(TypedDict, total=False):
    external_id: Required[str]


class CloseUsageChunkBody(TypedDict, total=False):
    external_billing_id: Required[str]
    external_billing_note: str


class GetUsageTemplateAnswer(TypedDict, total=False):
    template_link: str


class CreateUsageRuleBodyItem(TypedDict, total=False):
    id: Required[str]


class CreateUsageRuleBody(TypedDict, total=False):
    item: Required[CreateUsageRuleBodyItem]
    action: Required[Literal["accept", "reject", "manual"]]
    rule: str
    status: Literal["active", "deleted"]


class UpdateUsageRuleBodyItem(TypedDict, total=False):
    id: Required[str]


class UpdateUsageRuleBody(TypedDict, total=False):
    item: UpdateUsageRuleBodyItem
    action: Literal["accept", "reject", "manual"]
    rule: str
    status: Literal["active", "deleted"]


class CreateCaseBodyProduct(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyIssuerAgent(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyIssuerRecipients(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyIssuer(TypedDict, total=False):
    agent: CreateCaseBodyIssuerAgent
    recipients: list[CreateCaseBodyIssuerRecipients]


class CreateCaseBodyReceiverAgent(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyReceiverRecipients(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyReceiverAccount(TypedDict, total=False):
    id: Required[str]


class CreateCaseBodyReceiver(TypedDict, total=False):
    agent: CreateCaseBodyReceiverAgent
    recipients: list[CreateCaseBodyReceiverRecipients]
    account: Required[CreateCaseBodyReceiverAccount]


class CreateCaseBody(TypedDict, total=False):
    subject: Required[str]
    description: Required[str]
    type: Required[Literal["technical", "business"]]
    priority: Any
    product: Union[CreateCaseBodyProduct, None]
    issuer: CreateCaseBodyIssuer
    receiver: Required[CreateCaseBodyReceiver]


class UpdateCaseBodyProduct(TypedDict, total=False):
    id: Required[str]


class UpdateCaseBodyIssuerAgent(TypedDict, total=False):
    id: Required[str]


class UpdateCaseBodyIssuerRecipients(TypedDict, total=False):
    id: Required[str]


class UpdateCaseBodyIssuer(TypedDict, total=False):
    agent: UpdateCaseBodyIssuerAgent
    recipients: list[UpdateCaseBodyIssuerRecipients]


class UpdateCaseBodyReceiverAgent(TypedDict, total=False):
    id: Required[str]


class UpdateCaseBodyReceiverRecipients(TypedDict, total=False):
    id: Required[str]


class UpdateCaseBodyReceiver(TypedDict, total=False):
    agent: UpdateCaseBodyReceiverAgent
    recipients: list[UpdateCaseBodyReceiverRecipients]


class UpdateCaseBody(TypedDict, total=False):
    subject: str
    description: str
    type: Literal["technical", "business"]
    priority: Any
    product: Union[UpdateCaseBodyProduct, None]
    issuer: UpdateCaseBodyIssuer
    receiver: UpdateCaseBodyReceiver


class CloseCaseBody(TypedDict, total=False):
    rating: Any
    feedback: str


class GetCaseSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetCaseSettingsAnswer(TypedDict, total=False):
    id: str
    account: Reference
    ttl: float
    mode: str
    instructions: str
    events: GetCaseSettingsAnswerEvents


class UpdateCaseSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class UpdateCaseSettingsAnswer(TypedDict, total=False):
    id: str
    account: Reference
    ttl: float
    mode: str
    instructions: str
    events: UpdateCaseSettingsAnswerEvents


class UpdateCaseSettingsBody(TypedDict, total=False):
    ttl: float
    mode: Literal["builtin", "federated"]
    instructions: Union[str, None]


class GetHelpdeskSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetHelpdeskSettingsAnswer(TypedDict, total=False):
    ttl: float
    mode: str
    instructions: str
    events: GetHelpdeskSettingsAnswerEvents


class UpdateHelpdeskSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class UpdateHelpdeskSettingsAnswer(TypedDict, total=False):
    ttl: float
    mode: str
    instructions: str
    events: UpdateHelpdeskSettingsAnswerEvents


class UpdateHelpdeskSettingsBody(TypedDict, total=False):
    ttl: float
    mode: Literal["builtin", "federated"]
    instructions: Union[str, None]


class GetHelpdeskModuleSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetHelpdeskModuleSettingsAnswer(TypedDict, total=False):
    ttl: float
    mode: str
    instructions: str
    events: GetHelpdeskModuleSettingsAnswerEvents


class UpdateHelpdeskModuleSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class UpdateHelpdeskModuleSettingsAnswer(TypedDict, total=False):
    ttl: float
    mode: str
    instructions: str
    events: UpdateHelpdeskModuleSettingsAnswerEvents


class UpdateHelpdeskModuleSettingsBody(TypedDict, total=False):
    ttl: float
    mode: Literal["builtin", "federated"]
    instructions: Union[str, None]


class CreateConversationBodyAccounts(TypedDict, total=False):
    id: str


class CreateConversationBody(TypedDict, total=False):
    instance_id: Required[str]
    topic: Required[str]
    type: Literal["conversation", "notes"]
    accounts: list[CreateConversationBodyAccounts]


class PostMessageBody(TypedDict, total=False):
    text: Required[str]
    type: Literal["message", "private"]


class EditMessageBody(TypedDict, total=False):
    text: str


class InstallBodyService(TypedDict, total=False):
    id: str
    name: str


class InstallBodyAccount(TypedDict, total=False):
    id: Required[str]


class InstallBody(TypedDict, total=False):
    service: Required[InstallBodyService]
    account: InstallBodyAccount
    version: str
    settings: dict[str, Any]
    secrets: dict[str, str]
    consent: str
    allow_private: bool


class ChangeInstallationBody(TypedDict, total=False):
    allow_private: bool
    recording: bool


class GetSettingsAnswer(TypedDict, total=False):
    baseUrl: str


class ReplaceSettingsAnswerService(TypedDict, total=False):
    id: str
    name: str
    type: str


class ReplaceSettingsAnswerEnvironment(TypedDict, total=False):
    id: str


class ReplaceSettingsAnswerSettings(TypedDict, total=False):
    baseUrl: str


class ReplaceSettingsAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ReplaceSettingsAnswerSettingsSchemaPropertiesBaseUrl(TypedDict, total=False):
    type: str
    format: str


class ReplaceSettingsAnswerSettingsSchemaProperties(TypedDict, total=False):
    baseUrl: ReplaceSettingsAnswerSettingsSchemaPropertiesBaseUrl


class ReplaceSettingsAnswerSettingsSchema(TypedDict, total=False):
    type: str
    properties: ReplaceSettingsAnswerSettingsSchemaProperties
    required: list[str]


class ReplaceSettingsAnswerSecrets(TypedDict, total=False):
    name: str
    title: str
    hosts: list[str]
    required: bool
    set: bool
    updated: str


class ReplaceSettingsAnswerPermissions(TypedDict, total=False):
    level: str
    sentence: str


class ReplaceSettingsAnswer(TypedDict, total=False):
    id: str
    status: str
    service: ReplaceSettingsAnswerService
    environment: ReplaceSettingsAnswerEnvironment
    owner: Reference
    version: str
    previous_version: None
    settings: ReplaceSettingsAnswerSettings
    allow_private: bool
    recording: bool
    events: ReplaceSettingsAnswerEvents
    latest_version: str
    settings_schema: ReplaceSettingsAnswerSettingsSchema
    secrets: list[ReplaceSettingsAnswerSecrets]
    hooks: list[str]
    permissions: list[ReplaceSettingsAnswerPermissions]
    permissions_digest: str


class ReplaceSecretAnswerService(TypedDict, total=False):
    id: str
    name: str
    type: str


class ReplaceSecretAnswerEnvironment(TypedDict, total=False):
    id: str


class ReplaceSecretAnswerSettings(TypedDict, total=False):
    baseUrl: str


class ReplaceSecretAnswerEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class ReplaceSecretAnswerSettingsSchemaPropertiesBaseUrl(TypedDict, total=False):
    type: str
    format: str


class ReplaceSecretAnswerSettingsSchemaProperties(TypedDict, total=False):
    baseUrl: ReplaceSecretAnswerSettingsSchemaPropertiesBaseUrl


class ReplaceSecretAnswerSettingsSchema(TypedDict, total=False):
    type: str
    properties: ReplaceSecretAnswerSettingsSchemaProperties
    required: list[str]


class ReplaceSecretAnswerSecrets(TypedDict, total=False):
    name: str
    title: str
    hosts: list[str]
    required: bool
    set: bool
    updated: str


class ReplaceSecretAnswerPermissions(TypedDict, total=False):
    level: str
    sentence: str


class ReplaceSecretAnswer(TypedDict, total=False):
    id: str
    status: str
    service: ReplaceSecretAnswerService
    environment: ReplaceSecretAnswerEnvironment
    owner: Reference
    version: str
    previous_version: None
    settings: ReplaceSecretAnswerSettings
    allow_private: bool
    recording: bool
    events: ReplaceSecretAnswerEvents
    latest_version: str
    settings_schema: ReplaceSecretAnswerSettingsSchema
    secrets: list[ReplaceSecretAnswerSecrets]
    hooks: list[str]
    permissions: list[ReplaceSecretAnswerPermissions]
    permissions_digest: str


class ReplaceSecretBody(TypedDict, total=False):
    value: Required[str]


class PauseInstallationBody(TypedDict, total=False):
    pass


class ResumeInstallationBody(TypedDict, total=False):
    pass


class UpgradeInstallationBody(TypedDict, total=False):
    version: str
    consent: str
    settings: dict[str, Any]
    secrets: dict[str, str]


class RollbackInstallationBody(TypedDict, total=False):
    pass


class UninstallBody(TypedDict, total=False):
    data: Literal["keep", "delete"]


class GetPermissionsAnswerPermissions(TypedDict, total=False):
    level: str
    sentence: str


class GetPermissionsAnswer(TypedDict, total=False):
    version: str
    permissions: list[GetPermissionsAnswerPermissions]
    permissions_digest: str
    new: list[Any]
    dropped: list[Any]


class GetStorageAnswer(TypedDict, total=False):
    keys: float
    bytes: float
    limit: float


class CreateRunnerTokenBody(TypedDict, total=False):
    name: Required[str]
    environments: list[str]
    secrets: bool


class ReplayTaskBody(TypedDict, total=False):
    forget_steps: bool


class ResubmitTaskBody(TypedDict, total=False):
    forget_steps: bool


class StartReplayBody(TypedDict, total=False):
    filter: str
    since: str
    until: str
    rate: float
    forget_steps: bool


class StopReplayBody(TypedDict, total=False):
    pass


class CloseBreakerBody(TypedDict, total=False):
    pass


class DiscardTaskBody(TypedDict, total=False):
    reason: Required[str]


class GetTaskPayloadAnswerEvent(TypedDict, total=False):
    id: str
    type: str
    status: str
    objectId: str
    at: str
    correlation: str
    hop: float
    data: dict[str, Any]


class GetTaskPayloadAnswerObjectAssetProduct(TypedDict, total=False):
    id: str
    name: str
    status: str


class GetTaskPayloadAnswerObjectAssetConnection(TypedDict, total=False):
    id: str
    type: str
    provider: Reference
    vendor: Reference
    hub: Reference


class GetTaskPayloadAnswerObjectAssetEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetTaskPayloadAnswerObjectAssetItems(TypedDict, total=False):
    id: str
    global_id: str
    mpn: str
    old_quantity: str
    quantity: str
    type: str
    display_name: str
    period: str
    item_type: str
    params: list[Any]


class GetTaskPayloadAnswerObjectAssetParamsConstraints(TypedDict, total=False):
    required: bool
    hidden: bool
    unique: bool


class GetTaskPayloadAnswerObjectAssetParams(TypedDict, total=False):
    id: str
    name: str
    title: str
    description: str
    type: str
    phase: str
    scope: str
    value: str
    value_error: str
    value_choices: list[Any]
    constraints: GetTaskPayloadAnswerObjectAssetParamsConstraints


class GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfoContactPhoneNumber(TypedDict, total=False):
    country_code: str
    area_code: str
    phone_number: str
    extension: str


class GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfoContact(TypedDict, total=False):
    first_name: str
    last_name: str
    email: str
    phone_number: GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfoContactPhoneNumber


class GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfo(TypedDict, total=False):
    address_line1: str
    city: str
    state: str
    postal_code: str
    country: str
    contact: GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfoContact


class GetTaskPayloadAnswerObjectAssetTiersCustomer(TypedDict, total=False):
    id: str
    version: float
    name: str
    type: str
    external_id: str
    external_uid: str
    tax_id: str
    contact_info: GetTaskPayloadAnswerObjectAssetTiersCustomerContactInfo


class GetTaskPayloadAnswerObjectAssetTiers(TypedDict, total=False):
    customer: GetTaskPayloadAnswerObjectAssetTiersCustomer
    tier1: dict[str, Any]
    tier2: dict[str, Any]


class GetTaskPayloadAnswerObjectAssetConfiguration(TypedDict, total=False):
    params: list[Any]


class GetTaskPayloadAnswerObjectAsset(TypedDict, total=False):
    id: str
    status: str
    external_id: str
    external_uid: str
    product: GetTaskPayloadAnswerObjectAssetProduct
    connection: GetTaskPayloadAnswerObjectAssetConnection
    events: GetTaskPayloadAnswerObjectAssetEvents
    items: list[GetTaskPayloadAnswerObjectAssetItems]
    params: list[GetTaskPayloadAnswerObjectAssetParams]
    tiers: GetTaskPayloadAnswerObjectAssetTiers
    configuration: GetTaskPayloadAnswerObjectAssetConfiguration
    marketplace: Reference
    contract: Reference


class GetTaskPayloadAnswerObjectEvents(TypedDict, total=False):
    created: Moment
    updated: Moment


class GetTaskPayloadAnswerObject(TypedDict, total=False):
    id: str
    type: str
    status: str
    note: str
    reason: str
    created: str
    updated: str
    activation_key: str
    params_form_url: str
    marketplace: Reference
    contract: Reference
    asset: GetTaskPayloadAnswerObjectAsset
    events: GetTaskPayloadAnswerObjectEvents


class GetTaskPayloadAnswer(TypedDict, total=False):
    event: GetTaskPayloadAnswerEvent
    object: GetTaskPayloadAnswerObject
