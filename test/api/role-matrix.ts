/**
 * Who may call what, written a second time and by another hand than the routes: a role that slips into a route, or out of it, is
 * found by comparison. Operations that are not here are judged by what their route says.
 */
import type { Role } from '../../runtime/store/index.ts';

export const ROLES = ['operator', 'vendor', 'distributor', 'reseller'] as const satisfies readonly Role[];
export type Caller = (typeof ROLES)[number];

const EVERYBODY: readonly Caller[] = ROLES;
const TRADE: readonly Caller[] = ['vendor', 'distributor', 'reseller'];
const OFFERS: readonly Caller[] = ['distributor'];

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
];

/** Operation -> who may call it. */
export const MATRIX: ReadonlyMap<string, readonly Caller[]> = new Map(
  GROUPS.flatMap(([who, operations]) => operations.split(' ').map((operation) => [operation, who] as const)),
);
