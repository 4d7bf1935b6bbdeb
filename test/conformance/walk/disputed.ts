/**
 * Operations whose answers differ from the published description on purpose, because the description contradicts itself
 * or what clients of the platform rely on. They do not count; the reason is printed beside them.
 */

const ATTRIBUTES = 'PUT …/attributes of the same description, and clients, have one object {vendor, provider}, not a list of them';
const ASSET = 'clients read quantities of /assets as text ("unlimited" is one), and a parameter is an object, not a list';
const STATUS = 'scheduled, revoking and revoked are published states and the outcome of these calls; the description of the answer lacks them';
const SESSION = 'nothing signs people in here (calls are made by API tokens), so there is no session to name';

/** Operation -> why the answer stays as it is. */
// prettier-ignore
export const DISPUTED: Readonly<Record<string, string>> = {
  'GET /subscriptions/requests':                      ATTRIBUTES,
  'POST /subscriptions/requests':                     ATTRIBUTES,
  'GET /subscriptions/requests/{id}':                 ATTRIBUTES,
  'GET /assets':                                      ASSET,
  'GET /assets/{id}':                                 ASSET,
  'POST /requests/{id}/schedule':                     STATUS,
  'POST /requests/{id}/revoke':                       STATUS,
  'POST /requests/{id}/confirm':                      STATUS,
  'POST /tier/account-requests':                      'one change makes a request for each product; clients get the list of them',
  'POST /usage/files/{id}/upload':                    'older clients take nothing but 201 for done, newer ones either',
  'GET /users/{user_pk}/sessions/{pk}':               SESSION,
  'POST /users/{user_pk}/sessions/{pk}/terminate':    SESSION,
};
