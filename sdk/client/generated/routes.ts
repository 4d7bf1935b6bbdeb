/** Generated from the routes by `npm run generate`. */
import type { Bytes } from '../send.ts';
import type {
  Reference,
  Moment,
  Industry,
  Country,
  Module,
  Account,
  AccountUser,
  Membership,
  UserContact,
  UserSession,
  AccountGroup,
  GroupUser,
  AccountMedia,
  Token,
  Form,
  FormVersion,
  Agreement,
  Contract,
  AgreementVersion,
  ContractData,
  ContractVersion,
  Product,
  Item,
  Parameter,
  Template,
  ProductVersion,
  ProductVersionAction,
  ProductVersionItemGroup,
  ProductVersionItem,
  ProductVersionMedia,
  ProductVersionParameter,
  ProductVersionTemplate,
  ProductAction,
  ProductItemGroup,
  ProductMessage,
  ProductMedia,
  ProductLocalization,
  ProductConfiguration,
  Category,
  Unit,
  Marketplace,
  Hub,
  Connection,
  MarketplaceHub,
  Listing,
  ListingRequest,
  Partner,
  AgreementProduct,
  AgreementProductMarketplace,
  AgreementMarketplace,
  AgreementProductGroup,
  ProductGroup,
  Post,
  PostVersion,
  TierAccount,
  TierAccountRequest,
  TierConfig,
  TierConfigRequest,
  Request,
  Asset,
  BillingRequest,
  UsageFile,
  UsageCategory,
  UsageRecordShown,
  UsageChunk,
  UsageReconciliation,
  UsageAggregate,
  UsageRule,
  HelpdeskCase,
  CaseAttachment,
  Conversation,
  MessageLine,
  Extension,
  PackageSummary,
  Environment,
  Installation,
  EventDefinition,
  RunnerToken,
  Task,
  Replay,
  Breaker,
  Event,
  GetModuleSettingsAnswer,
  CreateAccountBody,
  UpdateAccountBody,
  InviteUserBody,
  UpdateUserBody,
  ActivateUserBody,
  ReinviteUserBody,
  CreatePersonBody,
  UpdatePersonBody,
  CreateUserContactBody,
  TagUserContactBody,
  TerminateUserSessionBody,
  CreateGroupBody,
  UpdateGroupBody,
  AddGroupUserBody,
  RemoveGroupUsersBody,
  GrantGroupBody,
  CreateAccountMediaBody,
  UpdateAccountMediaBody,
  CreateTokenBody,
  UpdateTokenBody,
  ActivateTokenBody,
  DeactivateTokenBody,
  RotateTokenBody,
  RenewTokenBody,
  LimitTokenBody,
  CreateFormBody,
  UpdateFormBody,
  CreateAgreementBody,
  UpdateAgreementBody,
  CreateChildAgreementBody,
  CreateContractBody,
  CreateAgreementVersionBody,
  ActivateAgreementVersionBody,
  AnswerEnrolmentBody,
  AnswerProductBody,
  UpdateProductDataBody,
  AnswerItemBody,
  UpdateItemDataBody,
  UpdateContractBody,
  EnrollContractBody,
  RefineContractBody,
  SignContractBody,
  RejectContractBody,
  TerminateContractBody,
  CreateProductBody,
  UpdateProductBody,
  EndProductSaleBody,
  ResumeProductSaleBody,
  CreateItemBody,
  UpdateItemBody,
  EndsaleItemBody,
  ResumesaleItemBody,
  CreateParameterBody,
  UpdateParameterBody,
  CreateTemplateBody,
  UpdateTemplateBody,
  CreateProductVersionBody,
  UpdateProductVersionBody,
  BuildProductVersionBody,
  GetVersionActionLinkAnswer,
  RegenerateActionSecretAnswer,
  RegenerateActionSecretBody,
  CreateActionBody,
  UpdateActionBody,
  GetActionLinkAnswer,
  CreateItemGroupBody,
  UpdateItemGroupBody,
  CreateMessageBody,
  UpdateMessageBody,
  CreateLocalizationBody,
  ConfigureProductBody,
  CreateUnitBody,
  CreateMarketplaceBody,
  UpdateMarketplaceBody,
  CreateHubBody,
  UpdateHubBody,
  CreateConnectionBody,
  UpdateConnectionBody,
  CreateVersionConnectionBody,
  UpdateVersionConnectionBody,
  UpdateListingBody,
  GetLeadFormAnswer,
  SetLeadFormAnswer,
  SetLeadFormBody,
  CreateListingRequestBody,
  SubmitListingRequestBody,
  RefineListingRequestBody,
  DeployListingRequestBody,
  CompleteListingRequestBody,
  CancelListingRequestBody,
  AssignListingRequestBody,
  UnassignListingRequestBody,
  ImportPartnersAnswer,
  AddAgreementMarketplaceBody,
  AddAgreementProductGroupBody,
  CreateProductGroupBody,
  UpdateProductGroupBody,
  CreatePostBody,
  UpdatePostBody,
  PublishPostBody,
  DraftPostBody,
  CreateTierAccountBody,
  UpdateTierAccountBody,
  GetTierAccountVersionAnswer,
  CreateTierAccountRequestBody,
  AcceptTierAccountRequestBody,
  IgnoreTierAccountRequestBody,
  CreateTierConfigRequestBody,
  UpdateTierConfigRequestBody,
  ApproveTierConfigRequestBody,
  InquireTierConfigRequestBody,
  PendTierConfigRequestBody,
  FailTierConfigRequestBody,
  SubmitTierConfigRequestBody,
  ValidateTierConfigRequestBody,
  AssignTierConfigRequestBody,
  UnassignTierConfigRequestBody,
  CreateRequestBody,
  UpdateRequestBody,
  ApproveRequestBody,
  InquireRequestBody,
  FailRequestBody,
  PendRequestBody,
  PurchaseRequestBody,
  SubmitRequestBody,
  ScheduleRequestBody,
  RevokeRequestBody,
  ConfirmRequestBody,
  ValidateRequestBody,
  AssignRequestBody,
  UnassignRequestBody,
  CreateBillingRequestBody,
  SetBillingAttributesAnswer,
  SetBillingAttributesBody,
  CreateUsageFileAnswer,
  CreateUsageFileBody,
  UpdateUsageFileBody,
  ReprocessUsageFileBody,
  SubmitUsageFileBody,
  AcceptUsageFileBody,
  ApproveAllUsageRecordsAnswer,
  ApproveAllUsageRecordsBody,
  RejectUsageFileBody,
  CloseUsageFileBody,
  DeleteUsageFileBody,
  JudgeUsageRecordBody,
  CloseUsageRecordBody,
  UpdateUsageChunkBody,
  CloseUsageChunkBody,
  GetUsageTemplateAnswer,
  CreateUsageRuleBody,
  UpdateUsageRuleBody,
  CreateCaseBody,
  UpdateCaseBody,
  CloseCaseBody,
  GetCaseSettingsAnswer,
  UpdateCaseSettingsAnswer,
  UpdateCaseSettingsBody,
  GetHelpdeskSettingsAnswer,
  UpdateHelpdeskSettingsAnswer,
  UpdateHelpdeskSettingsBody,
  GetHelpdeskModuleSettingsAnswer,
  UpdateHelpdeskModuleSettingsAnswer,
  UpdateHelpdeskModuleSettingsBody,
  CreateConversationBody,
  PostMessageBody,
  EditMessageBody,
  InstallBody,
  ChangeInstallationBody,
  GetSettingsAnswer,
  ReplaceSettingsAnswer,
  ReplaceSecretAnswer,
  ReplaceSecretBody,
  PauseInstallationBody,
  ResumeInstallationBody,
  UpgradeInstallationBody,
  RollbackInstallationBody,
  UninstallBody,
  GetPermissionsAnswer,
  GetStorageAnswer,
  CreateRunnerTokenBody,
  ReplayTaskBody,
  ResubmitTaskBody,
  StartReplayBody,
  StopReplayBody,
  CloseBreakerBody,
  DiscardTaskBody,
  GetTaskPayloadAnswer,
} from './objects.ts';

/** What `error_code` of an answer may be; more precise ones are strings of the published platform. */
export type ErrorCode = 'VAL_001' | 'RQL_001' | 'REQ_003' | 'REQ_005' | 'PKG_001' | 'PKG_002' | 'AUTH_001' | 'AUTH_002' | 'NFND_000' | 'NFND_001' | 'VAL_002' | 'VAL_003' | 'TSK_001' | 'SYS_002' | 'SYS_003' | 'SYS_001' | (string & {});

