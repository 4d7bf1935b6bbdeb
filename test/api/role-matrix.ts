/**
 * Who may call what (platform-api.md section 5.1), written a second time and by another hand than the routes: a role that slips into
 * a route, or out of it, is found by comparison. Every operation is here; whose object it may be is another question (test/walls).
 */
import type { Role } from '../../runtime/store/index.ts';

export const ROLES = ['operator', 'vendor', 'distributor', 'reseller'] as const satisfies readonly Role[];
export type Caller = (typeof ROLES)[number];

const EVERYBODY: readonly Caller[] = ROLES;
const TRADE: readonly Caller[] = ['vendor', 'distributor', 'reseller'];
const OFFERS: readonly Caller[] = ['distributor'];
const MAKER: readonly Caller[] = ['vendor'];
const SELLER: readonly Caller[] = ['distributor', 'reseller'];

// prettier-ignore
const GROUPS: readonly [who: readonly Caller[], operations: string][] = [
  [EVERYBODY, 'listIndustries getIndustry listCountries getCountry listModules getModule getModuleSettings'],
  [EVERYBODY, 'listAccounts getAccount updateAccount listUsers inviteUser getUser updateUser deleteUser activateUser reinviteUser'],
  [['operator'], 'deleteAccount'],
  [['operator', 'distributor'], 'createAccount'],
  [EVERYBODY, 'listGroups createGroup getGroup updateGroup deleteGroup listGroupUsers addGroupUser removeGroupUsers listGroupPermissions grantGroup revokeGroup'],
  [EVERYBODY, 'listAccountMedia createAccountMedia getAccountMedia getAccountThumbnail updateAccountMedia deleteAccountMedia'],
  [EVERYBODY, 'listPersons createPerson getPerson updatePerson deletePerson listMemberships getMembership getUserSetting putUserSetting'],
  [EVERYBODY, 'listUserContacts createUserContact getUserContact tagUserContact deleteUserContact listUserSessions getUserSession terminateUserSession'],
  [EVERYBODY, 'listTokens createToken getToken updateToken deleteToken activateToken deactivateToken rotateToken renewToken listTokenPermissions limitToken unlimitToken'],
  [EVERYBODY, 'listForms getForm listFormVersions getFormVersion'],
  [OFFERS, 'createForm updateForm deleteForm'],
  [EVERYBODY, 'listAgreements getAgreement getAgreementDocument listChildAgreements listAgreementContracts listAgreementVersions getAgreementVersion getVersionDocument getVersionFile'],
  [OFFERS, 'createAgreement updateAgreement deleteAgreement createChildAgreement createAgreementVersion deleteAgreementVersion activateAgreementVersion'],
  [EVERYBODY, 'listAgreementPartners listAgreementProducts listAgreementProductMarketplaces listAgreementMarketplaces listAgreementProductGroups'],
  [OFFERS, 'addAgreementMarketplace removeAgreementMarketplace addAgreementProductGroup removeAgreementProductGroup'],
  [OFFERS, 'listProductGroups createProductGroup getProductGroup updateProductGroup deleteProductGroup'],
  [EVERYBODY, 'listContracts getContract listContractData listProductData getProductData listItemData getItemData listContractVersions getContractVersion'],
  [TRADE, 'createContract updateContract enrollContract refineContract signContract rejectContract terminateContract'],
  [TRADE, 'answerEnrolment answerProduct updateProductData answerItem updateItemData'],
  [OFFERS, 'deleteContract importPartners'],
  [TRADE, 'listPartners getPartner listPartnerProducts getPartnerProduct'],
  [TRADE, 'listPosts createPost getPost updatePost deletePost publishPost draftPost listPostVersions getPostVersion'],

  [EVERYBODY, 'listProducts getProduct listItems getItem listParameters getParameter listTemplates getTemplate previewTemplate renderTemplate'],
  [EVERYBODY, 'listProductVersions getProductVersion listVersionActions getVersionAction getVersionActionLink listVersionItemGroups getVersionItemGroup'],
  [EVERYBODY, 'listVersionItems getVersionItem listVersionMedias getVersionMedia listVersionParameters getVersionParameter listVersionTemplates getVersionTemplate'],
  [EVERYBODY, 'listActions getAction getActionLink listItemGroups getItemGroup listMessages getMessage listMedias getMedia getMediaFile'],
  [EVERYBODY, 'listLocalizations getLocalization downloadLocalization listConfigurations listCategories getCategory'],
  [MAKER, 'createProduct updateProduct deleteProduct endProductSale resumeProductSale createItem updateItem endsaleItem resumesaleItem deleteItem'],
  [MAKER, 'createParameter updateParameter deleteParameter createTemplate updateTemplate deleteTemplate createProductVersion updateProductVersion buildProductVersion'],
  [MAKER, 'regenerateActionSecret createAction updateAction deleteAction createItemGroup updateItemGroup deleteItemGroup createMessage updateMessage deleteMessage'],
  [MAKER, 'createMedia updateMedia deleteMedia createLocalization deleteLocalization configureProduct listUnits createUnit'],

  [EVERYBODY, 'listMarketplaces getMarketplace getMarketplaceIcon listHubs getHub listHubConnections listConnections getConnection listVersionConnections getVersionConnection'],
  [EVERYBODY, 'listListings getListing getLeadForm listListingRequests getListingRequest'],
  [SELLER, 'createMarketplace updateMarketplace deleteMarketplace setMarketplaceIcon createHub updateHub deleteHub listHubMarketplaces updateListing'],
  [SELLER, 'refineListingRequest deployListingRequest completeListingRequest assignListingRequest unassignListingRequest'],
  [MAKER, 'submitListingRequest'],
  [TRADE, 'createListingRequest'],
  [TRADE, 'createConnection updateConnection createVersionConnection updateVersionConnection setLeadForm cancelListingRequest'],

  [EVERYBODY, 'listTierAccounts getTierAccount listTierAccountVersions getTierAccountVersion listTierAccountRequests getTierAccountRequest'],
  [EVERYBODY, 'listTierConfigs getTierConfig renderTierConfig listTierConfigRequests getTierConfigRequest renderTierConfigRequest'],
  [SELLER, 'createTierAccount updateTierAccount deleteTierAccount createTierAccountRequest submitTierConfigRequest validateTierConfigRequest'],
  [MAKER, 'acceptTierAccountRequest ignoreTierAccountRequest approveTierConfigRequest inquireTierConfigRequest assignTierConfigRequest unassignTierConfigRequest'],
  [['vendor', 'distributor'], 'failTierConfigRequest'],
  [TRADE, 'createTierConfigRequest updateTierConfigRequest pendTierConfigRequest'],

  [EVERYBODY, 'listRequests getRequest renderRequest showRequestForm answerRequestForm listAssets getAsset renderAsset listAssetRequests'],
  [EVERYBODY, 'listSubscriptions getSubscription listBillingRequests getBillingRequest'],
  [SELLER, 'purchaseRequest submitRequest revokeRequest validateRequest'],
  [MAKER, 'approveRequest inquireRequest failRequest scheduleRequest confirmRequest assignRequest unassignRequest'],
  [TRADE, 'createRequest pendRequest updateRequest createBillingRequest setBillingAttributes'],

  [EVERYBODY, 'listUsageFiles getUsageFile getUsageFileContent getProcessedUsageFile listUsageFileCategories listUsageRecords getUsageRecord'],
  [EVERYBODY, 'listUsageChunks getUsageChunk downloadUsageChunk listUsageReconciliations getUsageReconciliation getReconciliationProcessedFile getReconciliationProcessedFile1'],
  [EVERYBODY, 'getReconciliationUploadedFile getReconciliationUploadedFile1 listUsageAggregates listAssetUsageAggregates listAssetUsageAggregates1'],
  [EVERYBODY, 'getUsageTemplate downloadUsageTemplate listUsageRules getUsageRule'],
  [MAKER, 'createUsageFile updateUsageFile uploadUsageFile reprocessUsageFile submitUsageFile deleteUsageFile'],
  [SELLER, 'acceptUsageFile approveAllUsageRecords rejectUsageFile closeUsageFile reconcileUsageFile closeUsageRecords judgeUsageRecord closeUsageRecord'],
  [SELLER, 'updateUsageChunk closeUsageChunk regenerateUsageChunk createUsageReconciliation createUsageRule updateUsageRule deleteUsageRule'],

  [EVERYBODY, 'listCases getCase listAttachments getAttachment getHelpdeskSettings getHelpdeskModuleSettings listConversations getConversation listConversationMessages'],
  [TRADE, 'createCase updateCase inquireCase pendCase resolveCase closeCase addAttachment deleteAttachment updateHelpdeskSettings updateHelpdeskModuleSettings'],
  [TRADE, 'createConversation deleteConversation closeConversation postMessage editMessage'],
  [EVERYBODY, 'listWebhooks getWebhook listNotices getNotice getNoticeContext'],
  [TRADE, 'createWebhook updateWebhook deleteWebhook triggerWebhook updateNotice'],

  [EVERYBODY, 'listEventDefinitions listTasks getTask getTaskAttempts getTaskLogs getTaskRecording replayTask resubmitTask discardTask listObjectEvents'],
  [EVERYBODY, 'getTaskPayload listDeadLetters listReplays getReplay startReplay stopReplay listBreakers getBreaker closeBreaker callCustomEvent'],
  [EVERYBODY, 'listCaseSettings getCaseSettings executeAction getEventDefinition'],
  [TRADE, 'updateCaseSettings'],
  [EVERYBODY, 'listServices uploadPackage getService listVersions uploadVersion getVersion listEnvironments getEnvironment listServiceInstallations'],
  [EVERYBODY, 'listInstallations install getInstallation changeInstallation deleteInstallation getSettings replaceSettings replaceSecret pauseInstallation'],
  [EVERYBODY, 'resumeInstallation upgradeInstallation rollbackInstallation uninstall getPermissions getStorage'],
  [['operator'], 'listRunnerTokens createRunnerToken deleteRunnerToken'],
];

/** Operation -> who may call it; anything else answers 403. */
export const MATRIX: ReadonlyMap<string, readonly Caller[]> = new Map(
  GROUPS.flatMap(([who, operations]) => operations.split(' ').map((operation) => [operation, who] as const)),
);