type IndustryField = 'id' | 'name';
type IndustryOrder = 'id' | 'name';
type CountryField = 'id' | 'name';
type CountryOrder = 'id' | 'name';
type ModuleField = 'id' | 'name';
type ModuleOrder = 'id' | 'name';
type AccountField = 'id' | 'name' | 'type' | 'role' | 'external_id' | 'events.created.at' | 'events.updated.at';
type AccountOrder = 'id' | 'name' | 'type' | 'role' | 'external_id' | 'events.created.at' | 'events.updated.at';
type AccountUserField = 'id' | 'name' | 'email' | 'status' | 'external_id' | 'groups.id' | 'events.created.at';
type AccountUserOrder = 'id' | 'name' | 'email' | 'status' | 'events.created.at';
type MembershipField = 'id' | 'name' | 'type' | 'role' | 'external_id' | 'events.created.at' | 'events.updated.at';
type MembershipOrder = 'id' | 'name' | 'type' | 'role' | 'external_id' | 'events.created.at' | 'events.updated.at';
type UserContactField = 'id' | 'type' | 'status' | 'tags.id' | 'events.created.at';
type UserContactOrder = 'id' | 'events.created.at';
type UserSessionField = 'id' | 'status' | 'events.created.at';
type UserSessionOrder = 'id' | 'events.created.at';
type AccountGroupField = 'id' | 'name' | 'description' | 'external_id' | 'permissions.id' | 'events.created.at';
type AccountGroupOrder = 'id' | 'name' | 'events.created.at';
type GroupUserField = 'id' | 'name' | 'email' | 'events.added.at';
type GroupUserOrder = 'id' | 'events.added.at';
type AccountMediaField = 'id' | 'name' | 'position' | 'type';
type AccountMediaOrder = 'id' | 'name' | 'position';
type TokenField = 'id' | 'handle' | 'name' | 'status' | 'external_id' | 'owner.id' | 'expiration_date' | 'extension.id' | 'permissions.id' | 'events.created.at' | 'events.updated.at';
type TokenOrder = 'id' | 'name' | 'status' | 'expiration_date' | 'events.created.at' | 'events.updated.at';
type FormField = 'id' | 'name' | 'type' | 'events.created.at';
type FormOrder = 'id' | 'name' | 'type' | 'events.created.at';
type FormVersionField = 'id' | 'version';
type FormVersionOrder = 'version';
type AgreementField = 'id' | 'name' | 'title' | 'active' | 'type' | 'version.version' | 'owner.id' | 'owner.name' | 'forms.id' | 'marketplace.name' | 'created' | 'updated' | 'parent.id' | 'marketplace.id' | 'events.created.at' | 'events.updated.at';
type AgreementOrder = 'id' | 'name' | 'type' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type ContractField = 'id' | 'name' | 'type' | 'status' | 'version' | 'agreement.id' | 'agreement.name' | 'marketplace.id' | 'owner.id' | 'owner.name' | 'issuer.id' | 'issuer.name' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type ContractOrder = 'id' | 'name' | 'type' | 'status' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type AgreementVersionField = 'id' | 'version' | 'document_type' | 'version_created';
type AgreementVersionOrder = 'version' | 'version_created';
type ContractDataField = 'id' | 'type' | 'product.id' | 'item.id' | 'created';
type ContractDataOrder = 'id' | 'created';
type ContractVersionField = 'id' | 'contract.id' | 'contract.status';
type ProductField = 'id' | 'name' | 'status' | 'external_id' | 'version' | 'owner.id' | 'owner.name' | 'events.created.at' | 'events.updated.at';
type ProductOrder = 'id' | 'name' | 'status' | 'version' | 'events.created.at' | 'events.updated.at';
type ItemField = 'id' | 'local_id' | 'mpn' | 'name' | 'status' | 'type' | 'period' | 'precision' | 'position' | 'unit.id';
type ItemOrder = 'id' | 'mpn' | 'name' | 'status' | 'type' | 'period' | 'position';
type ParameterField = 'id' | 'name' | 'title' | 'phase' | 'scope' | 'type' | 'position' | 'constraints.required' | 'constraints.hidden' | 'constraints.unique';
type ParameterOrder = 'id' | 'name' | 'title' | 'phase' | 'scope' | 'type' | 'position';
type TemplateField = 'id' | 'name' | 'title' | 'type' | 'scope' | 'position';
type TemplateOrder = 'id' | 'name' | 'type' | 'scope' | 'position';
type ProductVersionField = 'id' | 'version' | 'changes_description' | 'name' | 'events.created.at';
type ProductVersionOrder = 'version' | 'events.created.at';
type ProductVersionActionField = 'id' | 'action' | 'name' | 'scope' | 'type';
type ProductVersionActionOrder = 'id' | 'action' | 'name' | 'scope';
type ProductVersionItemGroupField = 'id' | 'mpn' | 'name';
type ProductVersionItemGroupOrder = 'id' | 'mpn' | 'name';
type ProductVersionItemField = 'id' | 'local_id' | 'mpn' | 'name' | 'status' | 'type' | 'period' | 'precision' | 'position' | 'unit.id';
type ProductVersionItemOrder = 'id' | 'mpn' | 'name' | 'status' | 'type' | 'period' | 'position';
type ProductVersionMediaField = 'id' | 'type' | 'position';
type ProductVersionMediaOrder = 'id' | 'position';
type ProductVersionParameterField = 'id' | 'name' | 'title' | 'phase' | 'scope' | 'type' | 'position' | 'constraints.required' | 'constraints.hidden' | 'constraints.unique';
type ProductVersionParameterOrder = 'id' | 'name' | 'title' | 'phase' | 'scope' | 'type' | 'position';
type ProductVersionTemplateField = 'id' | 'name' | 'title' | 'type' | 'scope' | 'position';
type ProductVersionTemplateOrder = 'id' | 'name' | 'type' | 'scope' | 'position';
type ProductActionField = 'id' | 'action' | 'name' | 'scope' | 'type';
type ProductActionOrder = 'id' | 'action' | 'name' | 'scope';
type ProductItemGroupField = 'id' | 'mpn' | 'name';
type ProductItemGroupOrder = 'id' | 'mpn' | 'name';
type ProductMessageField = 'id' | 'external_id' | 'value' | 'auto';
type ProductMessageOrder = 'id' | 'external_id';
type ProductMediaField = 'id' | 'type' | 'position';
type ProductMediaOrder = 'id' | 'position';
type ProductLocalizationField = 'id' | 'locale';
type ProductLocalizationOrder = 'id' | 'locale';
type ProductConfigurationField = 'id' | 'parameter.id' | 'item.id' | 'marketplace.id' | 'value';
type ProductConfigurationOrder = 'id';
type CategoryField = 'id' | 'name' | 'parent.id';
type CategoryOrder = 'id' | 'name';
type UnitField = 'id' | 'name' | 'description' | 'type' | 'unit';
type UnitOrder = 'id' | 'name' | 'type';
type MarketplaceField = 'id' | 'name' | 'zone' | 'currency' | 'owner.id' | 'events.created.at';
type MarketplaceOrder = 'id' | 'name' | 'zone' | 'currency' | 'events.created.at';
type HubField = 'id' | 'name' | 'company.id' | 'instance.id' | 'instance.type' | 'events.created.at';
type HubOrder = 'id' | 'name' | 'events.created.at';
type ConnectionField = 'id' | 'type' | 'status' | 'product.id' | 'hub.id' | 'hub.name' | 'vendor.id' | 'provider.id' | 'created_at';
type ConnectionOrder = 'id' | 'type' | 'status' | 'created_at';
type MarketplaceHubField = 'id' | 'name' | 'external_id';
type MarketplaceHubOrder = 'id' | 'external_id';
type ListingField = 'id' | 'status' | 'product.id' | 'product.name' | 'contract.id' | 'contract.marketplace.id' | 'vendor.id' | 'provider.id' | 'created' | 'updated';
type ListingOrder = 'id' | 'status' | 'created' | 'updated';
type ListingRequestField = 'id' | 'type' | 'state' | 'product.id' | 'listing.id' | 'listing.contract.id' | 'listing.contract.marketplace.id' | 'listing.vendor.id' | 'listing.provider.id' | 'created' | 'updated';
type ListingRequestOrder = 'id' | 'type' | 'state' | 'created' | 'updated';
type PartnerField = 'id' | 'name' | 'type' | 'role' | 'status' | 'external_id' | 'stats.contracts.distribution' | 'stats.contracts.program' | 'stats.contracts.service' | 'stats.contracts.syndication' | 'stats.listings';
type PartnerOrder = 'id' | 'name' | 'type' | 'role' | 'status' | 'stats.contracts.distribution' | 'stats.contracts.program' | 'stats.contracts.service' | 'stats.contracts.syndication' | 'stats.listings';
type ListAgreementPartnersField = 'id' | 'name' | 'role' | 'contract.id' | 'contract.status' | 'contract.version' | 'events.created.at';
type ListAgreementPartnersOrder = 'contract.status' | 'contract.version' | 'events.created.at';
type AgreementProductField = 'id' | 'name' | 'status';
type AgreementProductOrder = 'id' | 'name';
type AgreementProductMarketplaceField = 'id' | 'name';
type AgreementProductMarketplaceOrder = 'id' | 'name';
type AgreementMarketplaceField = 'id' | 'name' | 'currency';
type AgreementMarketplaceOrder = 'id';
type AgreementProductGroupField = 'id' | 'name';
type AgreementProductGroupOrder = 'id';
type ProductGroupField = 'id' | 'name' | 'products.id' | 'agreements.id' | 'events.created.at' | 'events.updated.at';
type ProductGroupOrder = 'id' | 'name' | 'events.created.at' | 'events.updated.at';
type PostField = 'id' | 'external_id' | 'audience' | 'status' | 'title' | 'subtitle' | 'content' | 'creator.id' | 'creator.name' | 'events.created.at' | 'events.updated.at';
type PostOrder = 'id' | 'audience' | 'status' | 'events.created.at' | 'events.updated.at';
type PostVersionField = 'id' | 'version';
type PostVersionOrder = 'version';
type TierAccountField = 'id' | 'name' | 'status' | 'type' | 'tax_id' | 'external_id' | 'external_uid' | 'scopes' | 'db' | 'parent.id' | 'owner.id' | 'hub.id' | 'contact_info.country' | 'contact_info.contact.email' | 'events.created.at' | 'events.updated.at';
type TierAccountOrder = 'id' | 'name' | 'db' | 'events.created.at' | 'events.updated.at';
type TierAccountRequestField = 'id' | 'type' | 'status' | 'account.id' | 'account.name' | 'account.external_id' | 'account.external_uid' | 'product.id' | 'product.name' | 'vendor.id' | 'provider.id' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type TierAccountRequestOrder = 'id' | 'status' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type TierConfigField = 'id' | 'status' | 'tier_level' | 'account.id' | 'account.company_name' | 'account.external_id' | 'account.external_uid' | 'product.id' | 'product.name' | 'connection.id' | 'connection.type' | 'contract.id' | 'marketplace.id' | 'marketplace.name' | 'template.id' | 'params.id' | 'params.value' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type TierConfigOrder = 'id' | 'status' | 'tier_level' | 'account.id' | 'account.company_name' | 'product.id' | 'product.name' | 'connection.id' | 'contract.id' | 'marketplace.id' | 'marketplace.name' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type TierConfigRequestField = 'id' | 'type' | 'status' | 'configuration.id' | 'configuration.tier_level' | 'configuration.account.id' | 'configuration.contract.id' | 'configuration.marketplace.id' | 'configuration.product.id' | 'configuration.product.name' | 'template.id' | 'params.id' | 'params.value' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type TierConfigRequestOrder = 'id' | 'type' | 'status' | 'configuration.id' | 'configuration.tier_level' | 'configuration.account.id' | 'configuration.contract.id' | 'configuration.marketplace.id' | 'configuration.product.id' | 'configuration.product.name' | 'created' | 'updated' | 'events.created.at' | 'events.updated.at';
type RequestField = 'id' | 'type' | 'status' | 'created' | 'updated' | 'planned_date' | 'effective_date' | 'note' | 'reason' | 'assignee' | 'events.created.at' | 'events.updated.at' | 'contract.id' | 'marketplace.id' | 'marketplace.name' | 'assignee.email' | 'template.id' | 'asset_id' | 'product_id' | 'asset.contract.id' | 'asset.marketplace.id' | 'asset.marketplace.name' | 'asset.id' | 'asset.status' | 'asset.external_id' | 'asset.external_uid' | 'asset.params.id' | 'asset.params.value' | 'asset.items.id' | 'asset.product.id' | 'asset.product.name' | 'asset.connection.id' | 'asset.connection.type' | 'asset.connection.provider.id' | 'asset.connection.provider.name' | 'asset.connection.vendor.id' | 'asset.connection.vendor.name' | 'asset.connection.hub.id' | 'asset.connection.hub.name';
type RequestOrder = 'id' | 'type' | 'status' | 'created' | 'updated' | 'planned_date' | 'effective_date' | 'events.created.at' | 'events.updated.at' | 'asset.product.id';
type AssetField = 'id' | 'status' | 'external_id' | 'external_uid' | 'events.created.at' | 'events.updated.at' | 'created' | 'updated' | 'contract.id' | 'marketplace.id' | 'marketplace.name' | 'template.id' | 'hub.id' | 'hub.name' | 'product.title' | 'params.id' | 'params.value' | 'items.id' | 'tiers.customer.id' | 'tiers.tier1.id' | 'tiers.tier2.id' | 'product.id' | 'product.name' | 'connection.id' | 'connection.type' | 'connection.provider.id' | 'connection.provider.name' | 'connection.vendor.id' | 'connection.vendor.name' | 'connection.hub.id' | 'connection.hub.name';
type AssetOrder = 'id' | 'status' | 'external_id' | 'events.created.at' | 'events.updated.at' | 'created' | 'updated' | 'product.id';
type ListSubscriptionsField = 'id' | 'status' | 'external_id' | 'external_uid' | 'billing.next_date' | 'billing.period.uom' | 'params.id' | 'params.name' | 'params.value' | 'tiers.customer.id' | 'tiers.tier1.id' | 'tiers.tier2.id' | 'events.created.at' | 'events.updated.at' | 'product.id' | 'product.name' | 'connection.id' | 'connection.type' | 'connection.provider.id' | 'connection.provider.name' | 'connection.vendor.id' | 'connection.vendor.name' | 'connection.hub.id' | 'connection.hub.name' | 'marketplace.id' | 'marketplace.name' | 'contract.id';
type ListSubscriptionsOrder = 'id' | 'billing.next_date' | 'events.created.at' | 'product.name' | 'marketplace.name';
type BillingRequestField = 'id' | 'type' | 'period.from' | 'period.to' | 'period.uom' | 'asset.id' | 'asset.external_id' | 'asset.external_uid' | 'asset.billing.next_date' | 'asset.billing.period.uom' | 'events.created.at' | 'events.updated.at' | 'asset.product.id' | 'asset.product.name' | 'asset.connection.id' | 'asset.connection.type' | 'asset.connection.provider.id' | 'asset.connection.provider.name' | 'asset.connection.vendor.id' | 'asset.connection.vendor.name' | 'asset.connection.hub.id' | 'asset.connection.hub.name' | 'asset.marketplace.id' | 'asset.marketplace.name' | 'asset.contract.id';
type BillingRequestOrder = 'events.created.at' | 'events.updated.at' | 'asset.product.name' | 'asset.marketplace.name';
type UsageFileField = 'id' | 'name' | 'status' | 'external_id' | 'currency' | 'schema' | 'product.id' | 'product_id' | 'product.name' | 'contract.id' | 'distribution_contract_id' | 'contract.name' | 'marketplace.id' | 'marketplace_id' | 'marketplace.name' | 'vendor.id' | 'vendor_id' | 'vendor.name' | 'provider.id' | 'provider_id' | 'provider.name' | 'period.from' | 'period.to' | 'events.created.at' | 'created.at' | 'events.updated.at';
type UsageFileOrder = 'id' | 'name' | 'status' | 'schema' | 'period.from' | 'period.to' | 'events.created.at' | 'created.at' | 'events.updated.at';
type UsageCategoryField = 'id' | 'name';
type UsageCategoryOrder = 'name';
type UsageRecordShownField = 'id' | 'record_id' | 'status' | 'usagefile.id' | 'usage_file' | 'usagefile.schema' | 'asset.id' | 'asset_id' | 'asset.external_id' | 'asset_external_id' | 'asset.external_uid' | 'asset_external_uid' | 'item.id' | 'item_id' | 'product.id' | 'product_id' | 'hub.id' | 'part_usage_file.hub.id' | 'chunk.id' | 'start_date' | 'usage_start_time' | 'end_date' | 'created_time';
type UsageRecordShownOrder = 'id' | 'status' | 'start_date' | 'usage_start_time' | 'created_time';
type UsageChunkField = 'id' | 'status' | 'external_id' | 'usagefile.id' | 'binding.hub.id' | 'marketplace.id' | 'provider.id' | 'events.created.at';
type UsageChunkOrder = 'id' | 'usagefile.id' | 'events.created.at';
type UsageReconciliationField = 'id' | 'status' | 'usagefile.id' | 'partusagefile.id' | 'partusagefile.provider.id' | 'binding.hub.id' | 'events.created.at';
type UsageReconciliationOrder = 'id' | 'usagefile.id' | 'partusagefile.id' | 'events.created.at';
type UsageAggregateField = 'id' | 'asset.id' | 'asset.external_uid' | 'item.id' | 'item.local_id' | 'item.type';
type UsageRuleField = 'id' | 'action' | 'rule' | 'status' | 'item.id' | 'item.name';
type UsageRuleOrder = 'item.id';
type HelpdeskCaseField = 'events.pending.at' | 'events.pending.by.id' | 'events.pending.by.name' | 'events.inquiring.at' | 'events.inquiring.by.id' | 'events.inquiring.by.name' | 'events.resolved.at' | 'events.resolved.by.id' | 'events.resolved.by.name' | 'events.closed.at' | 'events.closed.by.id' | 'events.closed.by.name' | 'events.created.at' | 'events.created.by.id' | 'events.created.by.name' | 'events.updated.at' | 'events.updated.by.id' | 'events.updated.by.name' | 'issuer.account.id' | 'issuer.account.name' | 'issuer.agent.id' | 'issuer.agent.name' | 'receiver.account.id' | 'receiver.account.name' | 'receiver.agent.id' | 'receiver.agent.name' | 'id' | 'subject' | 'description' | 'type' | 'state' | 'priority' | 'product.id';
type HelpdeskCaseOrder = 'events.pending.at' | 'events.pending.by.id' | 'events.pending.by.name' | 'events.inquiring.at' | 'events.inquiring.by.id' | 'events.inquiring.by.name' | 'events.resolved.at' | 'events.resolved.by.id' | 'events.resolved.by.name' | 'events.closed.at' | 'events.closed.by.id' | 'events.closed.by.name' | 'events.created.at' | 'events.created.by.id' | 'events.created.by.name' | 'events.updated.at' | 'events.updated.by.id' | 'events.updated.by.name' | 'issuer.account.id' | 'issuer.agent.id' | 'issuer.agent.name' | 'receiver.account.id' | 'receiver.agent.id' | 'receiver.agent.name' | 'id' | 'subject' | 'type' | 'state' | 'priority';
type CaseAttachmentField = 'id' | 'name' | 'type' | 'account.id' | 'events.created.at';
type CaseAttachmentOrder = 'id' | 'name' | 'events.created.at';
type ConversationField = 'id' | 'instance_id' | 'type' | 'status' | 'created' | 'events.created.at';
type ConversationOrder = 'id' | 'created' | 'events.created.at';
type MessageLineField = 'id' | 'type' | 'text' | 'created' | 'events.created.at' | 'events.created.by.id' | 'events.updated.at';
type MessageLineOrder = 'id' | 'created' | 'events.created.at' | 'events.updated.at';
type ExtensionField = 'id' | 'name' | 'type' | 'owner.id' | 'created';
type ExtensionOrder = 'id' | 'name' | 'type' | 'created';
type PackageSummaryField = 'id' | 'version' | 'digest' | 'created';
type PackageSummaryOrder = 'id' | 'version' | 'created';
type EnvironmentField = 'id' | 'type';
type EnvironmentOrder = 'id';
type InstallationField = 'id' | 'status' | 'version' | 'service.id' | 'service.name' | 'owner.id' | 'environment.id' | 'created';
type InstallationOrder = 'id' | 'status' | 'created';
type EventDefinitionField = 'id' | 'type' | 'category' | 'group' | 'extension_type';
type RunnerTokenField = 'id' | 'name' | 'created';
type RunnerTokenOrder = 'id' | 'name' | 'created';
type TaskField = 'id' | 'status' | 'state' | 'event_type' | 'event.id' | 'object.id' | 'installation.id' | 'account.id' | 'environment.id' | 'replay_of' | 'created' | 'finished';
type TaskOrder = 'created' | 'finished';
type ReplayField = 'id' | 'status' | 'created';
type ReplayOrder = 'id' | 'status' | 'created';
type BreakerField = 'id' | 'state' | 'event_type' | 'installation.id' | 'account.id';
type BreakerOrder = 'id';
type EventField = 'id' | 'type' | 'status' | 'created' | 'by.id' | 'correlation';
type EventOrder = 'created';

/** Every call of the API by method and path. */
export interface Routes {
  /** Every industry (ListIndustries). */
  'GET /industries': { list: Industry; fields: IndustryField; orders: IndustryOrder };
  /** One industry (GetIndustry). */
  'GET /industries/{id}': { answer: Industry };
  /** Every country (ListCountries). */
  'GET /countries': { list: Country; fields: CountryField; orders: CountryOrder };
  /** One country (GetCountry). */
  'GET /countries/{id}': { answer: Country };
  /** Every module (ListModules). */
  'GET /modules': { list: Module; fields: ModuleField; orders: ModuleOrder };
  /** One module (GetModule). */
  'GET /modules/{id}': { answer: Module };
  /** What applies to accounts in a module (GetModuleSettings). */
  'GET /modules/{id}/settings': { answer: GetModuleSettingsAnswer };
  /** Own account; all for the operator (ListAccounts). */
  'GET /accounts': { list: Account; fields: AccountField; orders: AccountOrder };
  /** An account by the operator, or a partner with its contract (CreateAccount). */
  'POST /accounts': { body: CreateAccountBody; answer: Account };
  /** One account (GetAccount). */
  'GET /accounts/{id}': { answer: Account };
  /** Change its name and words (UpdateAccount). */
  'PUT /accounts/{id}': { body?: UpdateAccountBody; answer: Account };
  /** Remove one that never traded (DeleteAccount). */
  'DELETE /accounts/{id}': { answer: undefined };
  /** Users of an account (ListUsers). */
  'GET /accounts/{id}/users': { list: AccountUser; fields: AccountUserField; orders: AccountUserOrder };
  /** Invite a user by e-mail address (InviteUser). */
  'POST /accounts/{id}/users': { body: InviteUserBody; answer: AccountUser };
  /** One user (GetUser). */
  'GET /accounts/{id}/users/{uid}': { answer: AccountUser };
  /** Change name, address or groups (UpdateUser). */
  'PUT /accounts/{id}/users/{uid}': { body?: UpdateUserBody; answer: AccountUser };
  /** Revoke an invitation, or remove a user (DeleteUser). */
  'DELETE /accounts/{id}/users/{uid}': { answer: undefined };
  /** An invited user joins (ActivateUser). */
  'POST /accounts/{id}/users/{uid}/activate': { body?: ActivateUserBody; answer: AccountUser };
  /** Invite again after it expired (ReinviteUser). */
  'POST /accounts/{id}/users/{uid}/reinvite': { body?: ReinviteUserBody; answer: AccountUser };
  /** Users of the own account; all for the operator (ListPersons). */
  'GET /users': { list: AccountUser; fields: AccountUserField; orders: AccountUserOrder };
  /** Invite a user to the own account (CreatePerson). */
  'POST /users': { body: CreatePersonBody; answer: AccountUser };
  /** One user (GetPerson). */
  'GET /users/{id}': { answer: AccountUser };
  /** Change name, address or groups (UpdatePerson). */
  'PUT /users/{id}': { body?: UpdatePersonBody; answer: AccountUser };
  /** Revoke an invitation, or remove a user (DeletePerson). */
  'DELETE /users/{id}': { answer: undefined };
  /** The accounts of a person, as far as they are seen (ListMemberships). */
  'GET /users/{id}/accounts': { list: Membership; fields: MembershipField; orders: MembershipOrder };
  /** One of them (GetMembership). */
  'GET /users/{id}/accounts/{aid}': { answer: Membership };
  /** What a client keeps for a user under a key (GetUserSetting). */
  'GET /users/{id}/accounts/{aid}/settings/{key}': { answer: {
    name?: string;
  }[] };
  /** Keep something for a user under a key (PutUserSetting). */
  'PUT /users/{id}/accounts/{aid}/settings/{key}': { body?: unknown; answer: {
    name?: string;
  }[] };
  /** How a user is reached (ListUserContacts). */
  'GET /users/{id}/contacts': { list: UserContact; fields: UserContactField; orders: UserContactOrder };
  /** Another way to reach a user (CreateUserContact). */
  'POST /users/{id}/contacts': { body: CreateUserContactBody; answer: UserContact };
  /** One of them (GetUserContact). */
  'GET /users/{id}/contacts/{cid}': { answer: UserContact };
  /** Mark it with tags (TagUserContact). */
  'PUT /users/{id}/contacts/{cid}': { body?: TagUserContactBody; answer: UserContact };
  /** Remove it (DeleteUserContact). */
  'DELETE /users/{id}/contacts/{cid}': { answer: undefined };
  /** Where a user is signed in (ListUserSessions). */
  'GET /users/{id}/sessions': { list: UserSession; fields: UserSessionField; orders: UserSessionOrder };
  /** One session (GetUserSession). */
  'GET /users/{id}/sessions/{sid}': { answer: UserSession };
  /** Sign out there (TerminateUserSession). */
  'POST /users/{id}/sessions/{sid}/terminate': { body?: TerminateUserSessionBody; answer: UserSession };
  /** Groups of users (ListGroups). */
  'GET /accounts/{id}/groups': { list: AccountGroup; fields: AccountGroupField; orders: AccountGroupOrder };
  /** A group of users (CreateGroup). */
  'POST /accounts/{id}/groups': { body: CreateGroupBody; answer: AccountGroup };
  /** One group (GetGroup). */
  'GET /accounts/{id}/groups/{gid}': { answer: AccountGroup };
  /** Change its words (UpdateGroup). */
  'PUT /accounts/{id}/groups/{gid}': { body?: UpdateGroupBody; answer: AccountGroup };
  /** Remove the group; its users stay (DeleteGroup). */
  'DELETE /accounts/{id}/groups/{gid}': { answer: undefined };
  /** Users in it (ListGroupUsers). */
  'GET /accounts/{id}/groups/{gid}/users': { list: GroupUser; fields: GroupUserField; orders: GroupUserOrder };
  /** Put a user into it (AddGroupUser). */
  'POST /accounts/{id}/groups/{gid}/users': { body: AddGroupUserBody; answer: AccountUser };
  /** Take a user out, or without an id all (RemoveGroupUsers). */
  'DELETE /accounts/{id}/groups/{gid}/users': { body?: RemoveGroupUsersBody; answer: undefined };
  /** The modules its users may use (ListGroupPermissions). */
  'GET /accounts/{id}/groups/{gid}/permissions': { answer: {
    id?: string;
    object?: {
      id?: string;
    };
    events?: {
      granted?: Moment;
    };
  }[] };
  /** A module more (GrantGroup). */
  'POST /accounts/{id}/groups/{gid}/permissions': { body: GrantGroupBody; answer: AccountGroup };
  /** Take all of them away (RevokeGroup). */
  'DELETE /accounts/{id}/groups/{gid}/permissions': { answer: undefined };
  /** Pictures and videos it shows (ListAccountMedia). */
  'GET /accounts/{id}/media': { list: AccountMedia; fields: AccountMediaField; orders: AccountMediaOrder };
  /** Another one (CreateAccountMedia). */
  'POST /accounts/{id}/media': { body: CreateAccountMediaBody | FormData; answer: AccountMedia };
  /** One of them (GetAccountMedia). */
  'GET /accounts/{id}/media/{mid}': { answer: AccountMedia };
  /** Change it (UpdateAccountMedia). */
  'PUT /accounts/{id}/media/{mid}': { body?: UpdateAccountMediaBody | FormData; answer: AccountMedia };
  /** Remove it (DeleteAccountMedia). */
  'DELETE /accounts/{id}/media/{mid}': { answer: undefined };
  /** The picture itself (GetAccountThumbnail). */
  'GET /accounts/{id}/media/{mid}/thumbnail': { answer: Uint8Array };
  /** API tokens, without their secrets (ListTokens). */
  'GET /auth/tokens': { list: Token; fields: TokenField; orders: TokenOrder };
  /** An API token; its secret is shown once (CreateToken). */
  'POST /auth/tokens': { body: CreateTokenBody; answer: Token };
  /** One token, without its secret (GetToken). */
  'GET /auth/tokens/{id}': { answer: Token };
  /** Change name, words or expiry (UpdateToken). */
  'PUT /auth/tokens/{id}': { body?: UpdateTokenBody; answer: Token };
  /** Unusable for ever; its description stays (DeleteToken). */
  'DELETE /auth/tokens/{id}': { answer: undefined };
  /** Accept calls with it again (ActivateToken). */
  'POST /auth/tokens/{id}/activate': { body?: ActivateTokenBody; answer: Token };
  /** Refuse calls with it (DeactivateToken). */
  'POST /auth/tokens/{id}/deactivate': { body?: DeactivateTokenBody; answer: Token };
  /** A new secret, shown once; the old one stops at once (RotateToken). */
  'POST /auth/tokens/{id}/rotate': { body?: RotateTokenBody; answer: Token };
  /** A second secret, shown once, good beside the first until that one ends (RenewToken). */
  'POST /auth/tokens/{id}/renew': { body?: RenewTokenBody; answer: Token };
  /** The modules it is limited to (ListTokenPermissions). */
  'GET /auth/tokens/{id}/permissions': { answer: {
    id?: string;
    object?: {
      id?: string;
    };
    events?: {
      granted?: Moment;
    };
  }[] };
  /** Limit it to a module, or to one more (LimitToken). */
  'POST /auth/tokens/{id}/permissions': { body: LimitTokenBody; answer: Token };
  /** Take its limits away (UnlimitToken). */
  'DELETE /auth/tokens/{id}/permissions': { answer: undefined };
  /** Own forms, and those asked of you (ListForms). */
  'GET /forms': { list: Form; fields: FormField; orders: FormOrder };
  /** A form for agreements (CreateForm). */
  'POST /forms': { body: CreateFormBody; answer: Form };
  /** One form (GetForm). */
  'GET /forms/{id}': { answer: Form };
  /** A new version of it (UpdateForm). */
  'PUT /forms/{id}': { body?: UpdateFormBody; answer: Form };
  /** Remove one that no agreement uses (DeleteForm). */
  'DELETE /forms/{id}': { answer: undefined };
  /** The form as it was (ListFormVersions). */
  'GET /forms/{id}/versions': { list: FormVersion; fields: FormVersionField; orders: FormVersionOrder };
  /** One version (GetFormVersion). */
  'GET /forms/{id}/versions/{version}': { answer: FormVersion };
  /** Own agreements, and those offered (ListAgreements). */
  'GET /agreements': { list: Agreement; fields: AgreementField; orders: AgreementOrder };
  /** Offer an agreement (CreateAgreement). */
  'POST /agreements': { body: CreateAgreementBody | FormData; answer: Agreement };
  /** One agreement (GetAgreement). */
  'GET /agreements/{id}': { answer: Agreement };
  /** Change its words and forms (UpdateAgreement). */
  'PUT /agreements/{id}': { body?: UpdateAgreementBody; answer: Agreement };
  /** Remove one that nothing uses (DeleteAgreement). */
  'DELETE /agreements/{id}': { answer: undefined };
  /** The document of the current version (GetAgreementDocument). */
  'GET /agreements/{id}/document': { answer: unknown };
  /** Agreements below it (ListChildAgreements). */
  'GET /agreements/{id}/agreements': { list: Agreement; fields: AgreementField; orders: AgreementOrder };
  /** Offer one below it (CreateChildAgreement). */
  'POST /agreements/{id}/agreements': { body: CreateChildAgreementBody | FormData; answer: Agreement };
  /** Contracts under it (ListAgreementContracts). */
  'GET /agreements/{id}/contracts': { list: Contract; fields: ContractField; orders: ContractOrder };
  /** Invite to it, or ask for it (CreateContract). */
  'POST /agreements/{id}/contracts': { body?: CreateContractBody; answer: Contract };
  /** Its terms as they were and are (ListAgreementVersions). */
  'GET /agreements/{id}/versions': { list: AgreementVersion; fields: AgreementVersionField; orders: AgreementVersionOrder };
  /** New terms, active at once or later (CreateAgreementVersion). */
  'POST /agreements/{id}/versions': { body?: CreateAgreementVersionBody | FormData; answer: AgreementVersion };
  /** One version (GetAgreementVersion). */
  'GET /agreements/{id}/versions/{version}': { answer: AgreementVersion };
  /** Remove one that no contract uses (DeleteAgreementVersion). */
  'DELETE /agreements/{id}/versions/{version}': { answer: undefined };
  /** Conclude contracts under this one (ActivateAgreementVersion). */
  'POST /agreements/{id}/versions/{version}/activate': { body?: ActivateAgreementVersionBody; answer: AgreementVersion };
  /** Its document (GetVersionDocument). */
  'GET /agreements/{id}/versions/{version}/document': { answer: unknown };
  /** An uploaded document itself (GetVersionFile). */
  'GET /agreements/{id}/versions/{version}/file': { answer: Uint8Array };
  /** Answers to the forms (ListContractData). */
  'GET /contracts/{id}/data': { list: ContractData; fields: ContractDataField; orders: ContractDataOrder };
  /** Answer the enrolment form (AnswerEnrolment). */
  'POST /contracts/{id}/data': { body: AnswerEnrolmentBody; answer: ContractData };
  /** Answers about products (ListProductData). */
  'GET /contracts/{id}/data/products': { list: ContractData; fields: ContractDataField; orders: ContractDataOrder };
  /** Answer the form for a product (AnswerProduct). */
  'POST /contracts/{id}/data/products': { body: AnswerProductBody; answer: ContractData };
  /** Answers about one product (GetProductData). */
  'GET /contracts/{id}/data/products/{product}': { answer: ContractData };
  /** Answer again (UpdateProductData). */
  'PUT /contracts/{id}/data/products/{product}': { body: UpdateProductDataBody; answer: ContractData };
  /** Answers about its items (ListItemData). */
  'GET /contracts/{id}/data/products/{product}/items': { list: ContractData; fields: ContractDataField; orders: ContractDataOrder };
  /** Answer the form for an item (AnswerItem). */
  'POST /contracts/{id}/data/products/{product}/items': { body: AnswerItemBody; answer: ContractData };
  /** Answers about one item (GetItemData). */
  'GET /contracts/{id}/data/products/{product}/items/{item}': { answer: ContractData };
  /** Answer again (UpdateItemData). */
  'PUT /contracts/{id}/data/products/{product}/items/{item}': { body: UpdateItemDataBody; answer: ContractData };
  /** The version of the agreement it is under (ListContractVersions). */
  'GET /contracts/{id}/versions': { list: ContractVersion; fields: ContractVersionField; orders: never };
  /** That version (GetContractVersion). */
  'GET /contracts/{id}/versions/{version}': { answer: ContractVersion };
  /** Contracts of either side (ListContracts). */
  'GET /contracts': { list: Contract; fields: ContractField; orders: ContractOrder };
  /** One contract (GetContract). */
  'GET /contracts/{id}': { answer: Contract };
  /** Change its note or the words of the invitation (UpdateContract). */
  'PUT /contracts/{id}': { body?: UpdateContractBody; answer: Contract };
  /** Take an invitation back (DeleteContract). */
  'DELETE /contracts/{id}': { answer: undefined };
  /** Hand in what the enrolment asks for (EnrollContract). */
  'POST /contracts/{id}/enroll': { body?: EnrollContractBody; answer: Contract };
  /** Ask for another enrolment (RefineContract). */
  'POST /contracts/{id}/refine': { body?: RefineContractBody; answer: Contract };
  /** Make it active (SignContract). */
  'POST /contracts/{id}/sign': { body?: SignContractBody; answer: Contract };
  /** Decline it (RejectContract). */
  'POST /contracts/{id}/reject': { body?: RejectContractBody; answer: Contract };
  /** End it (TerminateContract). */
  'POST /contracts/{id}/terminate': { body?: TerminateContractBody; answer: Contract };
  /** Own products, or those one may sell (ListProducts). */
  'GET /products': { list: Product; fields: ProductField; orders: ProductOrder };
  /** A new product, as a draft with default templates (CreateProduct). */
  'POST /products': { body: CreateProductBody; answer: Product };
  /** One product (GetProduct). */
  'GET /products/{id}': { answer: Product };
  /** Change a product; capabilities are merged (UpdateProduct). */
  'PUT /products/{id}': { body?: UpdateProductBody; answer: Product };
  /** Remove a draft (DeleteProduct). */
  'DELETE /products/{id}': { answer: undefined };
  /** No new orders (EndProductSale). */
  'POST /products/{id}/endsale': { body?: EndProductSaleBody; answer: Product };
  /** Sell again (ResumeProductSale). */
  'POST /products/{id}/resumesale': { body?: ResumeProductSaleBody; answer: Product };
  /** Items of a product (ListItems). */
  'GET /products/{id}/items': { list: Item; fields: ItemField; orders: ItemOrder };
  /** A new item (CreateItem). */
  'POST /products/{id}/items': { body: CreateItemBody; answer: Item };
  /** One item (GetItem). */
  'GET /products/{id}/items/{child}': { answer: Item };
  /** Change a item (UpdateItem). */
  'PUT /products/{id}/items/{child}': { body?: UpdateItemBody; answer: Item };
  /** Remove a item (DeleteItem). */
  'DELETE /products/{id}/items/{child}': { answer: undefined };
  /** Mark an item as no longer sold (EndsaleItem). */
  'POST /products/{id}/items/{child}/endsale': { body?: EndsaleItemBody; answer: Item };
  /** Take the mark away (ResumesaleItem). */
  'POST /products/{id}/items/{child}/resumesale': { body?: ResumesaleItemBody; answer: Item };
  /** Parameters of a product (ListParameters). */
  'GET /products/{id}/parameters': { list: Parameter; fields: ParameterField; orders: ParameterOrder };
  /** A new parameter (CreateParameter). */
  'POST /products/{id}/parameters': { body: CreateParameterBody; answer: Parameter };
  /** One parameter (GetParameter). */
  'GET /products/{id}/parameters/{child}': { answer: Parameter };
  /** Change a parameter (UpdateParameter). */
  'PUT /products/{id}/parameters/{child}': { body?: UpdateParameterBody; answer: Parameter };
  /** Remove a parameter (DeleteParameter). */
  'DELETE /products/{id}/parameters/{child}': { answer: undefined };
  /** Templates of a product (ListTemplates). */
  'GET /products/{id}/templates': { list: Template; fields: TemplateField; orders: TemplateOrder };
  /** A new template (CreateTemplate). */
  'POST /products/{id}/templates': { body: CreateTemplateBody; answer: Template };
  /** One template (GetTemplate). */
  'GET /products/{id}/templates/{child}': { answer: Template };
  /** Change a template (UpdateTemplate). */
  'PUT /products/{id}/templates/{child}': { body?: UpdateTemplateBody; answer: Template };
  /** Remove a template (DeleteTemplate). */
  'DELETE /products/{id}/templates/{child}': { answer: undefined };
  /** Its text with an example of each value (PreviewTemplate). */
  'GET /products/{id}/templates/{child}/preview': { answer: unknown };
  /** Its text with an example of each value; an order renders with its own (RenderTemplate). */
  'GET /products/{id}/templates/{child}/render': { answer: unknown };
  /** Versions of a product; for others than its vendor the public ones (ListProductVersions). */
  'GET /products/{id}/versions': { list: ProductVersion; fields: ProductVersionField; orders: ProductVersionOrder };
  /** A version from the master; the first public one publishes the product (CreateProductVersion). */
  'POST /products/{id}/versions': { body?: CreateProductVersionBody; answer: ProductVersion };
  /** One version (GetProductVersion). */
  'GET /products/{id}/versions/{version}': { answer: ProductVersion };
  /** Make a version public or staging, or say what changed in it (UpdateProductVersion). */
  'PUT /products/{id}/versions/{version}': { body?: UpdateProductVersionBody; answer: ProductVersion };
  /** Nothing is left to prepare: answers the version (BuildProductVersion). */
  'POST /products/{id}/versions/{version}/build': { body?: BuildProductVersionBody; answer: ProductVersion };
  /** actions as of a version (ListVersionActions). */
  'GET /products/{id}/versions/{version}/actions': { list: ProductVersionAction; fields: ProductVersionActionField; orders: ProductVersionActionOrder };
  /** One of them (GetVersionAction). */
  'GET /products/{id}/versions/{version}/actions/{child}': { answer: ProductVersionAction };
  /** item-groups as of a version (ListVersionItemGroups). */
  'GET /products/{id}/versions/{version}/item-groups': { list: ProductVersionItemGroup; fields: ProductVersionItemGroupField; orders: ProductVersionItemGroupOrder };
  /** One of them (GetVersionItemGroup). */
  'GET /products/{id}/versions/{version}/item-groups/{child}': { answer: ProductVersionItemGroup };
  /** items as of a version (ListVersionItems). */
  'GET /products/{id}/versions/{version}/items': { list: ProductVersionItem; fields: ProductVersionItemField; orders: ProductVersionItemOrder };
  /** One of them (GetVersionItem). */
  'GET /products/{id}/versions/{version}/items/{child}': { answer: ProductVersionItem };
  /** media as of a version (ListVersionMedias). */
  'GET /products/{id}/versions/{version}/media': { list: ProductVersionMedia; fields: ProductVersionMediaField; orders: ProductVersionMediaOrder };
  /** One of them (GetVersionMedia). */
  'GET /products/{id}/versions/{version}/media/{child}': { answer: ProductVersionMedia };
  /** parameters as of a version (ListVersionParameters). */
  'GET /products/{id}/versions/{version}/parameters': { list: ProductVersionParameter; fields: ProductVersionParameterField; orders: ProductVersionParameterOrder };
  /** One of them (GetVersionParameter). */
  'GET /products/{id}/versions/{version}/parameters/{child}': { answer: ProductVersionParameter };
  /** templates as of a version (ListVersionTemplates). */
  'GET /products/{id}/versions/{version}/templates': { list: ProductVersionTemplate; fields: ProductVersionTemplateField; orders: ProductVersionTemplateOrder };
  /** One of them (GetVersionTemplate). */
  'GET /products/{id}/versions/{version}/templates/{child}': { answer: ProductVersionTemplate };
  /** A signed link to the page of an action of a version (GetVersionActionLink). */
  'GET /products/{id}/versions/{version}/actions/{child}/actionLink': { answer: GetVersionActionLinkAnswer; query?: { asset_id?: string; tier_config_id?: string } };
  /** A new key for the links of actions, told this once (RegenerateActionSecret). */
  'POST /products/{id}/actions/regeneratesecret': { body?: RegenerateActionSecretBody; answer: RegenerateActionSecretAnswer };
  /** Actions of a product (ListActions). */
  'GET /products/{id}/actions': { list: ProductAction; fields: ProductActionField; orders: ProductActionOrder };
  /** A new action (CreateAction). */
  'POST /products/{id}/actions': { body: CreateActionBody; answer: ProductAction };
  /** One action (GetAction). */
  'GET /products/{id}/actions/{child}': { answer: ProductAction };
  /** Change a action (UpdateAction). */
  'PUT /products/{id}/actions/{child}': { body?: UpdateActionBody; answer: ProductAction };
  /** Remove a action (DeleteAction). */
  'DELETE /products/{id}/actions/{child}': { answer: undefined };
  /** A signed link to the page of an action (GetActionLink). */
  'GET /products/{id}/actions/{child}/actionLink': { answer: GetActionLinkAnswer; query?: { asset_id?: string; tier_config_id?: string } };
  /** ItemGroups of a product (ListItemGroups). */
  'GET /products/{id}/item-groups': { list: ProductItemGroup; fields: ProductItemGroupField; orders: ProductItemGroupOrder };
  /** A new itemgroup (CreateItemGroup). */
  'POST /products/{id}/item-groups': { body: CreateItemGroupBody; answer: ProductItemGroup };
  /** One itemgroup (GetItemGroup). */
  'GET /products/{id}/item-groups/{child}': { answer: ProductItemGroup };
  /** Change a itemgroup (UpdateItemGroup). */
  'PUT /products/{id}/item-groups/{child}': { body?: UpdateItemGroupBody; answer: ProductItemGroup };
  /** Remove a itemgroup (DeleteItemGroup). */
  'DELETE /products/{id}/item-groups/{child}': { answer: undefined };
  /** Messages of a product (ListMessages). */
  'GET /products/{id}/messages': { list: ProductMessage; fields: ProductMessageField; orders: ProductMessageOrder };
  /** A new message (CreateMessage). */
  'POST /products/{id}/messages': { body: CreateMessageBody; answer: ProductMessage };
  /** One message (GetMessage). */
  'GET /products/{id}/messages/{child}': { answer: ProductMessage };
  /** Change a message (UpdateMessage). */
  'PUT /products/{id}/messages/{child}': { body?: UpdateMessageBody; answer: ProductMessage };
  /** Remove a message (DeleteMessage). */
  'DELETE /products/{id}/messages/{child}': { answer: undefined };
  /** Medias of a product (ListMedias). */
  'GET /products/{id}/media': { list: ProductMedia; fields: ProductMediaField; orders: ProductMediaOrder };
  /** A new media (CreateMedia). */
  'POST /products/{id}/media': { body: Bytes | object | FormData; answer: ProductMedia };
  /** One media (GetMedia). */
  'GET /products/{id}/media/{child}': { answer: ProductMedia };
  /** Change a media (UpdateMedia). */
  'PUT /products/{id}/media/{child}': { body: Bytes | object | FormData; answer: ProductMedia };
  /** Remove a media (DeleteMedia). */
  'DELETE /products/{id}/media/{child}': { answer: undefined };
  /** The picture itself (GetMediaFile). */
  'GET /products/{id}/media/{child}/file': { answer: Uint8Array };
  /** Languages of a product (legacy) (ListLocalizations). */
  'GET /products/{id}/localizations': { list: ProductLocalization; fields: ProductLocalizationField; orders: ProductLocalizationOrder };
  /** A language more (CreateLocalization). */
  'POST /products/{id}/localizations': { body: CreateLocalizationBody; answer: ProductLocalization };
  /** One language (GetLocalization). */
  'GET /products/{id}/localizations/{locale}': { answer: ProductLocalization };
  /** A language less (DeleteLocalization). */
  'DELETE /products/{id}/localizations/{locale}': { answer: undefined };
  /** What is to be translated, as a gettext catalogue (DownloadLocalization). */
  'GET /products/{id}/localizations/{locale}/download': { answer: string };
  /** Values of configuration parameters (ListConfigurations). */
  'GET /products/{id}/configurations': { list: ProductConfiguration; fields: ProductConfigurationField; orders: ProductConfigurationOrder };
  /** Set such a value (ConfigureProduct). */
  'POST /products/{id}/configurations': { body: ConfigureProductBody; answer: ProductConfiguration };
  /** System categories (ListCategories). */
  'GET /categories': { list: Category; fields: CategoryField; orders: CategoryOrder };
  /** One category (GetCategory). */
  'GET /categories/{id}': { answer: Category };
  /** Units of one's items (ListUnits). */
  'GET /settings/units': { list: Unit; fields: UnitField; orders: UnitOrder };
  /** A unit (CreateUnit). */
  'POST /settings/units': { body: CreateUnitBody; answer: Unit };
  /** The vendor's extension answers an action (ExecuteAction). */
  'GET /products/{id}/actions/{child}/execute': { answer: unknown; query?: { jwt?: string } };
  /** The vendor's extension answers an event of its own (CallCustomEvent). */
  'POST /products/{id}/custom-events/{name}': { body?: unknown; answer: unknown };
  /** Own marketplaces, and those one has a contract on (ListMarketplaces). */
  'GET /marketplaces': { list: Marketplace; fields: MarketplaceField; orders: MarketplaceOrder };
  /** A new marketplace (CreateMarketplace). */
  'POST /marketplaces': { body: CreateMarketplaceBody; answer: Marketplace };
  /** One marketplace (GetMarketplace). */
  'GET /marketplaces/{id}': { answer: Marketplace };
  /** Change a marketplace; its hubs are replaced as a whole (UpdateMarketplace). */
  'PUT /marketplaces/{id}': { body?: UpdateMarketplaceBody; answer: Marketplace };
  /** Remove an unused marketplace (DeleteMarketplace). */
  'DELETE /marketplaces/{id}': { answer: undefined };
  /** Its picture: a form part `icon`, or Base64 in JSON (SetMarketplaceIcon). */
  'POST /marketplaces/{id}/icon': { body: Bytes | object | FormData; answer: Marketplace };
  /** The picture itself (GetMarketplaceIcon). */
  'GET /marketplaces/{id}/icon/file': { answer: Uint8Array };
  /** Own hubs, and those of one's distributors (ListHubs). */
  'GET /hubs': { list: Hub; fields: HubField; orders: HubOrder };
  /** A new hub (CreateHub). */
  'POST /hubs': { body: CreateHubBody; answer: Hub };
  /** One hub (GetHub). */
  'GET /hubs/{id}': { answer: Hub };
  /** Change a hub (UpdateHub). */
  'PUT /hubs/{id}': { body?: UpdateHubBody; answer: Hub };
  /** Remove a hub without connections (DeleteHub). */
  'DELETE /hubs/{id}': { answer: undefined };
  /** Connections of a hub (ListHubConnections). */
  'GET /hubs/{id}/connections': { list: Connection; fields: ConnectionField; orders: ConnectionOrder };
  /** Marketplaces whose orders come through a hub (ListHubMarketplaces). */
  'GET /hubs/{id}/marketplaces': { list: MarketplaceHub; fields: MarketplaceHubField; orders: MarketplaceHubOrder };
  /** Connections of a product (ListConnections). */
  'GET /products/{id}/connections': { list: Connection; fields: ConnectionField; orders: ConnectionOrder };
  /** Connect a product to a hub (CreateConnection). */
  'POST /products/{id}/connections': { body: CreateConnectionBody; answer: Connection };
  /** One connection (GetConnection). */
  'GET /products/{id}/connections/{connection}': { answer: Connection };
  /** Change a connection (UpdateConnection). */
  'PUT /products/{id}/connections/{connection}': { body?: UpdateConnectionBody; answer: Connection };
  /** Connections of a product with this version (ListVersionConnections). */
  'GET /products/{id}/versions/{version}/connections': { list: Connection; fields: ConnectionField; orders: ConnectionOrder };
  /** Connect a product to a hub with this version (CreateVersionConnection). */
  'POST /products/{id}/versions/{version}/connections': { body: CreateVersionConnectionBody; answer: Connection };
  /** One connection with this version (GetVersionConnection). */
  'GET /products/{id}/versions/{version}/connections/{connection}': { answer: Connection };
  /** Change a connection with this version (UpdateVersionConnection). */
  'PUT /products/{id}/versions/{version}/connections/{connection}': { body?: UpdateVersionConnectionBody; answer: Connection };
  /** What is sold where (ListListings). */
  'GET /listings': { list: Listing; fields: ListingField; orders: ListingOrder };
  /** One listing (GetListing). */
  'GET /listings/{id}': { answer: Listing };
  /** Its offer and price lists; there are none yet (UpdateListing). */
  'PUT /listings/{id}': { body?: UpdateListingBody; answer: Listing };
  /** What is asked of those interested in a listing (GetLeadForm). */
  'GET /leads/listings/{id}/form': { answer: GetLeadFormAnswer };
  /** Set that form (SetLeadForm). */
  'PUT /leads/listings/{id}/form': { body?: SetLeadFormBody; answer: SetLeadFormAnswer };
  /** Requests to list, refresh or unlist (ListListingRequests). */
  'GET /listing-requests': { list: ListingRequest; fields: ListingRequestField; orders: ListingRequestOrder };
  /** A draft by the vendor; or, in review at once, what a seller sources (CreateListingRequest). */
  'POST /listing-requests': { body: CreateListingRequestBody; answer: ListingRequest };
  /** One listingrequest (GetListingRequest). */
  'GET /listing-requests/{id}': { answer: ListingRequest };
  /** Hand it to the marketplace owner (SubmitListingRequest). */
  'POST /listing-requests/{id}/submit': { body?: SubmitListingRequestBody; answer: ListingRequest };
  /** Send it back to the vendor (RefineListingRequest). */
  'POST /listing-requests/{id}/refine': { body?: RefineListingRequestBody; answer: ListingRequest };
  /** Agree and prepare (DeployListingRequest). */
  'POST /listing-requests/{id}/deploy': { body?: DeployListingRequestBody; answer: ListingRequest };
  /** Done: the listing takes effect (CompleteListingRequest). */
  'POST /listing-requests/{id}/complete': { body?: CompleteListingRequestBody; answer: ListingRequest };
  /** Withdraw or decline it (CancelListingRequest). */
  'POST /listing-requests/{id}/cancel': { body?: CancelListingRequestBody; answer: ListingRequest };
  /** Take care of it (AssignListingRequest). */
  'POST /listing-requests/{id}/assign': { body?: AssignListingRequestBody; answer: ListingRequest };
  /** Leave it to others (UnassignListingRequest). */
  'POST /listing-requests/{id}/unassign': { body?: UnassignListingRequestBody; answer: ListingRequest };
  /** Whoever you have an open contract with (ListPartners). */
  'GET /partners': { list: Partner; fields: PartnerField; orders: PartnerOrder };
  /** Many partners from one CSV file, with a report per row (ImportPartners). */
  'POST /partners/import': { body: Bytes | object | FormData; answer: ImportPartnersAnswer; query?: { agreement?: string; mode?: string; active?: string } };
  /** One partner (GetPartner). */
  'GET /partners/{id}': { answer: Partner };
  /** Products of a partner, as far as you see them (ListPartnerProducts). */
  'GET /partners/{id}/products': { list: Product; fields: ProductField; orders: ProductOrder };
  /** One of them (GetPartnerProduct). */
  'GET /partners/{id}/products/{product}': { answer: Product[] };
  /** Who has a contract under it (ListAgreementPartners). */
  'GET /agreements/{id}/partners': { list: Contract; fields: ListAgreementPartnersField; orders: ListAgreementPartnersOrder };
  /** What is sold under it (ListAgreementProducts). */
  'GET /agreements/{id}/products': { list: AgreementProduct; fields: AgreementProductField; orders: AgreementProductOrder };
  /** Where a product is sold under it (ListAgreementProductMarketplaces). */
  'GET /agreements/{id}/products/{product}/marketplaces': { list: AgreementProductMarketplace; fields: AgreementProductMarketplaceField; orders: AgreementProductMarketplaceOrder };
  /** Marketplaces it is for (ListAgreementMarketplaces). */
  'GET /agreements/{id}/marketplaces': { list: AgreementMarketplace; fields: AgreementMarketplaceField; orders: AgreementMarketplaceOrder };
  /** Cover one more (AddAgreementMarketplace). */
  'POST /agreements/{id}/marketplaces': { body: AddAgreementMarketplaceBody; answer: AgreementMarketplace };
  /** Cover one less (RemoveAgreementMarketplace). */
  'DELETE /agreements/{id}/marketplaces/{covered}': { answer: undefined };
  /** Groups of products it covers (ListAgreementProductGroups). */
  'GET /agreements/{id}/product-groups': { list: AgreementProductGroup; fields: AgreementProductGroupField; orders: AgreementProductGroupOrder };
  /** Cover one more (AddAgreementProductGroup). */
  'POST /agreements/{id}/product-groups': { body: AddAgreementProductGroupBody; answer: AgreementProductGroup };
  /** Cover one less (RemoveAgreementProductGroup). */
  'DELETE /agreements/{id}/product-groups/{covered}': { answer: undefined };
  /** Own groups of products (ListProductGroups). */
  'GET /catalog/groups': { list: ProductGroup; fields: ProductGroupField; orders: ProductGroupOrder };
  /** A group of products to be sold on (CreateProductGroup). */
  'POST /catalog/groups': { body: CreateProductGroupBody; answer: ProductGroup };
  /** One group (GetProductGroup). */
  'GET /catalog/groups/{id}': { answer: ProductGroup };
  /** Change its words or its products (UpdateProductGroup). */
  'PUT /catalog/groups/{id}': { body?: UpdateProductGroupBody; answer: ProductGroup };
  /** Remove one that no agreement covers (DeleteProductGroup). */
  'DELETE /catalog/groups/{id}': { answer: undefined };
  /** Own posts, and what partners published (ListPosts). */
  'GET /news': { list: Post; fields: PostField; orders: PostOrder };
  /** Write a draft (CreatePost). */
  'POST /news': { body: CreatePostBody | FormData; answer: Post };
  /** One post (GetPost). */
  'GET /news/{id}': { answer: Post };
  /** A new version of it (UpdatePost). */
  'PUT /news/{id}': { body?: UpdatePostBody | FormData; answer: Post };
  /** Remove it (DeletePost). */
  'DELETE /news/{id}': { answer: undefined };
  /** Show it to its audience (PublishPost). */
  'POST /news/{id}/publish': { body?: PublishPostBody; answer: Post };
  /** Take it back (DraftPost). */
  'POST /news/{id}/draft': { body?: DraftPostBody; answer: Post };
  /** What it said (ListPostVersions). */
  'GET /news/{id}/versions': { list: PostVersion; fields: PostVersionField; orders: PostVersionOrder };
  /** One version (GetPostVersion). */
  'GET /news/{id}/versions/{version}': { answer: PostVersion };
  /** Own tier accounts; for a vendor those of its orders (ListTierAccounts). */
  'GET /tier/accounts': { list: TierAccount; fields: TierAccountField; orders: TierAccountOrder };
  /** A new tier account (CreateTierAccount). */
  'POST /tier/accounts': { body: CreateTierAccountBody; answer: TierAccount };
  /** One tier account, its newest version (GetTierAccount). */
  'GET /tier/accounts/{id}': { answer: TierAccount };
  /** Change it: a new version (UpdateTierAccount). */
  'PUT /tier/accounts/{id}': { body?: UpdateTierAccountBody; answer: TierAccount };
  /** Decommission an unused one (DeleteTierAccount). */
  'DELETE /tier/accounts/{id}': { answer: undefined };
  /** All its versions, newest first (ListTierAccountVersions). */
  'GET /tier/accounts/{id}/versions': { answer: {
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
  }[] };
  /** One version (GetTierAccountVersion). */
  'GET /tier/accounts/{id}/versions/{version}': { answer: GetTierAccountVersionAnswer };
  /** Requests about changed tier accounts (ListTierAccountRequests). */
  'GET /tier/account-requests': { list: TierAccountRequest; fields: TierAccountRequestField; orders: TierAccountRequestOrder };
  /** Change an account and tell its vendors: one request per product (CreateTierAccountRequest). */
  'POST /tier/account-requests': { body?: CreateTierAccountRequestBody; answer: TierAccountRequest[] };
  /** One request (GetTierAccountRequest). */
  'GET /tier/account-requests/{id}': { answer: TierAccountRequest };
  /** The vendor works with the new data (AcceptTierAccountRequest). */
  'POST /tier/account-requests/{id}/accept': { body?: AcceptTierAccountRequestBody; answer: TierAccountRequest };
  /** The vendor does not, with a reason (IgnoreTierAccountRequest). */
  'POST /tier/account-requests/{id}/ignore': { body?: IgnoreTierAccountRequestBody; answer: TierAccountRequest };
  /** Configurations of tier accounts (ListTierConfigs). */
  'GET /tier/configs': { list: TierConfig; fields: TierConfigField; orders: TierConfigOrder };
  /** One configuration (GetTierConfig). */
  'GET /tier/configs/{id}': { answer: TierConfig };
  /** Its template with values (RenderTierConfig). */
  'GET /tier/configs/{id}/render': { answer: string };
  /** Requests to set up or change configurations (ListTierConfigRequests). */
  'GET /tier/config-requests': { list: TierConfigRequest; fields: TierConfigRequestField; orders: TierConfigRequestOrder };
  /** Set up, change or adjust a configuration (CreateTierConfigRequest). */
  'POST /tier/config-requests': { body?: CreateTierConfigRequestBody; answer: TierConfigRequest };
  /** One request (GetTierConfigRequest). */
  'GET /tier/config-requests/{id}': { answer: TierConfigRequest };
  /** Write values and notes, as the status allows (UpdateTierConfigRequest). */
  'PUT /tier/config-requests/{id}': { body?: UpdateTierConfigRequestBody; answer: TierConfigRequest };
  /** Its template with values (RenderTierConfigRequest). */
  'GET /tier/config-requests/{id}/render': { answer: string };
  /** The configuration is active (ApproveTierConfigRequest). */
  'POST /tier/config-requests/{id}/approve': { body?: ApproveTierConfigRequestBody; answer: TierConfigRequest };
  /** Ask the tier (InquireTierConfigRequest). */
  'POST /tier/config-requests/{id}/inquire': { body?: InquireTierConfigRequestBody; answer: undefined };
  /** Back to the vendor (PendTierConfigRequest). */
  'POST /tier/config-requests/{id}/pend': { body?: PendTierConfigRequestBody; answer: undefined };
  /** Refuse it with a reason (FailTierConfigRequest). */
  'POST /tier/config-requests/{id}/fail': { body?: FailTierConfigRequestBody; answer: undefined };
  /** A draft becomes a request (SubmitTierConfigRequest). */
  'POST /tier/config-requests/{id}/submit': { body?: SubmitTierConfigRequestBody; answer: TierConfigRequest };
  /** The platform's checks, and the vendor's (ValidateTierConfigRequest). */
  'POST /tier/config-requests/{id}/validate': { body?: ValidateTierConfigRequestBody; answer: TierConfigRequest };
  /** Take it, or give it to a user (AssignTierConfigRequest). */
  'POST /tier/config-requests/{id}/assign': { body?: AssignTierConfigRequestBody; answer: TierConfigRequest };
  /** Nobody has it (UnassignTierConfigRequest). */
  'POST /tier/config-requests/{id}/unassign': { body?: UnassignTierConfigRequestBody; answer: undefined };
  /** Fulfilment requests (ListRequests). */
  'GET /requests': { list: Request; fields: RequestField; orders: RequestOrder };
  /** Place an order of any type (CreateRequest). */
  'POST /requests': { body: CreateRequestBody; answer: Request };
  /** One request (GetRequest). */
  'GET /requests/{id}': { answer: Request };
  /** Write values and notes, as the status allows (UpdateRequest). */
  'PUT /requests/{id}': { body?: UpdateRequestBody; answer: Request };
  /** Fulfil it (ApproveRequest). */
  'POST /requests/{id}/approve': { body?: ApproveRequestBody; answer: Request };
  /** Ask the buyer (InquireRequest). */
  'POST /requests/{id}/inquire': { body?: InquireRequestBody; answer: Request };
  /** Refuse it with a reason (FailRequest). */
  'POST /requests/{id}/fail': { body?: FailRequestBody; answer: Request };
  /** Back to the vendor; `code` of the customer form stands in for a token (PendRequest). */
  'POST /requests/{id}/pend': { body?: PendRequestBody; answer: Request; query?: { code?: string } };
  /** The customer's form (ShowRequestForm). */
  'GET /requests/{id}/form': { answer: string; query?: { code?: string } };
  /** The customer's answer (AnswerRequestForm). */
  'POST /requests/{id}/form': { body: Bytes | object | FormData; answer: string; query?: { code?: string } };
  /** A purchase draft becomes an order (PurchaseRequest). */
  'POST /requests/{id}/purchase': { body?: PurchaseRequestBody; answer: Request };
  /** Another draft becomes an order (SubmitRequest). */
  'POST /requests/{id}/submit': { body?: SubmitRequestBody; answer: Request };
  /** Wait for a planned date (ScheduleRequest). */
  'POST /requests/{id}/schedule': { body?: ScheduleRequestBody; answer: Request };
  /** Withdraw a scheduled request (RevokeRequest). */
  'POST /requests/{id}/revoke': { body?: RevokeRequestBody; answer: Request };
  /** Confirm a revocation (ConfirmRequest). */
  'POST /requests/{id}/confirm': { body?: ConfirmRequestBody; answer: Request };
  /** The platform's checks, and the vendor's (ValidateRequest). */
  'POST /requests/{id}/validate': { body?: ValidateRequestBody; answer: Request };
  /** Take it, or give it to a user (AssignRequest). */
  'POST /requests/{id}/assign': { body?: AssignRequestBody; answer: Request };
  /** Nobody has it (UnassignRequest). */
  'POST /requests/{id}/unassign': { body?: UnassignRequestBody; answer: Request };
  /** Its template with values (RenderRequest). */
  'GET /requests/{id}/render': { answer: string };
  /** Its template with values (RenderAsset). */
  'GET /assets/{id}/render': { answer: string };
  /** Requests of an asset (ListAssetRequests). */
  'GET /assets/{id}/requests': { list: Request; fields: RequestField; orders: RequestOrder };
  /** Subscriptions as assets (ListAssets). */
  'GET /assets': { list: Asset; fields: AssetField; orders: AssetOrder };
  /** One asset (GetAsset). */
  'GET /assets/{id}': { answer: Asset };
  /** Assets seen for billing (ListSubscriptions). */
  'GET /subscriptions/assets': { list: Asset; fields: ListSubscriptionsField; orders: ListSubscriptionsOrder };
  /** One subscription (GetSubscription). */
  'GET /subscriptions/assets/{id}': { answer: Asset };
  /** Billing requests (ListBillingRequests). */
  'GET /subscriptions/requests': { list: BillingRequest; fields: BillingRequestField; orders: BillingRequestOrder };
  /** Bill a period; a repeat is the same request (CreateBillingRequest). */
  'POST /subscriptions/requests': { body?: CreateBillingRequestBody; answer: BillingRequest };
  /** One billing request (GetBillingRequest). */
  'GET /subscriptions/requests/{id}': { answer: BillingRequest };
  /** Set your side's attributes (SetBillingAttributes). */
  'PUT /subscriptions/requests/{id}/attributes': { body?: SetBillingAttributesBody; answer: SetBillingAttributesAnswer };
  /** Usage files (ListUsageFiles). */
  'GET /usage/files': { list: UsageFile; fields: UsageFileField; orders: UsageFileOrder };
  /** A new usage file (CreateUsageFile). */
  'POST /usage/files': { body: CreateUsageFileBody; answer: CreateUsageFileAnswer };
  /** One usage file (GetUsageFile). */
  'GET /usage/files/{id}': { answer: UsageFile };
  /** Describe it anew, until it is submitted (UpdateUsageFile). */
  'PUT /usage/files/{id}': { body?: UpdateUsageFileBody; answer: UsageFile };
  /** Its records as XLSX, CSV or ZIP of CSV: a form part `usage_file`, JSON or the file itself (UploadUsageFile). */
  'POST /usage/files/{id}/upload': { body: Bytes | object | FormData; answer: UsageFile };
  /** What was uploaded (GetUsageFileContent). */
  'GET /usage/files/{id}/content': { answer: Uint8Array };
  /** Its records as they were read, faults included, as XLSX (GetProcessedUsageFile). */
  'GET /usage/files/{id}/processed': { answer: Uint8Array };
  /** Categories of its records (ListUsageFileCategories). */
  'GET /usage/files/{id}/categories': { list: UsageCategory; fields: UsageCategoryField; orders: UsageCategoryOrder };
  /** Read the stored sheet again (ReprocessUsageFile). */
  'POST /usage/files/{id}/reprocess': { body?: ReprocessUsageFileBody; answer: UsageFile };
  /** Send it to the distributor (SubmitUsageFile). */
  'POST /usage/files/{id}/submit': { body?: SubmitUsageFileBody; answer: UsageFile };
  /** Accept it; one chunk per hub comes of it (AcceptUsageFile). */
  'POST /usage/files/{id}/accept': { body?: AcceptUsageFileBody; answer: UsageFile };
  /** Accept it with every record, also those rejected one by one (ApproveAllUsageRecords). */
  'PUT /usage/files/{id}/approve-all': { body?: ApproveAllUsageRecordsBody; answer: ApproveAllUsageRecordsAnswer };
  /** Reject it (RejectUsageFile). */
  'POST /usage/files/{id}/reject': { body?: RejectUsageFileBody; answer: UsageFile };
  /** Close it; every record needs a billing id (CloseUsageFile). */
  'POST /usage/files/{id}/close': { body?: CloseUsageFileBody; answer: UsageFile };
  /** Delete it (DeleteUsageFile). */
  'POST /usage/files/{id}/delete': { body?: DeleteUsageFileBody; answer: UsageFile };
  /** Which record is on which bill: a form part `recon_file` (ReconcileUsageFile). */
  'POST /usage/files/{id}/reconciliation': { body: Bytes | object | FormData; answer: UsageFile };
  /** Usage records (ListUsageRecords). */
  'GET /usage/records': { list: UsageRecordShown; fields: UsageRecordShownField; orders: UsageRecordShownOrder };
  /** Close many; each row answers for itself (CloseUsageRecords). */
  'POST /usage/records/close-records': { body?: unknown; answer: {
    id?: string;
    status?: string;
    error_codes?: string;
    error_details?: string;
  }[] };
  /** One usage record (GetUsageRecord). */
  'GET /usage/records/{id}': { answer: UsageRecordShown };
  /** Approve or reject a single record (JudgeUsageRecord). */
  'PUT /usage/records/{id}': { body: JudgeUsageRecordBody; answer: UsageRecordShown };
  /** Close a record with the bill it is on (CloseUsageRecord). */
  'POST /usage/records/{id}/close': { body?: CloseUsageRecordBody; answer: UsageRecordShown };
  /** Parts of accepted files, one per hub (ListUsageChunks). */
  'GET /usage/chunks': { list: UsageChunk; fields: UsageChunkField; orders: UsageChunkOrder };
  /** One chunk (GetUsageChunk). */
  'GET /usage/chunks/{id}': { answer: UsageChunk };
  /** Its id in the hub (UpdateUsageChunk). */
  'PUT /usage/chunks/{id}': { body: UpdateUsageChunkBody; answer: UsageChunk };
  /** Its records as XLSX (DownloadUsageChunk). */
  'GET /usage/chunks/{id}/download': { answer: Uint8Array };
  /** Close all its records with one billing id (CloseUsageChunk). */
  'POST /usage/chunks/{id}/close': { body: CloseUsageChunkBody; answer: UsageChunk };
  /** Draw it up again (RegenerateUsageChunk). */
  'POST /usage/chunks/{id}/regenerate': { answer: UsageChunk };
  /** Own reconciliations (ListUsageReconciliations). */
  'GET /usage/reconciliations': { list: UsageReconciliation; fields: UsageReconciliationField; orders: UsageReconciliationOrder };
  /** Which record is on which bill; the sheet says of which file (CreateUsageReconciliation). */
  'POST /usage/reconciliations': { body: Bytes | object | FormData; answer: UsageReconciliation };
  /** One reconciliation (GetUsageReconciliation). */
  'GET /usage/reconciliations/{id}': { answer: UsageReconciliation };
  /** What became of each row, as XLSX (GetReconciliationProcessedFile). */
  'GET /usage/reconciliations/{id}/processedfile': { answer: Uint8Array };
  /** What became of each row, as XLSX (GetReconciliationProcessedFile1). */
  'GET /usage/reconciliations/{id}/processedFile': { answer: Uint8Array };
  /** What was uploaded (GetReconciliationUploadedFile). */
  'GET /usage/reconciliations/{id}/uploadedfile': { answer: Uint8Array };
  /** What was uploaded (GetReconciliationUploadedFile1). */
  'GET /usage/reconciliations/{id}/uploadedFile': { answer: Uint8Array };
  /** What was consumed, by asset and item (ListUsageAggregates). */
  'GET /usage/aggregates': { list: UsageAggregate; fields: UsageAggregateField; orders: never };
  /** What an asset consumed, by item (ListAssetUsageAggregates). */
  'GET /assets/{id}/usage/aggregates': { list: UsageAggregate; fields: UsageAggregateField; orders: never };
  /** What an asset consumed, by item (ListAssetUsageAggregates1). */
  'GET /assets/{id}/usage/agregates': { list: UsageAggregate; fields: UsageAggregateField; orders: never };
  /** Where the empty sheet for a product lies (GetUsageTemplate). */
  'GET /usage/products/{id}/template': { answer: GetUsageTemplateAnswer };
  /** An empty sheet of a schema, as XLSX (DownloadUsageTemplate). */
  'GET /usage/templates/{schema}': { answer: Uint8Array };
  /** Own rules about a product's reports (ListUsageRules). */
  'GET /products/{id}/usage/rules': { list: UsageRule; fields: UsageRuleField; orders: UsageRuleOrder };
  /** Decide reports of an item by rule (CreateUsageRule). */
  'POST /products/{id}/usage/rules': { body: CreateUsageRuleBody; answer: UsageRule };
  /** One rule (GetUsageRule). */
  'GET /products/{id}/usage/rules/{rule}': { answer: UsageRule };
  /** Change a rule (UpdateUsageRule). */
  'PUT /products/{id}/usage/rules/{rule}': { body?: UpdateUsageRuleBody; answer: UsageRule };
  /** Remove a rule (DeleteUsageRule). */
  'DELETE /products/{id}/usage/rules/{rule}': { answer: undefined };
  /** Cases of either side (ListCases). */
  'GET /helpdesk/cases': { list: HelpdeskCase; fields: HelpdeskCaseField; orders: HelpdeskCaseOrder };
  /** Ask a partner for help (CreateCase). */
  'POST /helpdesk/cases': { body: CreateCaseBody; answer: HelpdeskCase };
  /** One case (GetCase). */
  'GET /helpdesk/cases/{id}': { answer: HelpdeskCase };
  /** Say more about an open case (UpdateCase). */
  'PUT /helpdesk/cases/{id}': { body?: UpdateCaseBody; answer: HelpdeskCase };
  /** Ask the other side for details (InquireCase). */
  'POST /helpdesk/cases/{id}/inquire': { answer: HelpdeskCase };
  /** Go on with it (PendCase). */
  'POST /helpdesk/cases/{id}/pend': { answer: HelpdeskCase };
  /** Say it is solved; the auto-close timer starts (ResolveCase). */
  'POST /helpdesk/cases/{id}/resolve': { answer: HelpdeskCase };
  /** Close it, with a rating (CloseCase). */
  'POST /helpdesk/cases/{id}/close': { body?: CloseCaseBody; answer: HelpdeskCase };
  /** Files of a case (ListAttachments). */
  'GET /helpdesk/cases/{id}/attachments': { list: CaseAttachment; fields: CaseAttachmentField; orders: CaseAttachmentOrder };
  /** Attach a file: a form with the part `file` (AddAttachment). */
  'POST /helpdesk/cases/{id}/attachments': { body: Bytes | object | FormData; answer: CaseAttachment };
  /** One file; with ?format=original or preview its content (GetAttachment). */
  'GET /helpdesk/cases/{id}/attachments/{attachment}': { answer: CaseAttachment; query?: { format?: string } };
  /** Remove a file of your own (DeleteAttachment). */
  'DELETE /helpdesk/cases/{id}/attachments/{attachment}': { answer: undefined };
  /** How its two sides want to be asked (ListCaseSettings). */
  'GET /helpdesk/cases/{id}/settings': { answer: {
    id?: string;
    account?: Reference;
    ttl?: number;
    mode?: string;
    events?: Record<string, unknown>;
  }[] };
  /** How one of them does (GetCaseSettings). */
  'GET /helpdesk/cases/{id}/settings/{account}': { answer: GetCaseSettingsAnswer };
  /** Change the own ones; they hold for every case (UpdateCaseSettings). */
  'PUT /helpdesk/cases/{id}/settings/{account}': { body?: UpdateCaseSettingsBody; answer: UpdateCaseSettingsAnswer };
  /** How an account wants to be asked (GetHelpdeskSettings). */
  'GET /modules/helpdesk/accounts/{id}/settings': { answer: GetHelpdeskSettingsAnswer };
  /** Auto-close timer, mode and instructions (UpdateHelpdeskSettings). */
  'PUT /modules/helpdesk/accounts/{id}/settings': { body?: UpdateHelpdeskSettingsBody; answer: UpdateHelpdeskSettingsAnswer };
  /** How an account wants to be asked (GetHelpdeskModuleSettings). */
  'GET /modules/MD-0023/accounts/{id}/settings': { answer: GetHelpdeskModuleSettingsAnswer };
  /** Auto-close timer, mode and instructions (UpdateHelpdeskModuleSettings). */
  'PUT /modules/MD-0023/accounts/{id}/settings': { body?: UpdateHelpdeskModuleSettingsBody; answer: UpdateHelpdeskModuleSettingsAnswer };
  /** Conversations; with instance_id that of an object (ListConversations). */
  'GET /conversations': { list: Conversation; fields: ConversationField; orders: ConversationOrder };
  /** The conversation of an object, or own notes about it (CreateConversation). */
  'POST /conversations': { body: CreateConversationBody; answer: Conversation };
  /** One conversation, by its id or that of its object (GetConversation). */
  'GET /conversations/{id}': { answer: Conversation };
  /** Remove own notes, or a conversation nobody wrote in (DeleteConversation). */
  'DELETE /conversations/{id}': { answer: undefined };
  /** Nothing can be written any more (CloseConversation). */
  'POST /conversations/{id}/close': { answer: Conversation };
  /** Messages and changes of state, oldest first (ListConversationMessages). */
  'GET /conversations/{id}/messages': { list: MessageLine; fields: MessageLineField; orders: MessageLineOrder };
  /** Write to the other parties, or privately (PostMessage). */
  'POST /conversations/{id}/messages': { body: PostMessageBody; answer: MessageLine };
  /** Change a message of your own (EditMessage). */
  'PUT /conversations/{id}/messages/{message}': { body?: EditMessageBody; answer: MessageLine };
  /** Extensions (ListServices). */
  'GET /devops/services': { list: Extension; fields: ExtensionField; orders: ExtensionOrder };
  /** Upload a package (.epkg): a new extension, or a new version of one (UploadPackage). */
  'POST /devops/services': { body: Bytes | object | FormData; answer: PackageSummary; query?: { account?: string } };
  /** One extension (GetService). */
  'GET /devops/services/{id}': { answer: Extension };
  /** Versions of an extension (ListVersions). */
  'GET /devops/services/{id}/versions': { list: PackageSummary; fields: PackageSummaryField; orders: PackageSummaryOrder };
  /** Upload a package (.epkg) as a new version of this extension (UploadVersion). */
  'POST /devops/services/{id}/versions': { body: Bytes | object | FormData; answer: PackageSummary; query?: { account?: string } };
  /** One version with its manifest and permissions (GetVersion). */
  'GET /devops/services/{id}/versions/{version}': { answer: PackageSummary };
  /** Environments of an extension (ListEnvironments). */
  'GET /devops/services/{id}/environments': { list: Environment; fields: EnvironmentField; orders: EnvironmentOrder };
  /** One environment (GetEnvironment). */
  'GET /devops/services/{id}/environments/{environment}': { answer: Environment };
  /** Installations of an extension, for its owner (ListServiceInstallations). */
  'GET /devops/services/{id}/installations': { list: Installation; fields: InstallationField; orders: InstallationOrder };
  /** Installed extensions (ListInstallations). */
  'GET /devops/installations': { list: Installation; fields: InstallationField; orders: InstallationOrder };
  /** Install an extension with consent to its permissions (Install). */
  'POST /devops/installations': { body: InstallBody; answer: Installation };
  /** One installation (GetInstallation). */
  'GET /devops/installations/{id}': { answer: Installation };
  /** Let it reach private addresses (operator), record its attempts, or no longer (ChangeInstallation). */
  'PUT /devops/installations/{id}': { body?: ChangeInstallationBody; answer: Installation };
  /** Remove an uninstalled installation with all it kept (DeleteInstallation). */
  'DELETE /devops/installations/{id}': { answer: undefined };
  /** Settings (GetSettings). */
  'GET /devops/installations/{id}/settings': { answer: GetSettingsAnswer };
  /** Replace the settings (ReplaceSettings). */
  'PUT /devops/installations/{id}/settings': { body?: unknown; answer: ReplaceSettingsAnswer };
  /** Set a secret; it cannot be read again (ReplaceSecret). */
  'PUT /devops/installations/{id}/secrets/{name}': { body: ReplaceSecretBody; answer: ReplaceSecretAnswer };
  /** Keep its tasks waiting (PauseInstallation). */
  'POST /devops/installations/{id}/pause': { body?: PauseInstallationBody; answer: Installation };
  /** Go on (ResumeInstallation). */
  'POST /devops/installations/{id}/resume': { body?: ResumeInstallationBody; answer: Installation };
  /** Another version; new powers need consent (UpgradeInstallation). */
  'POST /devops/installations/{id}/upgrade': { body?: UpgradeInstallationBody; answer: Installation };
  /** Back to the version before (RollbackInstallation). */
  'POST /devops/installations/{id}/rollback': { body?: RollbackInstallationBody; answer: Installation };
  /** Stop it for good (Uninstall). */
  'POST /devops/installations/{id}/uninstall': { body?: UninstallBody; answer: Installation };
  /** What it may do; with ?version= what that version would change (GetPermissions). */
  'GET /devops/installations/{id}/permissions': { answer: GetPermissionsAnswer; query?: { version?: string } };
  /** How much it keeps (GetStorage). */
  'GET /devops/installations/{id}/storage': { answer: GetStorageAnswer };
  /** Events that extensions can hook (ListEventDefinitions). */
  'GET /devops/event-definitions': { list: EventDefinition; fields: EventDefinitionField; orders: never };
  /** One event, by its number or its type (GetEventDefinition). */
  'GET /devops/event-definitions/{id}': { answer: EventDefinition };
  /** Tokens of runners (ListRunnerTokens). */
  'GET /devops/runner-tokens': { list: RunnerToken; fields: RunnerTokenField; orders: RunnerTokenOrder };
  /** A token for a runner; shown once (CreateRunnerToken). */
  'POST /devops/runner-tokens': { body: CreateRunnerTokenBody; answer: RunnerToken };
  /** Take a token back (DeleteRunnerToken). */
  'DELETE /devops/runner-tokens/{id}': { answer: undefined };
  /** Tasks, newest first (ListTasks). */
  'GET /devops/tasks': { list: Task; fields: TaskField; orders: TaskOrder };
  /** One task with its attempts (GetTask). */
  'GET /devops/tasks/{id}': { answer: Task };
  /** How each attempt went (GetTaskAttempts). */
  'GET /devops/tasks/{id}/attempts': { answer: {
    fence?: number;
    attempt?: number;
    counted?: boolean;
    outcome?: string;
    message?: null;
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
  }[] };
  /** What its handler logged (GetTaskLogs). */
  'GET /devops/tasks/{id}/logs': { answer: {
    id?: number;
    at?: string;
    level?: string;
    text?: string;
    fence?: number;
    correlation?: string;
  }[]; query?: { after?: string } };
  /** One attempt as it was recorded (JSON Lines): the last one, or that of a fence (GetTaskRecording). */
  'GET /devops/tasks/{id}/recording': { answer: string; query?: { fence?: string } };
  /** Deliver the same event again (ReplayTask). */
  'POST /devops/tasks/{id}/replay': { body?: ReplayTaskBody; answer: Task };
  /** Deliver the same event again (the published name) (ResubmitTask). */
  'POST /devops/tasks/{id}/resubmit': { body?: ResubmitTaskBody; answer: Task };
  /** Tasks of an installation that came to nothing (ListDeadLetters). */
  'GET /devops/installations/{id}/dead-letters': { list: Task; fields: TaskField; orders: TaskOrder };
  /** Dead letters replayed together (ListReplays). */
  'GET /devops/replays': { list: Replay; fields: ReplayField; orders: ReplayOrder };
  /** Replay dead letters by filter and time, at a rate (StartReplay). */
  'POST /devops/replays': { body?: StartReplayBody; answer: Replay };
  /** How far it is (GetReplay). */
  'GET /devops/replays/{id}': { answer: Replay };
  /** Replay no more of them (StopReplay). */
  'POST /devops/replays/{id}/stop': { body?: StopReplayBody; answer: Replay };
  /** Hooks that failed of late (ListBreakers). */
  'GET /devops/breakers': { list: Breaker; fields: BreakerField; orders: BreakerOrder };
  /** One breaker (GetBreaker). */
  'GET /devops/breakers/{id}': { answer: Breaker };
  /** What the hook needs is up again: what waits goes on (CloseBreaker). */
  'POST /devops/breakers/{id}/close': { body?: CloseBreakerBody; answer: undefined };
  /** Give a dead letter up; its lane goes on (DiscardTask). */
  'POST /devops/tasks/{id}/discard': { body: DiscardTaskBody; answer: Task };
  /** What a delivery of it carries (GetTaskPayload). */
  'GET /devops/tasks/{id}/payload': { answer: GetTaskPayloadAnswer };
  /** What happened to an object, newest first (ListObjectEvents). */
  'GET /devops/objects/{id}/events': { list: Event; fields: EventField; orders: EventOrder };
}
