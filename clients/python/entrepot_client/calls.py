"""Generated from the routes by `npm run generate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union, cast
from urllib.parse import quote, urlencode

from . import objects as o
from .listing import Listing


def _segment(name: str, value: str) -> str:
    if value in ("", ".", ".."):
        raise ValueError(f"{name}: {value!r} is not allowed; allowed: an id or a name.")
    return quote(value, safe="")


def _query(**given: Union[str, None]) -> str:
    return urlencode({name.rstrip("_"): value for name, value in given.items() if value is not None}, quote_via=quote)


class Calls:
    """Every operation of the API, by its name."""

    def _send(
        self, method: str, path: str, body: Any = None, *, search: str = "", content_type: Union[str, None] = None
    ) -> tuple[Any, dict[str, str]]:
        raise NotImplementedError

    def list_industries(self) -> Listing[o.Industry]:
        """Every industry: GET /industries"""
        return Listing(self._send, "/industries")

    def get_industry(self, id: str) -> o.Industry:
        """One industry: GET /industries/{id}"""
        return cast("o.Industry", self._send("GET", f"/industries/{_segment('id', id)}")[0])

    def list_countries(self) -> Listing[o.Country]:
        """Every country: GET /countries"""
        return Listing(self._send, "/countries")

    def get_country(self, id: str) -> o.Country:
        """One country: GET /countries/{id}"""
        return cast("o.Country", self._send("GET", f"/countries/{_segment('id', id)}")[0])

    def list_modules(self) -> Listing[o.Module]:
        """Every module: GET /modules"""
        return Listing(self._send, "/modules")

    def get_module(self, id: str) -> o.Module:
        """One module: GET /modules/{id}"""
        return cast("o.Module", self._send("GET", f"/modules/{_segment('id', id)}")[0])

    def get_module_settings(self, id: str) -> o.GetModuleSettingsAnswer:
        """What applies to accounts in a module: GET /modules/{id}/settings"""
        return cast("o.GetModuleSettingsAnswer", self._send("GET", f"/modules/{_segment('id', id)}/settings")[0])

    def list_accounts(self) -> Listing[o.Account]:
        """Own account; all for the operator: GET /accounts"""
        return Listing(self._send, "/accounts")

    def create_account(self, body: Union[o.CreateAccountBody, Mapping[str, Any]]) -> o.Account:
        """An account by the operator, or a partner with its contract: POST /accounts"""
        return cast("o.Account", self._send("POST", "/accounts", body)[0])

    def get_account(self, id: str) -> o.Account:
        """One account: GET /accounts/{id}"""
        return cast("o.Account", self._send("GET", f"/accounts/{_segment('id', id)}")[0])

    def update_account(self, id: str, body: Union[o.UpdateAccountBody, Mapping[str, Any], None] = None) -> o.Account:
        """Change its name and words: PUT /accounts/{id}"""
        return cast("o.Account", self._send("PUT", f"/accounts/{_segment('id', id)}", body)[0])

    def delete_account(self, id: str) -> None:
        """Remove one that never traded: DELETE /accounts/{id}"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}")

    def list_users(self, id: str) -> Listing[o.AccountUser]:
        """Users of an account: GET /accounts/{id}/users"""
        return Listing(self._send, f"/accounts/{_segment('id', id)}/users")

    def invite_user(self, id: str, body: Union[o.InviteUserBody, Mapping[str, Any]]) -> o.AccountUser:
        """Invite a user by e-mail address: POST /accounts/{id}/users"""
        return cast("o.AccountUser", self._send("POST", f"/accounts/{_segment('id', id)}/users", body)[0])

    def get_user(self, id: str, uid: str) -> o.AccountUser:
        """One user: GET /accounts/{id}/users/{uid}"""
        return cast("o.AccountUser", self._send("GET", f"/accounts/{_segment('id', id)}/users/{_segment('uid', uid)}")[0])

    def update_user(self, id: str, uid: str, body: Union[o.UpdateUserBody, Mapping[str, Any], None] = None) -> o.AccountUser:
        """Change name, address or groups: PUT /accounts/{id}/users/{uid}"""
        return cast("o.AccountUser", self._send("PUT", f"/accounts/{_segment('id', id)}/users/{_segment('uid', uid)}", body)[0])

    def delete_user(self, id: str, uid: str) -> None:
        """Revoke an invitation, or remove a user: DELETE /accounts/{id}/users/{uid}"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}/users/{_segment('uid', uid)}")

    def activate_user(self, id: str, uid: str, body: Union[o.ActivateUserBody, Mapping[str, Any], None] = None) -> o.AccountUser:
        """An invited user joins: POST /accounts/{id}/users/{uid}/activate"""
        return cast("o.AccountUser", self._send("POST", f"/accounts/{_segment('id', id)}/users/{_segment('uid', uid)}/activate", body)[0])

    def reinvite_user(self, id: str, uid: str, body: Union[o.ReinviteUserBody, Mapping[str, Any], None] = None) -> o.AccountUser:
        """Invite again after it expired: POST /accounts/{id}/users/{uid}/reinvite"""
        return cast("o.AccountUser", self._send("POST", f"/accounts/{_segment('id', id)}/users/{_segment('uid', uid)}/reinvite", body)[0])

    def list_persons(self) -> Listing[o.AccountUser]:
        """Users of the own account; all for the operator: GET /users"""
        return Listing(self._send, "/users")

    def create_person(self, body: Union[o.CreatePersonBody, Mapping[str, Any]]) -> o.AccountUser:
        """Invite a user to the own account: POST /users"""
        return cast("o.AccountUser", self._send("POST", "/users", body)[0])

    def get_person(self, id: str) -> o.AccountUser:
        """One user: GET /users/{id}"""
        return cast("o.AccountUser", self._send("GET", f"/users/{_segment('id', id)}")[0])

    def update_person(self, id: str, body: Union[o.UpdatePersonBody, Mapping[str, Any], None] = None) -> o.AccountUser:
        """Change name, address or groups: PUT /users/{id}"""
        return cast("o.AccountUser", self._send("PUT", f"/users/{_segment('id', id)}", body)[0])

    def delete_person(self, id: str) -> None:
        """Revoke an invitation, or remove a user: DELETE /users/{id}"""
        self._send("DELETE", f"/users/{_segment('id', id)}")

    def list_memberships(self, id: str) -> Listing[o.Membership]:
        """The accounts of a person, as far as they are seen: GET /users/{id}/accounts"""
        return Listing(self._send, f"/users/{_segment('id', id)}/accounts")

    def get_membership(self, id: str, aid: str) -> o.Membership:
        """One of them: GET /users/{id}/accounts/{aid}"""
        return cast("o.Membership", self._send("GET", f"/users/{_segment('id', id)}/accounts/{_segment('aid', aid)}")[0])

    def get_user_setting(self, id: str, aid: str, key: str) -> list[dict[str, Any]]:
        """What a client keeps for a user under a key: GET /users/{id}/accounts/{aid}/settings/{key}"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/users/{_segment('id', id)}/accounts/{_segment('aid', aid)}/settings/{_segment('key', key)}")[0])

    def put_user_setting(self, id: str, aid: str, key: str, body: Union[Mapping[str, Any], None] = None) -> list[dict[str, Any]]:
        """Keep something for a user under a key: PUT /users/{id}/accounts/{aid}/settings/{key}"""
        return cast("list[dict[str, Any]]", self._send("PUT", f"/users/{_segment('id', id)}/accounts/{_segment('aid', aid)}/settings/{_segment('key', key)}", body)[0])

    def list_user_contacts(self, id: str) -> Listing[o.UserContact]:
        """How a user is reached: GET /users/{id}/contacts"""
        return Listing(self._send, f"/users/{_segment('id', id)}/contacts")

    def create_user_contact(self, id: str, body: Union[o.CreateUserContactBody, Mapping[str, Any]]) -> o.UserContact:
        """Another way to reach a user: POST /users/{id}/contacts"""
        return cast("o.UserContact", self._send("POST", f"/users/{_segment('id', id)}/contacts", body)[0])

    def get_user_contact(self, id: str, cid: str) -> o.UserContact:
        """One of them: GET /users/{id}/contacts/{cid}"""
        return cast("o.UserContact", self._send("GET", f"/users/{_segment('id', id)}/contacts/{_segment('cid', cid)}")[0])

    def tag_user_contact(self, id: str, cid: str, body: Union[o.TagUserContactBody, Mapping[str, Any], None] = None) -> o.UserContact:
        """Mark it with tags: PUT /users/{id}/contacts/{cid}"""
        return cast("o.UserContact", self._send("PUT", f"/users/{_segment('id', id)}/contacts/{_segment('cid', cid)}", body)[0])

    def delete_user_contact(self, id: str, cid: str) -> None:
        """Remove it: DELETE /users/{id}/contacts/{cid}"""
        self._send("DELETE", f"/users/{_segment('id', id)}/contacts/{_segment('cid', cid)}")

    def list_user_sessions(self, id: str) -> Listing[o.UserSession]:
        """Where a user is signed in: GET /users/{id}/sessions"""
        return Listing(self._send, f"/users/{_segment('id', id)}/sessions")

    def get_user_session(self, id: str, sid: str) -> o.UserSession:
        """One session: GET /users/{id}/sessions/{sid}"""
        return cast("o.UserSession", self._send("GET", f"/users/{_segment('id', id)}/sessions/{_segment('sid', sid)}")[0])

    def terminate_user_session(self, id: str, sid: str, body: Union[o.TerminateUserSessionBody, Mapping[str, Any], None] = None) -> o.UserSession:
        """Sign out there: POST /users/{id}/sessions/{sid}/terminate"""
        return cast("o.UserSession", self._send("POST", f"/users/{_segment('id', id)}/sessions/{_segment('sid', sid)}/terminate", body)[0])

    def list_groups(self, id: str) -> Listing[o.AccountGroup]:
        """Groups of users: GET /accounts/{id}/groups"""
        return Listing(self._send, f"/accounts/{_segment('id', id)}/groups")

    def create_group(self, id: str, body: Union[o.CreateGroupBody, Mapping[str, Any]]) -> o.AccountGroup:
        """A group of users: POST /accounts/{id}/groups"""
        return cast("o.AccountGroup", self._send("POST", f"/accounts/{_segment('id', id)}/groups", body)[0])

    def get_group(self, id: str, gid: str) -> o.AccountGroup:
        """One group: GET /accounts/{id}/groups/{gid}"""
        return cast("o.AccountGroup", self._send("GET", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}")[0])

    def update_group(self, id: str, gid: str, body: Union[o.UpdateGroupBody, Mapping[str, Any], None] = None) -> o.AccountGroup:
        """Change its words: PUT /accounts/{id}/groups/{gid}"""
        return cast("o.AccountGroup", self._send("PUT", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}", body)[0])

    def delete_group(self, id: str, gid: str) -> None:
        """Remove the group; its users stay: DELETE /accounts/{id}/groups/{gid}"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}")

    def list_group_users(self, id: str, gid: str) -> Listing[o.GroupUser]:
        """Users in it: GET /accounts/{id}/groups/{gid}/users"""
        return Listing(self._send, f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/users")

    def add_group_user(self, id: str, gid: str, body: Union[o.AddGroupUserBody, Mapping[str, Any]]) -> o.AccountUser:
        """Put a user into it: POST /accounts/{id}/groups/{gid}/users"""
        return cast("o.AccountUser", self._send("POST", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/users", body)[0])

    def remove_group_users(self, id: str, gid: str, body: Union[o.RemoveGroupUsersBody, Mapping[str, Any], None] = None) -> None:
        """Take a user out, or without an id all: DELETE /accounts/{id}/groups/{gid}/users"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/users", body)

    def list_group_permissions(self, id: str, gid: str) -> list[dict[str, Any]]:
        """The modules its users may use: GET /accounts/{id}/groups/{gid}/permissions"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/permissions")[0])

    def grant_group(self, id: str, gid: str, body: Union[o.GrantGroupBody, Mapping[str, Any]]) -> o.AccountGroup:
        """A module more: POST /accounts/{id}/groups/{gid}/permissions"""
        return cast("o.AccountGroup", self._send("POST", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/permissions", body)[0])

    def revoke_group(self, id: str, gid: str) -> None:
        """Take all of them away: DELETE /accounts/{id}/groups/{gid}/permissions"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}/groups/{_segment('gid', gid)}/permissions")

    def list_account_media(self, id: str) -> Listing[o.AccountMedia]:
        """Pictures and videos it shows: GET /accounts/{id}/media"""
        return Listing(self._send, f"/accounts/{_segment('id', id)}/media")

    def create_account_media(self, id: str, body: Union[o.CreateAccountMediaBody, Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.AccountMedia:
        """Another one: POST /accounts/{id}/media"""
        return cast("o.AccountMedia", self._send("POST", f"/accounts/{_segment('id', id)}/media", body, content_type=content_type)[0])

    def get_account_media(self, id: str, mid: str) -> o.AccountMedia:
        """One of them: GET /accounts/{id}/media/{mid}"""
        return cast("o.AccountMedia", self._send("GET", f"/accounts/{_segment('id', id)}/media/{_segment('mid', mid)}")[0])

    def update_account_media(self, id: str, mid: str, body: Union[o.UpdateAccountMediaBody, Mapping[str, Any], bytes, None] = None, *, content_type: Union[str, None] = None) -> o.AccountMedia:
        """Change it: PUT /accounts/{id}/media/{mid}"""
        return cast("o.AccountMedia", self._send("PUT", f"/accounts/{_segment('id', id)}/media/{_segment('mid', mid)}", body, content_type=content_type)[0])

    def delete_account_media(self, id: str, mid: str) -> None:
        """Remove it: DELETE /accounts/{id}/media/{mid}"""
        self._send("DELETE", f"/accounts/{_segment('id', id)}/media/{_segment('mid', mid)}")

    def get_account_thumbnail(self, id: str, mid: str) -> bytes:
        """The picture itself: GET /accounts/{id}/media/{mid}/thumbnail"""
        return cast("bytes", self._send("GET", f"/accounts/{_segment('id', id)}/media/{_segment('mid', mid)}/thumbnail")[0])

    def list_tokens(self) -> Listing[o.Token]:
        """API tokens, without their secrets: GET /auth/tokens"""
        return Listing(self._send, "/auth/tokens")

    def create_token(self, body: Union[o.CreateTokenBody, Mapping[str, Any]]) -> o.Token:
        """An API token; its secret is shown once: POST /auth/tokens"""
        return cast("o.Token", self._send("POST", "/auth/tokens", body)[0])

    def get_token(self, id: str) -> o.Token:
        """One token, without its secret: GET /auth/tokens/{id}"""
        return cast("o.Token", self._send("GET", f"/auth/tokens/{_segment('id', id)}")[0])

    def update_token(self, id: str, body: Union[o.UpdateTokenBody, Mapping[str, Any], None] = None) -> o.Token:
        """Change name, words or expiry: PUT /auth/tokens/{id}"""
        return cast("o.Token", self._send("PUT", f"/auth/tokens/{_segment('id', id)}", body)[0])

    def delete_token(self, id: str) -> None:
        """Unusable for ever; its description stays: DELETE /auth/tokens/{id}"""
        self._send("DELETE", f"/auth/tokens/{_segment('id', id)}")

    def activate_token(self, id: str, body: Union[o.ActivateTokenBody, Mapping[str, Any], None] = None) -> o.Token:
        """Accept calls with it again: POST /auth/tokens/{id}/activate"""
        return cast("o.Token", self._send("POST", f"/auth/tokens/{_segment('id', id)}/activate", body)[0])

    def deactivate_token(self, id: str, body: Union[o.DeactivateTokenBody, Mapping[str, Any], None] = None) -> o.Token:
        """Refuse calls with it: POST /auth/tokens/{id}/deactivate"""
        return cast("o.Token", self._send("POST", f"/auth/tokens/{_segment('id', id)}/deactivate", body)[0])

    def rotate_token(self, id: str, body: Union[o.RotateTokenBody, Mapping[str, Any], None] = None) -> o.Token:
        """A new secret, shown once; the old one stops at once: POST /auth/tokens/{id}/rotate"""
        return cast("o.Token", self._send("POST", f"/auth/tokens/{_segment('id', id)}/rotate", body)[0])

    def renew_token(self, id: str, body: Union[o.RenewTokenBody, Mapping[str, Any], None] = None) -> o.Token:
        """A second secret, shown once, good beside the first until that one ends: POST /auth/tokens/{id}/renew"""
        return cast("o.Token", self._send("POST", f"/auth/tokens/{_segment('id', id)}/renew", body)[0])

    def list_token_permissions(self, id: str) -> list[dict[str, Any]]:
        """The modules it is limited to: GET /auth/tokens/{id}/permissions"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/auth/tokens/{_segment('id', id)}/permissions")[0])

    def limit_token(self, id: str, body: Union[o.LimitTokenBody, Mapping[str, Any]]) -> o.Token:
        """Limit it to a module, or to one more: POST /auth/tokens/{id}/permissions"""
        return cast("o.Token", self._send("POST", f"/auth/tokens/{_segment('id', id)}/permissions", body)[0])

    def unlimit_token(self, id: str) -> None:
        """Take its limits away: DELETE /auth/tokens/{id}/permissions"""
        self._send("DELETE", f"/auth/tokens/{_segment('id', id)}/permissions")

    def list_forms(self) -> Listing[o.Form]:
        """Own forms, and those asked of you: GET /forms"""
        return Listing(self._send, "/forms")

    def create_form(self, body: Union[o.CreateFormBody, Mapping[str, Any]]) -> o.Form:
        """A form for agreements: POST /forms"""
        return cast("o.Form", self._send("POST", "/forms", body)[0])

    def get_form(self, id: str) -> o.Form:
        """One form: GET /forms/{id}"""
        return cast("o.Form", self._send("GET", f"/forms/{_segment('id', id)}")[0])

    def update_form(self, id: str, body: Union[o.UpdateFormBody, Mapping[str, Any], None] = None) -> o.Form:
        """A new version of it: PUT /forms/{id}"""
        return cast("o.Form", self._send("PUT", f"/forms/{_segment('id', id)}", body)[0])

    def delete_form(self, id: str) -> None:
        """Remove one that no agreement uses: DELETE /forms/{id}"""
        self._send("DELETE", f"/forms/{_segment('id', id)}")

    def list_form_versions(self, id: str) -> Listing[o.FormVersion]:
        """The form as it was: GET /forms/{id}/versions"""
        return Listing(self._send, f"/forms/{_segment('id', id)}/versions")

    def get_form_version(self, id: str, version: str) -> o.FormVersion:
        """One version: GET /forms/{id}/versions/{version}"""
        return cast("o.FormVersion", self._send("GET", f"/forms/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def list_agreements(self) -> Listing[o.Agreement]:
        """Own agreements, and those offered: GET /agreements"""
        return Listing(self._send, "/agreements")

    def create_agreement(self, body: Union[o.CreateAgreementBody, Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.Agreement:
        """Offer an agreement: POST /agreements"""
        return cast("o.Agreement", self._send("POST", "/agreements", body, content_type=content_type)[0])

    def get_agreement(self, id: str) -> o.Agreement:
        """One agreement: GET /agreements/{id}"""
        return cast("o.Agreement", self._send("GET", f"/agreements/{_segment('id', id)}")[0])

    def update_agreement(self, id: str, body: Union[o.UpdateAgreementBody, Mapping[str, Any], None] = None) -> o.Agreement:
        """Change its words and forms: PUT /agreements/{id}"""
        return cast("o.Agreement", self._send("PUT", f"/agreements/{_segment('id', id)}", body)[0])

    def delete_agreement(self, id: str) -> None:
        """Remove one that nothing uses: DELETE /agreements/{id}"""
        self._send("DELETE", f"/agreements/{_segment('id', id)}")

    def get_agreement_document(self, id: str) -> Any:
        """The document of the current version: GET /agreements/{id}/document"""
        return cast("Any", self._send("GET", f"/agreements/{_segment('id', id)}/document")[0])

    def list_child_agreements(self, id: str) -> Listing[o.Agreement]:
        """Agreements below it: GET /agreements/{id}/agreements"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/agreements")

    def create_child_agreement(self, id: str, body: Union[o.CreateChildAgreementBody, Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.Agreement:
        """Offer one below it: POST /agreements/{id}/agreements"""
        return cast("o.Agreement", self._send("POST", f"/agreements/{_segment('id', id)}/agreements", body, content_type=content_type)[0])

    def list_agreement_contracts(self, id: str) -> Listing[o.Contract]:
        """Contracts under it: GET /agreements/{id}/contracts"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/contracts")

    def create_contract(self, id: str, body: Union[o.CreateContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Invite to it, or ask for it: POST /agreements/{id}/contracts"""
        return cast("o.Contract", self._send("POST", f"/agreements/{_segment('id', id)}/contracts", body)[0])

    def list_agreement_versions(self, id: str) -> Listing[o.AgreementVersion]:
        """Its terms as they were and are: GET /agreements/{id}/versions"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/versions")

    def create_agreement_version(self, id: str, body: Union[o.CreateAgreementVersionBody, Mapping[str, Any], bytes, None] = None, *, content_type: Union[str, None] = None) -> o.AgreementVersion:
        """New terms, active at once or later: POST /agreements/{id}/versions"""
        return cast("o.AgreementVersion", self._send("POST", f"/agreements/{_segment('id', id)}/versions", body, content_type=content_type)[0])

    def get_agreement_version(self, id: str, version: str) -> o.AgreementVersion:
        """One version: GET /agreements/{id}/versions/{version}"""
        return cast("o.AgreementVersion", self._send("GET", f"/agreements/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def delete_agreement_version(self, id: str, version: str) -> None:
        """Remove one that no contract uses: DELETE /agreements/{id}/versions/{version}"""
        self._send("DELETE", f"/agreements/{_segment('id', id)}/versions/{_segment('version', version)}")

    def activate_agreement_version(self, id: str, version: str, body: Union[o.ActivateAgreementVersionBody, Mapping[str, Any], None] = None) -> o.AgreementVersion:
        """Conclude contracts under this one: POST /agreements/{id}/versions/{version}/activate"""
        return cast("o.AgreementVersion", self._send("POST", f"/agreements/{_segment('id', id)}/versions/{_segment('version', version)}/activate", body)[0])

    def get_version_document(self, id: str, version: str) -> Any:
        """Its document: GET /agreements/{id}/versions/{version}/document"""
        return cast("Any", self._send("GET", f"/agreements/{_segment('id', id)}/versions/{_segment('version', version)}/document")[0])

    def get_version_file(self, id: str, version: str) -> bytes:
        """An uploaded document itself: GET /agreements/{id}/versions/{version}/file"""
        return cast("bytes", self._send("GET", f"/agreements/{_segment('id', id)}/versions/{_segment('version', version)}/file")[0])

    def list_contract_data(self, id: str) -> Listing[o.ContractData]:
        """Answers to the forms: GET /contracts/{id}/data"""
        return Listing(self._send, f"/contracts/{_segment('id', id)}/data")

    def answer_enrolment(self, id: str, body: Union[o.AnswerEnrolmentBody, Mapping[str, Any]]) -> o.ContractData:
        """Answer the enrolment form: POST /contracts/{id}/data"""
        return cast("o.ContractData", self._send("POST", f"/contracts/{_segment('id', id)}/data", body)[0])

    def list_product_data(self, id: str) -> Listing[o.ContractData]:
        """Answers about products: GET /contracts/{id}/data/products"""
        return Listing(self._send, f"/contracts/{_segment('id', id)}/data/products")

    def answer_product(self, id: str, body: Union[o.AnswerProductBody, Mapping[str, Any]]) -> o.ContractData:
        """Answer the form for a product: POST /contracts/{id}/data/products"""
        return cast("o.ContractData", self._send("POST", f"/contracts/{_segment('id', id)}/data/products", body)[0])

    def get_product_data(self, id: str, product: str) -> o.ContractData:
        """Answers about one product: GET /contracts/{id}/data/products/{product}"""
        return cast("o.ContractData", self._send("GET", f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}")[0])

    def update_product_data(self, id: str, product: str, body: Union[o.UpdateProductDataBody, Mapping[str, Any]]) -> o.ContractData:
        """Answer again: PUT /contracts/{id}/data/products/{product}"""
        return cast("o.ContractData", self._send("PUT", f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}", body)[0])

    def list_item_data(self, id: str, product: str) -> Listing[o.ContractData]:
        """Answers about its items: GET /contracts/{id}/data/products/{product}/items"""
        return Listing(self._send, f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}/items")

    def answer_item(self, id: str, product: str, body: Union[o.AnswerItemBody, Mapping[str, Any]]) -> o.ContractData:
        """Answer the form for an item: POST /contracts/{id}/data/products/{product}/items"""
        return cast("o.ContractData", self._send("POST", f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}/items", body)[0])

    def get_item_data(self, id: str, product: str, item: str) -> o.ContractData:
        """Answers about one item: GET /contracts/{id}/data/products/{product}/items/{item}"""
        return cast("o.ContractData", self._send("GET", f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}/items/{_segment('item', item)}")[0])

    def update_item_data(self, id: str, product: str, item: str, body: Union[o.UpdateItemDataBody, Mapping[str, Any]]) -> o.ContractData:
        """Answer again: PUT /contracts/{id}/data/products/{product}/items/{item}"""
        return cast("o.ContractData", self._send("PUT", f"/contracts/{_segment('id', id)}/data/products/{_segment('product', product)}/items/{_segment('item', item)}", body)[0])

    def list_contract_versions(self, id: str) -> Listing[o.ContractVersion]:
        """The version of the agreement it is under: GET /contracts/{id}/versions"""
        return Listing(self._send, f"/contracts/{_segment('id', id)}/versions")

    def get_contract_version(self, id: str, version: str) -> o.ContractVersion:
        """That version: GET /contracts/{id}/versions/{version}"""
        return cast("o.ContractVersion", self._send("GET", f"/contracts/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def list_contracts(self) -> Listing[o.Contract]:
        """Contracts of either side: GET /contracts"""
        return Listing(self._send, "/contracts")

    def get_contract(self, id: str) -> o.Contract:
        """One contract: GET /contracts/{id}"""
        return cast("o.Contract", self._send("GET", f"/contracts/{_segment('id', id)}")[0])

    def update_contract(self, id: str, body: Union[o.UpdateContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Change its note or the words of the invitation: PUT /contracts/{id}"""
        return cast("o.Contract", self._send("PUT", f"/contracts/{_segment('id', id)}", body)[0])

    def delete_contract(self, id: str) -> None:
        """Take an invitation back: DELETE /contracts/{id}"""
        self._send("DELETE", f"/contracts/{_segment('id', id)}")

    def enroll_contract(self, id: str, body: Union[o.EnrollContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Hand in what the enrolment asks for: POST /contracts/{id}/enroll"""
        return cast("o.Contract", self._send("POST", f"/contracts/{_segment('id', id)}/enroll", body)[0])

    def refine_contract(self, id: str, body: Union[o.RefineContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Ask for another enrolment: POST /contracts/{id}/refine"""
        return cast("o.Contract", self._send("POST", f"/contracts/{_segment('id', id)}/refine", body)[0])

    def sign_contract(self, id: str, body: Union[o.SignContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Make it active: POST /contracts/{id}/sign"""
        return cast("o.Contract", self._send("POST", f"/contracts/{_segment('id', id)}/sign", body)[0])

    def reject_contract(self, id: str, body: Union[o.RejectContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """Decline it: POST /contracts/{id}/reject"""
        return cast("o.Contract", self._send("POST", f"/contracts/{_segment('id', id)}/reject", body)[0])

    def terminate_contract(self, id: str, body: Union[o.TerminateContractBody, Mapping[str, Any], None] = None) -> o.Contract:
        """End it: POST /contracts/{id}/terminate"""
        return cast("o.Contract", self._send("POST", f"/contracts/{_segment('id', id)}/terminate", body)[0])

    def list_products(self) -> Listing[o.Product]:
        """Own products, or those one may sell: GET /products"""
        return Listing(self._send, "/products")

    def create_product(self, body: Union[o.CreateProductBody, Mapping[str, Any]]) -> o.Product:
        """A new product, as a draft with default templates: POST /products"""
        return cast("o.Product", self._send("POST", "/products", body)[0])

    def get_product(self, id: str) -> o.Product:
        """One product: GET /products/{id}"""
        return cast("o.Product", self._send("GET", f"/products/{_segment('id', id)}")[0])

    def update_product(self, id: str, body: Union[o.UpdateProductBody, Mapping[str, Any], None] = None) -> o.Product:
        """Change a product; capabilities are merged: PUT /products/{id}"""
        return cast("o.Product", self._send("PUT", f"/products/{_segment('id', id)}", body)[0])

    def delete_product(self, id: str) -> None:
        """Remove a draft: DELETE /products/{id}"""
        self._send("DELETE", f"/products/{_segment('id', id)}")

    def end_product_sale(self, id: str, body: Union[o.EndProductSaleBody, Mapping[str, Any], None] = None) -> o.Product:
        """No new orders: POST /products/{id}/endsale"""
        return cast("o.Product", self._send("POST", f"/products/{_segment('id', id)}/endsale", body)[0])

    def resume_product_sale(self, id: str, body: Union[o.ResumeProductSaleBody, Mapping[str, Any], None] = None) -> o.Product:
        """Sell again: POST /products/{id}/resumesale"""
        return cast("o.Product", self._send("POST", f"/products/{_segment('id', id)}/resumesale", body)[0])

    def list_items(self, id: str) -> Listing[o.Item]:
        """Items of a product: GET /products/{id}/items"""
        return Listing(self._send, f"/products/{_segment('id', id)}/items")

    def create_item(self, id: str, body: Union[o.CreateItemBody, Mapping[str, Any]]) -> o.Item:
        """A new item: POST /products/{id}/items"""
        return cast("o.Item", self._send("POST", f"/products/{_segment('id', id)}/items", body)[0])

    def get_item(self, id: str, child: str) -> o.Item:
        """One item: GET /products/{id}/items/{child}"""
        return cast("o.Item", self._send("GET", f"/products/{_segment('id', id)}/items/{_segment('child', child)}")[0])

    def update_item(self, id: str, child: str, body: Union[o.UpdateItemBody, Mapping[str, Any], None] = None) -> o.Item:
        """Change a item: PUT /products/{id}/items/{child}"""
        return cast("o.Item", self._send("PUT", f"/products/{_segment('id', id)}/items/{_segment('child', child)}", body)[0])

    def delete_item(self, id: str, child: str) -> None:
        """Remove a item: DELETE /products/{id}/items/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/items/{_segment('child', child)}")

    def endsale_item(self, id: str, child: str, body: Union[o.EndsaleItemBody, Mapping[str, Any], None] = None) -> o.Item:
        """Mark an item as no longer sold: POST /products/{id}/items/{child}/endsale"""
        return cast("o.Item", self._send("POST", f"/products/{_segment('id', id)}/items/{_segment('child', child)}/endsale", body)[0])

    def resumesale_item(self, id: str, child: str, body: Union[o.ResumesaleItemBody, Mapping[str, Any], None] = None) -> o.Item:
        """Take the mark away: POST /products/{id}/items/{child}/resumesale"""
        return cast("o.Item", self._send("POST", f"/products/{_segment('id', id)}/items/{_segment('child', child)}/resumesale", body)[0])

    def list_parameters(self, id: str) -> Listing[o.Parameter]:
        """Parameters of a product: GET /products/{id}/parameters"""
        return Listing(self._send, f"/products/{_segment('id', id)}/parameters")

    def create_parameter(self, id: str, body: Union[o.CreateParameterBody, Mapping[str, Any]]) -> o.Parameter:
        """A new parameter: POST /products/{id}/parameters"""
        return cast("o.Parameter", self._send("POST", f"/products/{_segment('id', id)}/parameters", body)[0])

    def get_parameter(self, id: str, child: str) -> o.Parameter:
        """One parameter: GET /products/{id}/parameters/{child}"""
        return cast("o.Parameter", self._send("GET", f"/products/{_segment('id', id)}/parameters/{_segment('child', child)}")[0])

    def update_parameter(self, id: str, child: str, body: Union[o.UpdateParameterBody, Mapping[str, Any], None] = None) -> o.Parameter:
        """Change a parameter: PUT /products/{id}/parameters/{child}"""
        return cast("o.Parameter", self._send("PUT", f"/products/{_segment('id', id)}/parameters/{_segment('child', child)}", body)[0])

    def delete_parameter(self, id: str, child: str) -> None:
        """Remove a parameter: DELETE /products/{id}/parameters/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/parameters/{_segment('child', child)}")

    def list_templates(self, id: str) -> Listing[o.Template]:
        """Templates of a product: GET /products/{id}/templates"""
        return Listing(self._send, f"/products/{_segment('id', id)}/templates")

    def create_template(self, id: str, body: Union[o.CreateTemplateBody, Mapping[str, Any]]) -> o.Template:
        """A new template: POST /products/{id}/templates"""
        return cast("o.Template", self._send("POST", f"/products/{_segment('id', id)}/templates", body)[0])

    def get_template(self, id: str, child: str) -> o.Template:
        """One template: GET /products/{id}/templates/{child}"""
        return cast("o.Template", self._send("GET", f"/products/{_segment('id', id)}/templates/{_segment('child', child)}")[0])

    def update_template(self, id: str, child: str, body: Union[o.UpdateTemplateBody, Mapping[str, Any], None] = None) -> o.Template:
        """Change a template: PUT /products/{id}/templates/{child}"""
        return cast("o.Template", self._send("PUT", f"/products/{_segment('id', id)}/templates/{_segment('child', child)}", body)[0])

    def delete_template(self, id: str, child: str) -> None:
        """Remove a template: DELETE /products/{id}/templates/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/templates/{_segment('child', child)}")

    def preview_template(self, id: str, child: str) -> Any:
        """Its text with an example of each value: GET /products/{id}/templates/{child}/preview"""
        return cast("Any", self._send("GET", f"/products/{_segment('id', id)}/templates/{_segment('child', child)}/preview")[0])

    def render_template(self, id: str, child: str) -> Any:
        """Its text with an example of each value; an order renders with its own: GET /products/{id}/templates/{child}/render"""
        return cast("Any", self._send("GET", f"/products/{_segment('id', id)}/templates/{_segment('child', child)}/render")[0])

    def list_product_versions(self, id: str) -> Listing[o.ProductVersion]:
        """Versions of a product; for others than its vendor the public ones: GET /products/{id}/versions"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions")

    def create_product_version(self, id: str, body: Union[o.CreateProductVersionBody, Mapping[str, Any], None] = None) -> o.ProductVersion:
        """A version from the master; the first public one publishes the product: POST /products/{id}/versions"""
        return cast("o.ProductVersion", self._send("POST", f"/products/{_segment('id', id)}/versions", body)[0])

    def get_product_version(self, id: str, version: str) -> o.ProductVersion:
        """One version: GET /products/{id}/versions/{version}"""
        return cast("o.ProductVersion", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def update_product_version(self, id: str, version: str, body: Union[o.UpdateProductVersionBody, Mapping[str, Any], None] = None) -> o.ProductVersion:
        """Make a version public or staging, or say what changed in it: PUT /products/{id}/versions/{version}"""
        return cast("o.ProductVersion", self._send("PUT", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}", body)[0])

    def build_product_version(self, id: str, version: str, body: Union[o.BuildProductVersionBody, Mapping[str, Any], None] = None) -> o.ProductVersion:
        """Nothing is left to prepare: answers the version: POST /products/{id}/versions/{version}/build"""
        return cast("o.ProductVersion", self._send("POST", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/build", body)[0])

    def list_version_actions(self, id: str, version: str) -> Listing[o.ProductVersionAction]:
        """actions as of a version: GET /products/{id}/versions/{version}/actions"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/actions")

    def get_version_action(self, id: str, version: str, child: str) -> o.ProductVersionAction:
        """One of them: GET /products/{id}/versions/{version}/actions/{child}"""
        return cast("o.ProductVersionAction", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/actions/{_segment('child', child)}")[0])

    def list_version_item_groups(self, id: str, version: str) -> Listing[o.ProductVersionItemGroup]:
        """item-groups as of a version: GET /products/{id}/versions/{version}/item-groups"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/item-groups")

    def get_version_item_group(self, id: str, version: str, child: str) -> o.ProductVersionItemGroup:
        """One of them: GET /products/{id}/versions/{version}/item-groups/{child}"""
        return cast("o.ProductVersionItemGroup", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/item-groups/{_segment('child', child)}")[0])

    def list_version_items(self, id: str, version: str) -> Listing[o.ProductVersionItem]:
        """items as of a version: GET /products/{id}/versions/{version}/items"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/items")

    def get_version_item(self, id: str, version: str, child: str) -> o.ProductVersionItem:
        """One of them: GET /products/{id}/versions/{version}/items/{child}"""
        return cast("o.ProductVersionItem", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/items/{_segment('child', child)}")[0])

    def list_version_medias(self, id: str, version: str) -> Listing[o.ProductVersionMedia]:
        """media as of a version: GET /products/{id}/versions/{version}/media"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/media")

    def get_version_media(self, id: str, version: str, child: str) -> o.ProductVersionMedia:
        """One of them: GET /products/{id}/versions/{version}/media/{child}"""
        return cast("o.ProductVersionMedia", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/media/{_segment('child', child)}")[0])

    def list_version_parameters(self, id: str, version: str) -> Listing[o.ProductVersionParameter]:
        """parameters as of a version: GET /products/{id}/versions/{version}/parameters"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/parameters")

    def get_version_parameter(self, id: str, version: str, child: str) -> o.ProductVersionParameter:
        """One of them: GET /products/{id}/versions/{version}/parameters/{child}"""
        return cast("o.ProductVersionParameter", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/parameters/{_segment('child', child)}")[0])

    def list_version_templates(self, id: str, version: str) -> Listing[o.ProductVersionTemplate]:
        """templates as of a version: GET /products/{id}/versions/{version}/templates"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/templates")

    def get_version_template(self, id: str, version: str, child: str) -> o.ProductVersionTemplate:
        """One of them: GET /products/{id}/versions/{version}/templates/{child}"""
        return cast("o.ProductVersionTemplate", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/templates/{_segment('child', child)}")[0])

    def get_version_action_link(self, id: str, version: str, child: str, *, asset_id: Union[str, None] = None, tier_config_id: Union[str, None] = None) -> o.GetVersionActionLinkAnswer:
        """A signed link to the page of an action of a version: GET /products/{id}/versions/{version}/actions/{child}/actionLink"""
        return cast("o.GetVersionActionLinkAnswer", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/actions/{_segment('child', child)}/actionLink", search=_query(asset_id=asset_id, tier_config_id=tier_config_id))[0])

    def regenerate_action_secret(self, id: str, body: Union[o.RegenerateActionSecretBody, Mapping[str, Any], None] = None) -> o.RegenerateActionSecretAnswer:
        """A new key for the links of actions, told this once: POST /products/{id}/actions/regeneratesecret"""
        return cast("o.RegenerateActionSecretAnswer", self._send("POST", f"/products/{_segment('id', id)}/actions/regeneratesecret", body)[0])

    def list_actions(self, id: str) -> Listing[o.ProductAction]:
        """Actions of a product: GET /products/{id}/actions"""
        return Listing(self._send, f"/products/{_segment('id', id)}/actions")

    def create_action(self, id: str, body: Union[o.CreateActionBody, Mapping[str, Any]]) -> o.ProductAction:
        """A new action: POST /products/{id}/actions"""
        return cast("o.ProductAction", self._send("POST", f"/products/{_segment('id', id)}/actions", body)[0])

    def get_action(self, id: str, child: str) -> o.ProductAction:
        """One action: GET /products/{id}/actions/{child}"""
        return cast("o.ProductAction", self._send("GET", f"/products/{_segment('id', id)}/actions/{_segment('child', child)}")[0])

    def update_action(self, id: str, child: str, body: Union[o.UpdateActionBody, Mapping[str, Any], None] = None) -> o.ProductAction:
        """Change a action: PUT /products/{id}/actions/{child}"""
        return cast("o.ProductAction", self._send("PUT", f"/products/{_segment('id', id)}/actions/{_segment('child', child)}", body)[0])

    def delete_action(self, id: str, child: str) -> None:
        """Remove a action: DELETE /products/{id}/actions/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/actions/{_segment('child', child)}")

    def get_action_link(self, id: str, child: str, *, asset_id: Union[str, None] = None, tier_config_id: Union[str, None] = None) -> o.GetActionLinkAnswer:
        """A signed link to the page of an action: GET /products/{id}/actions/{child}/actionLink"""
        return cast("o.GetActionLinkAnswer", self._send("GET", f"/products/{_segment('id', id)}/actions/{_segment('child', child)}/actionLink", search=_query(asset_id=asset_id, tier_config_id=tier_config_id))[0])

    def list_item_groups(self, id: str) -> Listing[o.ProductItemGroup]:
        """ItemGroups of a product: GET /products/{id}/item-groups"""
        return Listing(self._send, f"/products/{_segment('id', id)}/item-groups")

    def create_item_group(self, id: str, body: Union[o.CreateItemGroupBody, Mapping[str, Any]]) -> o.ProductItemGroup:
        """A new itemgroup: POST /products/{id}/item-groups"""
        return cast("o.ProductItemGroup", self._send("POST", f"/products/{_segment('id', id)}/item-groups", body)[0])

    def get_item_group(self, id: str, child: str) -> o.ProductItemGroup:
        """One itemgroup: GET /products/{id}/item-groups/{child}"""
        return cast("o.ProductItemGroup", self._send("GET", f"/products/{_segment('id', id)}/item-groups/{_segment('child', child)}")[0])

    def update_item_group(self, id: str, child: str, body: Union[o.UpdateItemGroupBody, Mapping[str, Any], None] = None) -> o.ProductItemGroup:
        """Change a itemgroup: PUT /products/{id}/item-groups/{child}"""
        return cast("o.ProductItemGroup", self._send("PUT", f"/products/{_segment('id', id)}/item-groups/{_segment('child', child)}", body)[0])

    def delete_item_group(self, id: str, child: str) -> None:
        """Remove a itemgroup: DELETE /products/{id}/item-groups/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/item-groups/{_segment('child', child)}")

    def list_messages(self, id: str) -> Listing[o.ProductMessage]:
        """Messages of a product: GET /products/{id}/messages"""
        return Listing(self._send, f"/products/{_segment('id', id)}/messages")

    def create_message(self, id: str, body: Union[o.CreateMessageBody, Mapping[str, Any]]) -> o.ProductMessage:
        """A new message: POST /products/{id}/messages"""
        return cast("o.ProductMessage", self._send("POST", f"/products/{_segment('id', id)}/messages", body)[0])

    def get_message(self, id: str, child: str) -> o.ProductMessage:
        """One message: GET /products/{id}/messages/{child}"""
        return cast("o.ProductMessage", self._send("GET", f"/products/{_segment('id', id)}/messages/{_segment('child', child)}")[0])

    def update_message(self, id: str, child: str, body: Union[o.UpdateMessageBody, Mapping[str, Any], None] = None) -> o.ProductMessage:
        """Change a message: PUT /products/{id}/messages/{child}"""
        return cast("o.ProductMessage", self._send("PUT", f"/products/{_segment('id', id)}/messages/{_segment('child', child)}", body)[0])

    def delete_message(self, id: str, child: str) -> None:
        """Remove a message: DELETE /products/{id}/messages/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/messages/{_segment('child', child)}")

    def list_medias(self, id: str) -> Listing[o.ProductMedia]:
        """Medias of a product: GET /products/{id}/media"""
        return Listing(self._send, f"/products/{_segment('id', id)}/media")

    def create_media(self, id: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.ProductMedia:
        """A new media: POST /products/{id}/media"""
        return cast("o.ProductMedia", self._send("POST", f"/products/{_segment('id', id)}/media", body, content_type=content_type)[0])

    def get_media(self, id: str, child: str) -> o.ProductMedia:
        """One media: GET /products/{id}/media/{child}"""
        return cast("o.ProductMedia", self._send("GET", f"/products/{_segment('id', id)}/media/{_segment('child', child)}")[0])

    def update_media(self, id: str, child: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.ProductMedia:
        """Change a media: PUT /products/{id}/media/{child}"""
        return cast("o.ProductMedia", self._send("PUT", f"/products/{_segment('id', id)}/media/{_segment('child', child)}", body, content_type=content_type)[0])

    def delete_media(self, id: str, child: str) -> None:
        """Remove a media: DELETE /products/{id}/media/{child}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/media/{_segment('child', child)}")

    def get_media_file(self, id: str, child: str) -> bytes:
        """The picture itself: GET /products/{id}/media/{child}/file"""
        return cast("bytes", self._send("GET", f"/products/{_segment('id', id)}/media/{_segment('child', child)}/file")[0])

    def list_localizations(self, id: str) -> Listing[o.ProductLocalization]:
        """Languages of a product (legacy): GET /products/{id}/localizations"""
        return Listing(self._send, f"/products/{_segment('id', id)}/localizations")

    def create_localization(self, id: str, body: Union[o.CreateLocalizationBody, Mapping[str, Any]]) -> o.ProductLocalization:
        """A language more: POST /products/{id}/localizations"""
        return cast("o.ProductLocalization", self._send("POST", f"/products/{_segment('id', id)}/localizations", body)[0])

    def get_localization(self, id: str, locale: str) -> o.ProductLocalization:
        """One language: GET /products/{id}/localizations/{locale}"""
        return cast("o.ProductLocalization", self._send("GET", f"/products/{_segment('id', id)}/localizations/{_segment('locale', locale)}")[0])

    def delete_localization(self, id: str, locale: str) -> None:
        """A language less: DELETE /products/{id}/localizations/{locale}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/localizations/{_segment('locale', locale)}")

    def download_localization(self, id: str, locale: str) -> str:
        """What is to be translated, as a gettext catalogue: GET /products/{id}/localizations/{locale}/download"""
        return cast("str", self._send("GET", f"/products/{_segment('id', id)}/localizations/{_segment('locale', locale)}/download")[0])

    def list_configurations(self, id: str) -> Listing[o.ProductConfiguration]:
        """Values of configuration parameters: GET /products/{id}/configurations"""
        return Listing(self._send, f"/products/{_segment('id', id)}/configurations")

    def configure_product(self, id: str, body: Union[o.ConfigureProductBody, Mapping[str, Any]]) -> o.ProductConfiguration:
        """Set such a value: POST /products/{id}/configurations"""
        return cast("o.ProductConfiguration", self._send("POST", f"/products/{_segment('id', id)}/configurations", body)[0])

    def list_categories(self) -> Listing[o.Category]:
        """System categories: GET /categories"""
        return Listing(self._send, "/categories")

    def get_category(self, id: str) -> o.Category:
        """One category: GET /categories/{id}"""
        return cast("o.Category", self._send("GET", f"/categories/{_segment('id', id)}")[0])

    def list_units(self) -> Listing[o.Unit]:
        """Units of one's items: GET /settings/units"""
        return Listing(self._send, "/settings/units")

    def create_unit(self, body: Union[o.CreateUnitBody, Mapping[str, Any]]) -> o.Unit:
        """A unit: POST /settings/units"""
        return cast("o.Unit", self._send("POST", "/settings/units", body)[0])

    def execute_action(self, id: str, child: str, *, jwt: Union[str, None] = None) -> Any:
        """The vendor's extension answers an action: GET /products/{id}/actions/{child}/execute"""
        return cast("Any", self._send("GET", f"/products/{_segment('id', id)}/actions/{_segment('child', child)}/execute", search=_query(jwt=jwt))[0])

    def call_custom_event(self, id: str, name: str, body: Union[Mapping[str, Any], None] = None) -> Any:
        """The vendor's extension answers an event of its own: POST /products/{id}/custom-events/{name}"""
        return cast("Any", self._send("POST", f"/products/{_segment('id', id)}/custom-events/{_segment('name', name)}", body)[0])

    def list_marketplaces(self) -> Listing[o.Marketplace]:
        """Own marketplaces, and those one has a contract on: GET /marketplaces"""
        return Listing(self._send, "/marketplaces")

    def create_marketplace(self, body: Union[o.CreateMarketplaceBody, Mapping[str, Any]]) -> o.Marketplace:
        """A new marketplace: POST /marketplaces"""
        return cast("o.Marketplace", self._send("POST", "/marketplaces", body)[0])

    def get_marketplace(self, id: str) -> o.Marketplace:
        """One marketplace: GET /marketplaces/{id}"""
        return cast("o.Marketplace", self._send("GET", f"/marketplaces/{_segment('id', id)}")[0])

    def update_marketplace(self, id: str, body: Union[o.UpdateMarketplaceBody, Mapping[str, Any], None] = None) -> o.Marketplace:
        """Change a marketplace; its hubs are replaced as a whole: PUT /marketplaces/{id}"""
        return cast("o.Marketplace", self._send("PUT", f"/marketplaces/{_segment('id', id)}", body)[0])

    def delete_marketplace(self, id: str) -> None:
        """Remove an unused marketplace: DELETE /marketplaces/{id}"""
        self._send("DELETE", f"/marketplaces/{_segment('id', id)}")

    def set_marketplace_icon(self, id: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.Marketplace:
        """Its picture: a form part `icon`, or Base64 in JSON: POST /marketplaces/{id}/icon"""
        return cast("o.Marketplace", self._send("POST", f"/marketplaces/{_segment('id', id)}/icon", body, content_type=content_type)[0])

    def get_marketplace_icon(self, id: str) -> bytes:
        """The picture itself: GET /marketplaces/{id}/icon/file"""
        return cast("bytes", self._send("GET", f"/marketplaces/{_segment('id', id)}/icon/file")[0])

    def list_hubs(self) -> Listing[o.Hub]:
        """Own hubs, and those of one's distributors: GET /hubs"""
        return Listing(self._send, "/hubs")

    def create_hub(self, body: Union[o.CreateHubBody, Mapping[str, Any]]) -> o.Hub:
        """A new hub: POST /hubs"""
        return cast("o.Hub", self._send("POST", "/hubs", body)[0])

    def get_hub(self, id: str) -> o.Hub:
        """One hub: GET /hubs/{id}"""
        return cast("o.Hub", self._send("GET", f"/hubs/{_segment('id', id)}")[0])

    def update_hub(self, id: str, body: Union[o.UpdateHubBody, Mapping[str, Any], None] = None) -> o.Hub:
        """Change a hub: PUT /hubs/{id}"""
        return cast("o.Hub", self._send("PUT", f"/hubs/{_segment('id', id)}", body)[0])

    def delete_hub(self, id: str) -> None:
        """Remove a hub without connections: DELETE /hubs/{id}"""
        self._send("DELETE", f"/hubs/{_segment('id', id)}")

    def list_hub_connections(self, id: str) -> Listing[o.Connection]:
        """Connections of a hub: GET /hubs/{id}/connections"""
        return Listing(self._send, f"/hubs/{_segment('id', id)}/connections")

    def list_hub_marketplaces(self, id: str) -> Listing[o.MarketplaceHub]:
        """Marketplaces whose orders come through a hub: GET /hubs/{id}/marketplaces"""
        return Listing(self._send, f"/hubs/{_segment('id', id)}/marketplaces")

    def list_connections(self, id: str) -> Listing[o.Connection]:
        """Connections of a product: GET /products/{id}/connections"""
        return Listing(self._send, f"/products/{_segment('id', id)}/connections")

    def create_connection(self, id: str, body: Union[o.CreateConnectionBody, Mapping[str, Any]]) -> o.Connection:
        """Connect a product to a hub: POST /products/{id}/connections"""
        return cast("o.Connection", self._send("POST", f"/products/{_segment('id', id)}/connections", body)[0])

    def get_connection(self, id: str, connection: str) -> o.Connection:
        """One connection: GET /products/{id}/connections/{connection}"""
        return cast("o.Connection", self._send("GET", f"/products/{_segment('id', id)}/connections/{_segment('connection', connection)}")[0])

    def update_connection(self, id: str, connection: str, body: Union[o.UpdateConnectionBody, Mapping[str, Any], None] = None) -> o.Connection:
        """Change a connection: PUT /products/{id}/connections/{connection}"""
        return cast("o.Connection", self._send("PUT", f"/products/{_segment('id', id)}/connections/{_segment('connection', connection)}", body)[0])

    def list_version_connections(self, id: str, version: str) -> Listing[o.Connection]:
        """Connections of a product with this version: GET /products/{id}/versions/{version}/connections"""
        return Listing(self._send, f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/connections")

    def create_version_connection(self, id: str, version: str, body: Union[o.CreateVersionConnectionBody, Mapping[str, Any]]) -> o.Connection:
        """Connect a product to a hub with this version: POST /products/{id}/versions/{version}/connections"""
        return cast("o.Connection", self._send("POST", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/connections", body)[0])

    def get_version_connection(self, id: str, version: str, connection: str) -> o.Connection:
        """One connection with this version: GET /products/{id}/versions/{version}/connections/{connection}"""
        return cast("o.Connection", self._send("GET", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/connections/{_segment('connection', connection)}")[0])

    def update_version_connection(self, id: str, version: str, connection: str, body: Union[o.UpdateVersionConnectionBody, Mapping[str, Any], None] = None) -> o.Connection:
        """Change a connection with this version: PUT /products/{id}/versions/{version}/connections/{connection}"""
        return cast("o.Connection", self._send("PUT", f"/products/{_segment('id', id)}/versions/{_segment('version', version)}/connections/{_segment('connection', connection)}", body)[0])

    def list_listings(self) -> Listing[o.Listing]:
        """What is sold where: GET /listings"""
        return Listing(self._send, "/listings")

    def get_listing(self, id: str) -> o.Listing:
        """One listing: GET /listings/{id}"""
        return cast("o.Listing", self._send("GET", f"/listings/{_segment('id', id)}")[0])

    def update_listing(self, id: str, body: Union[o.UpdateListingBody, Mapping[str, Any], None] = None) -> o.Listing:
        """Its offer and price lists; there are none yet: PUT /listings/{id}"""
        return cast("o.Listing", self._send("PUT", f"/listings/{_segment('id', id)}", body)[0])

    def get_lead_form(self, id: str) -> o.GetLeadFormAnswer:
        """What is asked of those interested in a listing: GET /leads/listings/{id}/form"""
        return cast("o.GetLeadFormAnswer", self._send("GET", f"/leads/listings/{_segment('id', id)}/form")[0])

    def set_lead_form(self, id: str, body: Union[o.SetLeadFormBody, Mapping[str, Any], None] = None) -> o.SetLeadFormAnswer:
        """Set that form: PUT /leads/listings/{id}/form"""
        return cast("o.SetLeadFormAnswer", self._send("PUT", f"/leads/listings/{_segment('id', id)}/form", body)[0])

    def list_listing_requests(self) -> Listing[o.ListingRequest]:
        """Requests to list, refresh or unlist: GET /listing-requests"""
        return Listing(self._send, "/listing-requests")

    def create_listing_request(self, body: Union[o.CreateListingRequestBody, Mapping[str, Any]]) -> o.ListingRequest:
        """A draft by the vendor; or, in review at once, what a seller sources: POST /listing-requests"""
        return cast("o.ListingRequest", self._send("POST", "/listing-requests", body)[0])

    def get_listing_request(self, id: str) -> o.ListingRequest:
        """One listingrequest: GET /listing-requests/{id}"""
        return cast("o.ListingRequest", self._send("GET", f"/listing-requests/{_segment('id', id)}")[0])

    def submit_listing_request(self, id: str, body: Union[o.SubmitListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Hand it to the marketplace owner: POST /listing-requests/{id}/submit"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/submit", body)[0])

    def refine_listing_request(self, id: str, body: Union[o.RefineListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Send it back to the vendor: POST /listing-requests/{id}/refine"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/refine", body)[0])

    def deploy_listing_request(self, id: str, body: Union[o.DeployListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Agree and prepare: POST /listing-requests/{id}/deploy"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/deploy", body)[0])

    def complete_listing_request(self, id: str, body: Union[o.CompleteListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Done: the listing takes effect: POST /listing-requests/{id}/complete"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/complete", body)[0])

    def cancel_listing_request(self, id: str, body: Union[o.CancelListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Withdraw or decline it: POST /listing-requests/{id}/cancel"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/cancel", body)[0])

    def assign_listing_request(self, id: str, body: Union[o.AssignListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Take care of it: POST /listing-requests/{id}/assign"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/assign", body)[0])

    def unassign_listing_request(self, id: str, body: Union[o.UnassignListingRequestBody, Mapping[str, Any], None] = None) -> o.ListingRequest:
        """Leave it to others: POST /listing-requests/{id}/unassign"""
        return cast("o.ListingRequest", self._send("POST", f"/listing-requests/{_segment('id', id)}/unassign", body)[0])

    def list_partners(self) -> Listing[o.Partner]:
        """Whoever you have an open contract with: GET /partners"""
        return Listing(self._send, "/partners")

    def import_partners(self, body: Union[Mapping[str, Any], bytes], *, agreement: Union[str, None] = None, mode: Union[str, None] = None, active: Union[str, None] = None, content_type: Union[str, None] = None) -> o.ImportPartnersAnswer:
        """Many partners from one CSV file, with a report per row: POST /partners/import"""
        return cast("o.ImportPartnersAnswer", self._send("POST", "/partners/import", body, search=_query(agreement=agreement, mode=mode, active=active), content_type=content_type)[0])

    def get_partner(self, id: str) -> o.Partner:
        """One partner: GET /partners/{id}"""
        return cast("o.Partner", self._send("GET", f"/partners/{_segment('id', id)}")[0])

    def list_partner_products(self, id: str) -> Listing[o.Product]:
        """Products of a partner, as far as you see them: GET /partners/{id}/products"""
        return Listing(self._send, f"/partners/{_segment('id', id)}/products")

    def get_partner_product(self, id: str, product: str) -> list[o.Product]:
        """One of them: GET /partners/{id}/products/{product}"""
        return cast("list[o.Product]", self._send("GET", f"/partners/{_segment('id', id)}/products/{_segment('product', product)}")[0])

    def list_agreement_partners(self, id: str) -> Listing[o.Contract]:
        """Who has a contract under it: GET /agreements/{id}/partners"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/partners")

    def list_agreement_products(self, id: str) -> Listing[o.AgreementProduct]:
        """What is sold under it: GET /agreements/{id}/products"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/products")

    def list_agreement_product_marketplaces(self, id: str, product: str) -> Listing[o.AgreementProductMarketplace]:
        """Where a product is sold under it: GET /agreements/{id}/products/{product}/marketplaces"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/products/{_segment('product', product)}/marketplaces")

    def list_agreement_marketplaces(self, id: str) -> Listing[o.AgreementMarketplace]:
        """Marketplaces it is for: GET /agreements/{id}/marketplaces"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/marketplaces")

    def add_agreement_marketplace(self, id: str, body: Union[o.AddAgreementMarketplaceBody, Mapping[str, Any]]) -> o.AgreementMarketplace:
        """Cover one more: POST /agreements/{id}/marketplaces"""
        return cast("o.AgreementMarketplace", self._send("POST", f"/agreements/{_segment('id', id)}/marketplaces", body)[0])

    def remove_agreement_marketplace(self, id: str, covered: str) -> None:
        """Cover one less: DELETE /agreements/{id}/marketplaces/{covered}"""
        self._send("DELETE", f"/agreements/{_segment('id', id)}/marketplaces/{_segment('covered', covered)}")

    def list_agreement_product_groups(self, id: str) -> Listing[o.AgreementProductGroup]:
        """Groups of products it covers: GET /agreements/{id}/product-groups"""
        return Listing(self._send, f"/agreements/{_segment('id', id)}/product-groups")

    def add_agreement_product_group(self, id: str, body: Union[o.AddAgreementProductGroupBody, Mapping[str, Any]]) -> o.AgreementProductGroup:
        """Cover one more: POST /agreements/{id}/product-groups"""
        return cast("o.AgreementProductGroup", self._send("POST", f"/agreements/{_segment('id', id)}/product-groups", body)[0])

    def remove_agreement_product_group(self, id: str, covered: str) -> None:
        """Cover one less: DELETE /agreements/{id}/product-groups/{covered}"""
        self._send("DELETE", f"/agreements/{_segment('id', id)}/product-groups/{_segment('covered', covered)}")

    def list_product_groups(self) -> Listing[o.ProductGroup]:
        """Own groups of products: GET /catalog/groups"""
        return Listing(self._send, "/catalog/groups")

    def create_product_group(self, body: Union[o.CreateProductGroupBody, Mapping[str, Any]]) -> o.ProductGroup:
        """A group of products to be sold on: POST /catalog/groups"""
        return cast("o.ProductGroup", self._send("POST", "/catalog/groups", body)[0])

    def get_product_group(self, id: str) -> o.ProductGroup:
        """One group: GET /catalog/groups/{id}"""
        return cast("o.ProductGroup", self._send("GET", f"/catalog/groups/{_segment('id', id)}")[0])

    def update_product_group(self, id: str, body: Union[o.UpdateProductGroupBody, Mapping[str, Any], None] = None) -> o.ProductGroup:
        """Change its words or its products: PUT /catalog/groups/{id}"""
        return cast("o.ProductGroup", self._send("PUT", f"/catalog/groups/{_segment('id', id)}", body)[0])

    def delete_product_group(self, id: str) -> None:
        """Remove one that no agreement covers: DELETE /catalog/groups/{id}"""
        self._send("DELETE", f"/catalog/groups/{_segment('id', id)}")

    def list_posts(self) -> Listing[o.Post]:
        """Own posts, and what partners published: GET /news"""
        return Listing(self._send, "/news")

    def create_post(self, body: Union[o.CreatePostBody, Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.Post:
        """Write a draft: POST /news"""
        return cast("o.Post", self._send("POST", "/news", body, content_type=content_type)[0])

    def get_post(self, id: str) -> o.Post:
        """One post: GET /news/{id}"""
        return cast("o.Post", self._send("GET", f"/news/{_segment('id', id)}")[0])

    def update_post(self, id: str, body: Union[o.UpdatePostBody, Mapping[str, Any], bytes, None] = None, *, content_type: Union[str, None] = None) -> o.Post:
        """A new version of it: PUT /news/{id}"""
        return cast("o.Post", self._send("PUT", f"/news/{_segment('id', id)}", body, content_type=content_type)[0])

    def delete_post(self, id: str) -> None:
        """Remove it: DELETE /news/{id}"""
        self._send("DELETE", f"/news/{_segment('id', id)}")

    def publish_post(self, id: str, body: Union[o.PublishPostBody, Mapping[str, Any], None] = None) -> o.Post:
        """Show it to its audience: POST /news/{id}/publish"""
        return cast("o.Post", self._send("POST", f"/news/{_segment('id', id)}/publish", body)[0])

    def draft_post(self, id: str, body: Union[o.DraftPostBody, Mapping[str, Any], None] = None) -> o.Post:
        """Take it back: POST /news/{id}/draft"""
        return cast("o.Post", self._send("POST", f"/news/{_segment('id', id)}/draft", body)[0])

    def list_post_versions(self, id: str) -> Listing[o.PostVersion]:
        """What it said: GET /news/{id}/versions"""
        return Listing(self._send, f"/news/{_segment('id', id)}/versions")

    def get_post_version(self, id: str, version: str) -> o.PostVersion:
        """One version: GET /news/{id}/versions/{version}"""
        return cast("o.PostVersion", self._send("GET", f"/news/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def list_tier_accounts(self) -> Listing[o.TierAccount]:
        """Own tier accounts; for a vendor those of its orders: GET /tier/accounts"""
        return Listing(self._send, "/tier/accounts")

    def create_tier_account(self, body: Union[o.CreateTierAccountBody, Mapping[str, Any]]) -> o.TierAccount:
        """A new tier account: POST /tier/accounts"""
        return cast("o.TierAccount", self._send("POST", "/tier/accounts", body)[0])

    def get_tier_account(self, id: str) -> o.TierAccount:
        """One tier account, its newest version: GET /tier/accounts/{id}"""
        return cast("o.TierAccount", self._send("GET", f"/tier/accounts/{_segment('id', id)}")[0])

    def update_tier_account(self, id: str, body: Union[o.UpdateTierAccountBody, Mapping[str, Any], None] = None) -> o.TierAccount:
        """Change it: a new version: PUT /tier/accounts/{id}"""
        return cast("o.TierAccount", self._send("PUT", f"/tier/accounts/{_segment('id', id)}", body)[0])

    def delete_tier_account(self, id: str) -> None:
        """Decommission an unused one: DELETE /tier/accounts/{id}"""
        self._send("DELETE", f"/tier/accounts/{_segment('id', id)}")

    def list_tier_account_versions(self, id: str) -> list[dict[str, Any]]:
        """All its versions, newest first: GET /tier/accounts/{id}/versions"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/tier/accounts/{_segment('id', id)}/versions")[0])

    def get_tier_account_version(self, id: str, version: str) -> o.GetTierAccountVersionAnswer:
        """One version: GET /tier/accounts/{id}/versions/{version}"""
        return cast("o.GetTierAccountVersionAnswer", self._send("GET", f"/tier/accounts/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def list_tier_account_requests(self) -> Listing[o.TierAccountRequest]:
        """Requests about changed tier accounts: GET /tier/account-requests"""
        return Listing(self._send, "/tier/account-requests")

    def create_tier_account_request(self, body: Union[o.CreateTierAccountRequestBody, Mapping[str, Any], None] = None) -> list[o.TierAccountRequest]:
        """Change an account and tell its vendors: one request per product: POST /tier/account-requests"""
        return cast("list[o.TierAccountRequest]", self._send("POST", "/tier/account-requests", body)[0])

    def get_tier_account_request(self, id: str) -> o.TierAccountRequest:
        """One request: GET /tier/account-requests/{id}"""
        return cast("o.TierAccountRequest", self._send("GET", f"/tier/account-requests/{_segment('id', id)}")[0])

    def accept_tier_account_request(self, id: str, body: Union[o.AcceptTierAccountRequestBody, Mapping[str, Any], None] = None) -> o.TierAccountRequest:
        """The vendor works with the new data: POST /tier/account-requests/{id}/accept"""
        return cast("o.TierAccountRequest", self._send("POST", f"/tier/account-requests/{_segment('id', id)}/accept", body)[0])

    def ignore_tier_account_request(self, id: str, body: Union[o.IgnoreTierAccountRequestBody, Mapping[str, Any], None] = None) -> o.TierAccountRequest:
        """The vendor does not, with a reason: POST /tier/account-requests/{id}/ignore"""
        return cast("o.TierAccountRequest", self._send("POST", f"/tier/account-requests/{_segment('id', id)}/ignore", body)[0])

    def list_tier_configs(self) -> Listing[o.TierConfig]:
        """Configurations of tier accounts: GET /tier/configs"""
        return Listing(self._send, "/tier/configs")

    def get_tier_config(self, id: str) -> o.TierConfig:
        """One configuration: GET /tier/configs/{id}"""
        return cast("o.TierConfig", self._send("GET", f"/tier/configs/{_segment('id', id)}")[0])

    def render_tier_config(self, id: str) -> str:
        """Its template with values: GET /tier/configs/{id}/render"""
        return cast("str", self._send("GET", f"/tier/configs/{_segment('id', id)}/render")[0])

    def list_tier_config_requests(self) -> Listing[o.TierConfigRequest]:
        """Requests to set up or change configurations: GET /tier/config-requests"""
        return Listing(self._send, "/tier/config-requests")

    def create_tier_config_request(self, body: Union[o.CreateTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """Set up, change or adjust a configuration: POST /tier/config-requests"""
        return cast("o.TierConfigRequest", self._send("POST", "/tier/config-requests", body)[0])

    def get_tier_config_request(self, id: str) -> o.TierConfigRequest:
        """One request: GET /tier/config-requests/{id}"""
        return cast("o.TierConfigRequest", self._send("GET", f"/tier/config-requests/{_segment('id', id)}")[0])

    def update_tier_config_request(self, id: str, body: Union[o.UpdateTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """Write values and notes, as the status allows: PUT /tier/config-requests/{id}"""
        return cast("o.TierConfigRequest", self._send("PUT", f"/tier/config-requests/{_segment('id', id)}", body)[0])

    def render_tier_config_request(self, id: str) -> str:
        """Its template with values: GET /tier/config-requests/{id}/render"""
        return cast("str", self._send("GET", f"/tier/config-requests/{_segment('id', id)}/render")[0])

    def approve_tier_config_request(self, id: str, body: Union[o.ApproveTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """The configuration is active: POST /tier/config-requests/{id}/approve"""
        return cast("o.TierConfigRequest", self._send("POST", f"/tier/config-requests/{_segment('id', id)}/approve", body)[0])

    def inquire_tier_config_request(self, id: str, body: Union[o.InquireTierConfigRequestBody, Mapping[str, Any], None] = None) -> None:
        """Ask the tier: POST /tier/config-requests/{id}/inquire"""
        self._send("POST", f"/tier/config-requests/{_segment('id', id)}/inquire", body)

    def pend_tier_config_request(self, id: str, body: Union[o.PendTierConfigRequestBody, Mapping[str, Any], None] = None) -> None:
        """Back to the vendor: POST /tier/config-requests/{id}/pend"""
        self._send("POST", f"/tier/config-requests/{_segment('id', id)}/pend", body)

    def fail_tier_config_request(self, id: str, body: Union[o.FailTierConfigRequestBody, Mapping[str, Any], None] = None) -> None:
        """Refuse it with a reason: POST /tier/config-requests/{id}/fail"""
        self._send("POST", f"/tier/config-requests/{_segment('id', id)}/fail", body)

    def submit_tier_config_request(self, id: str, body: Union[o.SubmitTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """A draft becomes a request: POST /tier/config-requests/{id}/submit"""
        return cast("o.TierConfigRequest", self._send("POST", f"/tier/config-requests/{_segment('id', id)}/submit", body)[0])

    def validate_tier_config_request(self, id: str, body: Union[o.ValidateTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """The platform's checks, and the vendor's: POST /tier/config-requests/{id}/validate"""
        return cast("o.TierConfigRequest", self._send("POST", f"/tier/config-requests/{_segment('id', id)}/validate", body)[0])

    def assign_tier_config_request(self, id: str, body: Union[o.AssignTierConfigRequestBody, Mapping[str, Any], None] = None) -> o.TierConfigRequest:
        """Take it, or give it to a user: POST /tier/config-requests/{id}/assign"""
        return cast("o.TierConfigRequest", self._send("POST", f"/tier/config-requests/{_segment('id', id)}/assign", body)[0])

    def unassign_tier_config_request(self, id: str, body: Union[o.UnassignTierConfigRequestBody, Mapping[str, Any], None] = None) -> None:
        """Nobody has it: POST /tier/config-requests/{id}/unassign"""
        self._send("POST", f"/tier/config-requests/{_segment('id', id)}/unassign", body)

    def list_requests(self) -> Listing[o.Request]:
        """Fulfilment requests: GET /requests"""
        return Listing(self._send, "/requests")

    def create_request(self, body: Union[o.CreateRequestBody, Mapping[str, Any]]) -> o.Request:
        """Place an order of any type: POST /requests"""
        return cast("o.Request", self._send("POST", "/requests", body)[0])

    def get_request(self, id: str) -> o.Request:
        """One request: GET /requests/{id}"""
        return cast("o.Request", self._send("GET", f"/requests/{_segment('id', id)}")[0])

    def update_request(self, id: str, body: Union[o.UpdateRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Write values and notes, as the status allows: PUT /requests/{id}"""
        return cast("o.Request", self._send("PUT", f"/requests/{_segment('id', id)}", body)[0])

    def approve_request(self, id: str, body: Union[o.ApproveRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Fulfil it: POST /requests/{id}/approve"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/approve", body)[0])

    def inquire_request(self, id: str, body: Union[o.InquireRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Ask the buyer: POST /requests/{id}/inquire"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/inquire", body)[0])

    def fail_request(self, id: str, body: Union[o.FailRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Refuse it with a reason: POST /requests/{id}/fail"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/fail", body)[0])

    def pend_request(self, id: str, body: Union[o.PendRequestBody, Mapping[str, Any], None] = None, *, code: Union[str, None] = None) -> o.Request:
        """Back to the vendor; `code` of the customer form stands in for a token: POST /requests/{id}/pend"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/pend", body, search=_query(code=code))[0])

    def show_request_form(self, id: str, *, code: Union[str, None] = None) -> str:
        """The customer's form: GET /requests/{id}/form"""
        return cast("str", self._send("GET", f"/requests/{_segment('id', id)}/form", search=_query(code=code))[0])

    def answer_request_form(self, id: str, body: Union[Mapping[str, Any], bytes], *, code: Union[str, None] = None, content_type: Union[str, None] = None) -> str:
        """The customer's answer: POST /requests/{id}/form"""
        return cast("str", self._send("POST", f"/requests/{_segment('id', id)}/form", body, search=_query(code=code), content_type=content_type)[0])

    def purchase_request(self, id: str, body: Union[o.PurchaseRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """A purchase draft becomes an order: POST /requests/{id}/purchase"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/purchase", body)[0])

    def submit_request(self, id: str, body: Union[o.SubmitRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Another draft becomes an order: POST /requests/{id}/submit"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/submit", body)[0])

    def schedule_request(self, id: str, body: Union[o.ScheduleRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Wait for a planned date: POST /requests/{id}/schedule"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/schedule", body)[0])

    def revoke_request(self, id: str, body: Union[o.RevokeRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Withdraw a scheduled request: POST /requests/{id}/revoke"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/revoke", body)[0])

    def confirm_request(self, id: str, body: Union[o.ConfirmRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Confirm a revocation: POST /requests/{id}/confirm"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/confirm", body)[0])

    def validate_request(self, id: str, body: Union[o.ValidateRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """The platform's checks, and the vendor's: POST /requests/{id}/validate"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/validate", body)[0])

    def assign_request(self, id: str, body: Union[o.AssignRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Take it, or give it to a user: POST /requests/{id}/assign"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/assign", body)[0])

    def unassign_request(self, id: str, body: Union[o.UnassignRequestBody, Mapping[str, Any], None] = None) -> o.Request:
        """Nobody has it: POST /requests/{id}/unassign"""
        return cast("o.Request", self._send("POST", f"/requests/{_segment('id', id)}/unassign", body)[0])

    def render_request(self, id: str) -> str:
        """Its template with values: GET /requests/{id}/render"""
        return cast("str", self._send("GET", f"/requests/{_segment('id', id)}/render")[0])

    def render_asset(self, id: str) -> str:
        """Its template with values: GET /assets/{id}/render"""
        return cast("str", self._send("GET", f"/assets/{_segment('id', id)}/render")[0])

    def list_asset_requests(self, id: str) -> Listing[o.Request]:
        """Requests of an asset: GET /assets/{id}/requests"""
        return Listing(self._send, f"/assets/{_segment('id', id)}/requests")

    def list_assets(self) -> Listing[o.Asset]:
        """Subscriptions as assets: GET /assets"""
        return Listing(self._send, "/assets")

    def get_asset(self, id: str) -> o.Asset:
        """One asset: GET /assets/{id}"""
        return cast("o.Asset", self._send("GET", f"/assets/{_segment('id', id)}")[0])

    def list_subscriptions(self) -> Listing[o.Asset]:
        """Assets seen for billing: GET /subscriptions/assets"""
        return Listing(self._send, "/subscriptions/assets")

    def get_subscription(self, id: str) -> o.Asset:
        """One subscription: GET /subscriptions/assets/{id}"""
        return cast("o.Asset", self._send("GET", f"/subscriptions/assets/{_segment('id', id)}")[0])

    def list_billing_requests(self) -> Listing[o.BillingRequest]:
        """Billing requests: GET /subscriptions/requests"""
        return Listing(self._send, "/subscriptions/requests")

    def create_billing_request(self, body: Union[o.CreateBillingRequestBody, Mapping[str, Any], None] = None) -> o.BillingRequest:
        """Bill a period; a repeat is the same request: POST /subscriptions/requests"""
        return cast("o.BillingRequest", self._send("POST", "/subscriptions/requests", body)[0])

    def get_billing_request(self, id: str) -> o.BillingRequest:
        """One billing request: GET /subscriptions/requests/{id}"""
        return cast("o.BillingRequest", self._send("GET", f"/subscriptions/requests/{_segment('id', id)}")[0])

    def set_billing_attributes(self, id: str, body: Union[o.SetBillingAttributesBody, Mapping[str, Any], None] = None) -> o.SetBillingAttributesAnswer:
        """Set your side's attributes: PUT /subscriptions/requests/{id}/attributes"""
        return cast("o.SetBillingAttributesAnswer", self._send("PUT", f"/subscriptions/requests/{_segment('id', id)}/attributes", body)[0])

    def list_usage_files(self) -> Listing[o.UsageFile]:
        """Usage files: GET /usage/files"""
        return Listing(self._send, "/usage/files")

    def create_usage_file(self, body: Union[o.CreateUsageFileBody, Mapping[str, Any]]) -> o.CreateUsageFileAnswer:
        """A new usage file: POST /usage/files"""
        return cast("o.CreateUsageFileAnswer", self._send("POST", "/usage/files", body)[0])

    def get_usage_file(self, id: str) -> o.UsageFile:
        """One usage file: GET /usage/files/{id}"""
        return cast("o.UsageFile", self._send("GET", f"/usage/files/{_segment('id', id)}")[0])

    def update_usage_file(self, id: str, body: Union[o.UpdateUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Describe it anew, until it is submitted: PUT /usage/files/{id}"""
        return cast("o.UsageFile", self._send("PUT", f"/usage/files/{_segment('id', id)}", body)[0])

    def upload_usage_file(self, id: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.UsageFile:
        """Its records as XLSX, CSV or ZIP of CSV: a form part `usage_file`, JSON or the file itself: POST /usage/files/{id}/upload"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/upload", body, content_type=content_type)[0])

    def get_usage_file_content(self, id: str) -> bytes:
        """What was uploaded: GET /usage/files/{id}/content"""
        return cast("bytes", self._send("GET", f"/usage/files/{_segment('id', id)}/content")[0])

    def get_processed_usage_file(self, id: str) -> bytes:
        """Its records as they were read, faults included, as XLSX: GET /usage/files/{id}/processed"""
        return cast("bytes", self._send("GET", f"/usage/files/{_segment('id', id)}/processed")[0])

    def list_usage_file_categories(self, id: str) -> Listing[o.UsageCategory]:
        """Categories of its records: GET /usage/files/{id}/categories"""
        return Listing(self._send, f"/usage/files/{_segment('id', id)}/categories")

    def reprocess_usage_file(self, id: str, body: Union[o.ReprocessUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Read the stored sheet again: POST /usage/files/{id}/reprocess"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/reprocess", body)[0])

    def submit_usage_file(self, id: str, body: Union[o.SubmitUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Send it to the distributor: POST /usage/files/{id}/submit"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/submit", body)[0])

    def accept_usage_file(self, id: str, body: Union[o.AcceptUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Accept it; one chunk per hub comes of it: POST /usage/files/{id}/accept"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/accept", body)[0])

    def approve_all_usage_records(self, id: str, body: Union[o.ApproveAllUsageRecordsBody, Mapping[str, Any], None] = None) -> o.ApproveAllUsageRecordsAnswer:
        """Accept it with every record, also those rejected one by one: PUT /usage/files/{id}/approve-all"""
        return cast("o.ApproveAllUsageRecordsAnswer", self._send("PUT", f"/usage/files/{_segment('id', id)}/approve-all", body)[0])

    def reject_usage_file(self, id: str, body: Union[o.RejectUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Reject it: POST /usage/files/{id}/reject"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/reject", body)[0])

    def close_usage_file(self, id: str, body: Union[o.CloseUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Close it; every record needs a billing id: POST /usage/files/{id}/close"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/close", body)[0])

    def delete_usage_file(self, id: str, body: Union[o.DeleteUsageFileBody, Mapping[str, Any], None] = None) -> o.UsageFile:
        """Delete it: POST /usage/files/{id}/delete"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/delete", body)[0])

    def reconcile_usage_file(self, id: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.UsageFile:
        """Which record is on which bill: a form part `recon_file`: POST /usage/files/{id}/reconciliation"""
        return cast("o.UsageFile", self._send("POST", f"/usage/files/{_segment('id', id)}/reconciliation", body, content_type=content_type)[0])

    def list_usage_records(self) -> Listing[o.UsageRecordShown]:
        """Usage records: GET /usage/records"""
        return Listing(self._send, "/usage/records")

    def close_usage_records(self, body: Union[Mapping[str, Any], None] = None) -> list[dict[str, Any]]:
        """Close many; each row answers for itself: POST /usage/records/close-records"""
        return cast("list[dict[str, Any]]", self._send("POST", "/usage/records/close-records", body)[0])

    def get_usage_record(self, id: str) -> o.UsageRecordShown:
        """One usage record: GET /usage/records/{id}"""
        return cast("o.UsageRecordShown", self._send("GET", f"/usage/records/{_segment('id', id)}")[0])

    def judge_usage_record(self, id: str, body: Union[o.JudgeUsageRecordBody, Mapping[str, Any]]) -> o.UsageRecordShown:
        """Approve or reject a single record: PUT /usage/records/{id}"""
        return cast("o.UsageRecordShown", self._send("PUT", f"/usage/records/{_segment('id', id)}", body)[0])

    def close_usage_record(self, id: str, body: Union[o.CloseUsageRecordBody, Mapping[str, Any], None] = None) -> o.UsageRecordShown:
        """Close a record with the bill it is on: POST /usage/records/{id}/close"""
        return cast("o.UsageRecordShown", self._send("POST", f"/usage/records/{_segment('id', id)}/close", body)[0])

    def list_usage_chunks(self) -> Listing[o.UsageChunk]:
        """Parts of accepted files, one per hub: GET /usage/chunks"""
        return Listing(self._send, "/usage/chunks")

    def get_usage_chunk(self, id: str) -> o.UsageChunk:
        """One chunk: GET /usage/chunks/{id}"""
        return cast("o.UsageChunk", self._send("GET", f"/usage/chunks/{_segment('id', id)}")[0])

    def update_usage_chunk(self, id: str, body: Union[o.UpdateUsageChunkBody, Mapping[str, Any]]) -> o.UsageChunk:
        """Its id in the hub: PUT /usage/chunks/{id}"""
        return cast("o.UsageChunk", self._send("PUT", f"/usage/chunks/{_segment('id', id)}", body)[0])

    def download_usage_chunk(self, id: str) -> bytes:
        """Its records as XLSX: GET /usage/chunks/{id}/download"""
        return cast("bytes", self._send("GET", f"/usage/chunks/{_segment('id', id)}/download")[0])

    def close_usage_chunk(self, id: str, body: Union[o.CloseUsageChunkBody, Mapping[str, Any]]) -> o.UsageChunk:
        """Close all its records with one billing id: POST /usage/chunks/{id}/close"""
        return cast("o.UsageChunk", self._send("POST", f"/usage/chunks/{_segment('id', id)}/close", body)[0])

    def regenerate_usage_chunk(self, id: str) -> o.UsageChunk:
        """Draw it up again: POST /usage/chunks/{id}/regenerate"""
        return cast("o.UsageChunk", self._send("POST", f"/usage/chunks/{_segment('id', id)}/regenerate")[0])

    def list_usage_reconciliations(self) -> Listing[o.UsageReconciliation]:
        """Own reconciliations: GET /usage/reconciliations"""
        return Listing(self._send, "/usage/reconciliations")

    def create_usage_reconciliation(self, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.UsageReconciliation:
        """Which record is on which bill; the sheet says of which file: POST /usage/reconciliations"""
        return cast("o.UsageReconciliation", self._send("POST", "/usage/reconciliations", body, content_type=content_type)[0])

    def get_usage_reconciliation(self, id: str) -> o.UsageReconciliation:
        """One reconciliation: GET /usage/reconciliations/{id}"""
        return cast("o.UsageReconciliation", self._send("GET", f"/usage/reconciliations/{_segment('id', id)}")[0])

    def get_reconciliation_processed_file(self, id: str) -> bytes:
        """What became of each row, as XLSX: GET /usage/reconciliations/{id}/processedfile"""
        return cast("bytes", self._send("GET", f"/usage/reconciliations/{_segment('id', id)}/processedfile")[0])

    def get_reconciliation_processed_file1(self, id: str) -> bytes:
        """What became of each row, as XLSX: GET /usage/reconciliations/{id}/processedFile"""
        return cast("bytes", self._send("GET", f"/usage/reconciliations/{_segment('id', id)}/processedFile")[0])

    def get_reconciliation_uploaded_file(self, id: str) -> bytes:
        """What was uploaded: GET /usage/reconciliations/{id}/uploadedfile"""
        return cast("bytes", self._send("GET", f"/usage/reconciliations/{_segment('id', id)}/uploadedfile")[0])

    def get_reconciliation_uploaded_file1(self, id: str) -> bytes:
        """What was uploaded: GET /usage/reconciliations/{id}/uploadedFile"""
        return cast("bytes", self._send("GET", f"/usage/reconciliations/{_segment('id', id)}/uploadedFile")[0])

    def list_usage_aggregates(self) -> Listing[o.UsageAggregate]:
        """What was consumed, by asset and item: GET /usage/aggregates"""
        return Listing(self._send, "/usage/aggregates")

    def list_asset_usage_aggregates(self, id: str) -> Listing[o.UsageAggregate]:
        """What an asset consumed, by item: GET /assets/{id}/usage/aggregates"""
        return Listing(self._send, f"/assets/{_segment('id', id)}/usage/aggregates")

    def list_asset_usage_aggregates1(self, id: str) -> Listing[o.UsageAggregate]:
        """What an asset consumed, by item: GET /assets/{id}/usage/agregates"""
        return Listing(self._send, f"/assets/{_segment('id', id)}/usage/agregates")

    def get_usage_template(self, id: str) -> o.GetUsageTemplateAnswer:
        """Where the empty sheet for a product lies: GET /usage/products/{id}/template"""
        return cast("o.GetUsageTemplateAnswer", self._send("GET", f"/usage/products/{_segment('id', id)}/template")[0])

    def download_usage_template(self, schema: str) -> bytes:
        """An empty sheet of a schema, as XLSX: GET /usage/templates/{schema}"""
        return cast("bytes", self._send("GET", f"/usage/templates/{_segment('schema', schema)}")[0])

    def list_usage_rules(self, id: str) -> Listing[o.UsageRule]:
        """Own rules about a product's reports: GET /products/{id}/usage/rules"""
        return Listing(self._send, f"/products/{_segment('id', id)}/usage/rules")

    def create_usage_rule(self, id: str, body: Union[o.CreateUsageRuleBody, Mapping[str, Any]]) -> o.UsageRule:
        """Decide reports of an item by rule: POST /products/{id}/usage/rules"""
        return cast("o.UsageRule", self._send("POST", f"/products/{_segment('id', id)}/usage/rules", body)[0])

    def get_usage_rule(self, id: str, rule: str) -> o.UsageRule:
        """One rule: GET /products/{id}/usage/rules/{rule}"""
        return cast("o.UsageRule", self._send("GET", f"/products/{_segment('id', id)}/usage/rules/{_segment('rule', rule)}")[0])

    def update_usage_rule(self, id: str, rule: str, body: Union[o.UpdateUsageRuleBody, Mapping[str, Any], None] = None) -> o.UsageRule:
        """Change a rule: PUT /products/{id}/usage/rules/{rule}"""
        return cast("o.UsageRule", self._send("PUT", f"/products/{_segment('id', id)}/usage/rules/{_segment('rule', rule)}", body)[0])

    def delete_usage_rule(self, id: str, rule: str) -> None:
        """Remove a rule: DELETE /products/{id}/usage/rules/{rule}"""
        self._send("DELETE", f"/products/{_segment('id', id)}/usage/rules/{_segment('rule', rule)}")

    def list_cases(self) -> Listing[o.HelpdeskCase]:
        """Cases of either side: GET /helpdesk/cases"""
        return Listing(self._send, "/helpdesk/cases")

    def create_case(self, body: Union[o.CreateCaseBody, Mapping[str, Any]]) -> o.HelpdeskCase:
        """Ask a partner for help: POST /helpdesk/cases"""
        return cast("o.HelpdeskCase", self._send("POST", "/helpdesk/cases", body)[0])

    def get_case(self, id: str) -> o.HelpdeskCase:
        """One case: GET /helpdesk/cases/{id}"""
        return cast("o.HelpdeskCase", self._send("GET", f"/helpdesk/cases/{_segment('id', id)}")[0])

    def update_case(self, id: str, body: Union[o.UpdateCaseBody, Mapping[str, Any], None] = None) -> o.HelpdeskCase:
        """Say more about an open case: PUT /helpdesk/cases/{id}"""
        return cast("o.HelpdeskCase", self._send("PUT", f"/helpdesk/cases/{_segment('id', id)}", body)[0])

    def inquire_case(self, id: str) -> o.HelpdeskCase:
        """Ask the other side for details: POST /helpdesk/cases/{id}/inquire"""
        return cast("o.HelpdeskCase", self._send("POST", f"/helpdesk/cases/{_segment('id', id)}/inquire")[0])

    def pend_case(self, id: str) -> o.HelpdeskCase:
        """Go on with it: POST /helpdesk/cases/{id}/pend"""
        return cast("o.HelpdeskCase", self._send("POST", f"/helpdesk/cases/{_segment('id', id)}/pend")[0])

    def resolve_case(self, id: str) -> o.HelpdeskCase:
        """Say it is solved; the auto-close timer starts: POST /helpdesk/cases/{id}/resolve"""
        return cast("o.HelpdeskCase", self._send("POST", f"/helpdesk/cases/{_segment('id', id)}/resolve")[0])

    def close_case(self, id: str, body: Union[o.CloseCaseBody, Mapping[str, Any], None] = None) -> o.HelpdeskCase:
        """Close it, with a rating: POST /helpdesk/cases/{id}/close"""
        return cast("o.HelpdeskCase", self._send("POST", f"/helpdesk/cases/{_segment('id', id)}/close", body)[0])

    def list_attachments(self, id: str) -> Listing[o.CaseAttachment]:
        """Files of a case: GET /helpdesk/cases/{id}/attachments"""
        return Listing(self._send, f"/helpdesk/cases/{_segment('id', id)}/attachments")

    def add_attachment(self, id: str, body: Union[Mapping[str, Any], bytes], *, content_type: Union[str, None] = None) -> o.CaseAttachment:
        """Attach a file: a form with the part `file`: POST /helpdesk/cases/{id}/attachments"""
        return cast("o.CaseAttachment", self._send("POST", f"/helpdesk/cases/{_segment('id', id)}/attachments", body, content_type=content_type)[0])

    def get_attachment(self, id: str, attachment: str, *, format: Union[str, None] = None) -> o.CaseAttachment:
        """One file; with ?format=original or preview its content: GET /helpdesk/cases/{id}/attachments/{attachment}"""
        return cast("o.CaseAttachment", self._send("GET", f"/helpdesk/cases/{_segment('id', id)}/attachments/{_segment('attachment', attachment)}", search=_query(format=format))[0])

    def delete_attachment(self, id: str, attachment: str) -> None:
        """Remove a file of your own: DELETE /helpdesk/cases/{id}/attachments/{attachment}"""
        self._send("DELETE", f"/helpdesk/cases/{_segment('id', id)}/attachments/{_segment('attachment', attachment)}")

    def list_case_settings(self, id: str) -> list[dict[str, Any]]:
        """How its two sides want to be asked: GET /helpdesk/cases/{id}/settings"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/helpdesk/cases/{_segment('id', id)}/settings")[0])

    def get_case_settings(self, id: str, account: str) -> o.GetCaseSettingsAnswer:
        """How one of them does: GET /helpdesk/cases/{id}/settings/{account}"""
        return cast("o.GetCaseSettingsAnswer", self._send("GET", f"/helpdesk/cases/{_segment('id', id)}/settings/{_segment('account', account)}")[0])

    def update_case_settings(self, id: str, account: str, body: Union[o.UpdateCaseSettingsBody, Mapping[str, Any], None] = None) -> o.UpdateCaseSettingsAnswer:
        """Change the own ones; they hold for every case: PUT /helpdesk/cases/{id}/settings/{account}"""
        return cast("o.UpdateCaseSettingsAnswer", self._send("PUT", f"/helpdesk/cases/{_segment('id', id)}/settings/{_segment('account', account)}", body)[0])

    def get_helpdesk_settings(self, id: str) -> o.GetHelpdeskSettingsAnswer:
        """How an account wants to be asked: GET /modules/helpdesk/accounts/{id}/settings"""
        return cast("o.GetHelpdeskSettingsAnswer", self._send("GET", f"/modules/helpdesk/accounts/{_segment('id', id)}/settings")[0])

    def update_helpdesk_settings(self, id: str, body: Union[o.UpdateHelpdeskSettingsBody, Mapping[str, Any], None] = None) -> o.UpdateHelpdeskSettingsAnswer:
        """Auto-close timer, mode and instructions: PUT /modules/helpdesk/accounts/{id}/settings"""
        return cast("o.UpdateHelpdeskSettingsAnswer", self._send("PUT", f"/modules/helpdesk/accounts/{_segment('id', id)}/settings", body)[0])

    def get_helpdesk_module_settings(self, id: str) -> o.GetHelpdeskModuleSettingsAnswer:
        """How an account wants to be asked: GET /modules/MD-0023/accounts/{id}/settings"""
        return cast("o.GetHelpdeskModuleSettingsAnswer", self._send("GET", f"/modules/MD-0023/accounts/{_segment('id', id)}/settings")[0])

    def update_helpdesk_module_settings(self, id: str, body: Union[o.UpdateHelpdeskModuleSettingsBody, Mapping[str, Any], None] = None) -> o.UpdateHelpdeskModuleSettingsAnswer:
        """Auto-close timer, mode and instructions: PUT /modules/MD-0023/accounts/{id}/settings"""
        return cast("o.UpdateHelpdeskModuleSettingsAnswer", self._send("PUT", f"/modules/MD-0023/accounts/{_segment('id', id)}/settings", body)[0])

    def list_conversations(self) -> Listing[o.Conversation]:
        """Conversations; with instance_id that of an object: GET /conversations"""
        return Listing(self._send, "/conversations")

    def create_conversation(self, body: Union[o.CreateConversationBody, Mapping[str, Any]]) -> o.Conversation:
        """The conversation of an object, or own notes about it: POST /conversations"""
        return cast("o.Conversation", self._send("POST", "/conversations", body)[0])

    def get_conversation(self, id: str) -> o.Conversation:
        """One conversation, by its id or that of its object: GET /conversations/{id}"""
        return cast("o.Conversation", self._send("GET", f"/conversations/{_segment('id', id)}")[0])

    def delete_conversation(self, id: str) -> None:
        """Remove own notes, or a conversation nobody wrote in: DELETE /conversations/{id}"""
        self._send("DELETE", f"/conversations/{_segment('id', id)}")

    def close_conversation(self, id: str) -> o.Conversation:
        """Nothing can be written any more: POST /conversations/{id}/close"""
        return cast("o.Conversation", self._send("POST", f"/conversations/{_segment('id', id)}/close")[0])

    def list_conversation_messages(self, id: str) -> Listing[o.MessageLine]:
        """Messages and changes of state, oldest first: GET /conversations/{id}/messages"""
        return Listing(self._send, f"/conversations/{_segment('id', id)}/messages")

    def post_message(self, id: str, body: Union[o.PostMessageBody, Mapping[str, Any]]) -> o.MessageLine:
        """Write to the other parties, or privately: POST /conversations/{id}/messages"""
        return cast("o.MessageLine", self._send("POST", f"/conversations/{_segment('id', id)}/messages", body)[0])

    def edit_message(self, id: str, message: str, body: Union[o.EditMessageBody, Mapping[str, Any], None] = None) -> o.MessageLine:
        """Change a message of your own: PUT /conversations/{id}/messages/{message}"""
        return cast("o.MessageLine", self._send("PUT", f"/conversations/{_segment('id', id)}/messages/{_segment('message', message)}", body)[0])

    def list_services(self) -> Listing[o.Extension]:
        """Extensions: GET /devops/services"""
        return Listing(self._send, "/devops/services")

    def upload_package(self, body: Union[Mapping[str, Any], bytes], *, account: Union[str, None] = None, content_type: Union[str, None] = None) -> o.PackageSummary:
        """Upload a package (.epkg): a new extension, or a new version of one: POST /devops/services"""
        return cast("o.PackageSummary", self._send("POST", "/devops/services", body, search=_query(account=account), content_type=content_type)[0])

    def get_service(self, id: str) -> o.Extension:
        """One extension: GET /devops/services/{id}"""
        return cast("o.Extension", self._send("GET", f"/devops/services/{_segment('id', id)}")[0])

    def list_versions(self, id: str) -> Listing[o.PackageSummary]:
        """Versions of an extension: GET /devops/services/{id}/versions"""
        return Listing(self._send, f"/devops/services/{_segment('id', id)}/versions")

    def upload_version(self, id: str, body: Union[Mapping[str, Any], bytes], *, account: Union[str, None] = None, content_type: Union[str, None] = None) -> o.PackageSummary:
        """Upload a package (.epkg) as a new version of this extension: POST /devops/services/{id}/versions"""
        return cast("o.PackageSummary", self._send("POST", f"/devops/services/{_segment('id', id)}/versions", body, search=_query(account=account), content_type=content_type)[0])

    def get_version(self, id: str, version: str) -> o.PackageSummary:
        """One version with its manifest and permissions: GET /devops/services/{id}/versions/{version}"""
        return cast("o.PackageSummary", self._send("GET", f"/devops/services/{_segment('id', id)}/versions/{_segment('version', version)}")[0])

    def list_environments(self, id: str) -> Listing[o.Environment]:
        """Environments of an extension: GET /devops/services/{id}/environments"""
        return Listing(self._send, f"/devops/services/{_segment('id', id)}/environments")

    def get_environment(self, id: str, environment: str) -> o.Environment:
        """One environment: GET /devops/services/{id}/environments/{environment}"""
        return cast("o.Environment", self._send("GET", f"/devops/services/{_segment('id', id)}/environments/{_segment('environment', environment)}")[0])

    def list_service_installations(self, id: str) -> Listing[o.Installation]:
        """Installations of an extension, for its owner: GET /devops/services/{id}/installations"""
        return Listing(self._send, f"/devops/services/{_segment('id', id)}/installations")

    def list_installations(self) -> Listing[o.Installation]:
        """Installed extensions: GET /devops/installations"""
        return Listing(self._send, "/devops/installations")

    def install(self, body: Union[o.InstallBody, Mapping[str, Any]]) -> o.Installation:
        """Install an extension with consent to its permissions: POST /devops/installations"""
        return cast("o.Installation", self._send("POST", "/devops/installations", body)[0])

    def get_installation(self, id: str) -> o.Installation:
        """One installation: GET /devops/installations/{id}"""
        return cast("o.Installation", self._send("GET", f"/devops/installations/{_segment('id', id)}")[0])

    def change_installation(self, id: str, body: Union[o.ChangeInstallationBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Let it reach private addresses (operator), record its attempts, or no longer: PUT /devops/installations/{id}"""
        return cast("o.Installation", self._send("PUT", f"/devops/installations/{_segment('id', id)}", body)[0])

    def delete_installation(self, id: str) -> None:
        """Remove an uninstalled installation with all it kept: DELETE /devops/installations/{id}"""
        self._send("DELETE", f"/devops/installations/{_segment('id', id)}")

    def get_settings(self, id: str) -> o.GetSettingsAnswer:
        """Settings: GET /devops/installations/{id}/settings"""
        return cast("o.GetSettingsAnswer", self._send("GET", f"/devops/installations/{_segment('id', id)}/settings")[0])

    def replace_settings(self, id: str, body: Union[Mapping[str, Any], None] = None) -> o.ReplaceSettingsAnswer:
        """Replace the settings: PUT /devops/installations/{id}/settings"""
        return cast("o.ReplaceSettingsAnswer", self._send("PUT", f"/devops/installations/{_segment('id', id)}/settings", body)[0])

    def replace_secret(self, id: str, name: str, body: Union[o.ReplaceSecretBody, Mapping[str, Any]]) -> o.ReplaceSecretAnswer:
        """Set a secret; it cannot be read again: PUT /devops/installations/{id}/secrets/{name}"""
        return cast("o.ReplaceSecretAnswer", self._send("PUT", f"/devops/installations/{_segment('id', id)}/secrets/{_segment('name', name)}", body)[0])

    def pause_installation(self, id: str, body: Union[o.PauseInstallationBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Keep its tasks waiting: POST /devops/installations/{id}/pause"""
        return cast("o.Installation", self._send("POST", f"/devops/installations/{_segment('id', id)}/pause", body)[0])

    def resume_installation(self, id: str, body: Union[o.ResumeInstallationBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Go on: POST /devops/installations/{id}/resume"""
        return cast("o.Installation", self._send("POST", f"/devops/installations/{_segment('id', id)}/resume", body)[0])

    def upgrade_installation(self, id: str, body: Union[o.UpgradeInstallationBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Another version; new powers need consent: POST /devops/installations/{id}/upgrade"""
        return cast("o.Installation", self._send("POST", f"/devops/installations/{_segment('id', id)}/upgrade", body)[0])

    def rollback_installation(self, id: str, body: Union[o.RollbackInstallationBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Back to the version before: POST /devops/installations/{id}/rollback"""
        return cast("o.Installation", self._send("POST", f"/devops/installations/{_segment('id', id)}/rollback", body)[0])

    def uninstall(self, id: str, body: Union[o.UninstallBody, Mapping[str, Any], None] = None) -> o.Installation:
        """Stop it for good: POST /devops/installations/{id}/uninstall"""
        return cast("o.Installation", self._send("POST", f"/devops/installations/{_segment('id', id)}/uninstall", body)[0])

    def get_permissions(self, id: str, *, version: Union[str, None] = None) -> o.GetPermissionsAnswer:
        """What it may do; with ?version= what that version would change: GET /devops/installations/{id}/permissions"""
        return cast("o.GetPermissionsAnswer", self._send("GET", f"/devops/installations/{_segment('id', id)}/permissions", search=_query(version=version))[0])

    def get_storage(self, id: str) -> o.GetStorageAnswer:
        """How much it keeps: GET /devops/installations/{id}/storage"""
        return cast("o.GetStorageAnswer", self._send("GET", f"/devops/installations/{_segment('id', id)}/storage")[0])

    def list_event_definitions(self) -> Listing[o.EventDefinition]:
        """Events that extensions can hook: GET /devops/event-definitions"""
        return Listing(self._send, "/devops/event-definitions")

    def get_event_definition(self, id: str) -> o.EventDefinition:
        """One event, by its number or its type: GET /devops/event-definitions/{id}"""
        return cast("o.EventDefinition", self._send("GET", f"/devops/event-definitions/{_segment('id', id)}")[0])

    def list_runner_tokens(self) -> Listing[o.RunnerToken]:
        """Tokens of runners: GET /devops/runner-tokens"""
        return Listing(self._send, "/devops/runner-tokens")

    def create_runner_token(self, body: Union[o.CreateRunnerTokenBody, Mapping[str, Any]]) -> o.RunnerToken:
        """A token for a runner; shown once: POST /devops/runner-tokens"""
        return cast("o.RunnerToken", self._send("POST", "/devops/runner-tokens", body)[0])

    def delete_runner_token(self, id: str) -> None:
        """Take a token back: DELETE /devops/runner-tokens/{id}"""
        self._send("DELETE", f"/devops/runner-tokens/{_segment('id', id)}")

    def list_tasks(self) -> Listing[o.Task]:
        """Tasks, newest first: GET /devops/tasks"""
        return Listing(self._send, "/devops/tasks")

    def get_task(self, id: str) -> o.Task:
        """One task with its attempts: GET /devops/tasks/{id}"""
        return cast("o.Task", self._send("GET", f"/devops/tasks/{_segment('id', id)}")[0])

    def get_task_attempts(self, id: str) -> list[dict[str, Any]]:
        """How each attempt went: GET /devops/tasks/{id}/attempts"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/devops/tasks/{_segment('id', id)}/attempts")[0])

    def get_task_logs(self, id: str, *, after: Union[str, None] = None) -> list[dict[str, Any]]:
        """What its handler logged: GET /devops/tasks/{id}/logs"""
        return cast("list[dict[str, Any]]", self._send("GET", f"/devops/tasks/{_segment('id', id)}/logs", search=_query(after=after))[0])

    def get_task_recording(self, id: str, *, fence: Union[str, None] = None) -> str:
        """One attempt as it was recorded (JSON Lines): the last one, or that of a fence: GET /devops/tasks/{id}/recording"""
        return cast("str", self._send("GET", f"/devops/tasks/{_segment('id', id)}/recording", search=_query(fence=fence))[0])

    def replay_task(self, id: str, body: Union[o.ReplayTaskBody, Mapping[str, Any], None] = None) -> o.Task:
        """Deliver the same event again: POST /devops/tasks/{id}/replay"""
        return cast("o.Task", self._send("POST", f"/devops/tasks/{_segment('id', id)}/replay", body)[0])

    def resubmit_task(self, id: str, body: Union[o.ResubmitTaskBody, Mapping[str, Any], None] = None) -> o.Task:
        """Deliver the same event again (the published name): POST /devops/tasks/{id}/resubmit"""
        return cast("o.Task", self._send("POST", f"/devops/tasks/{_segment('id', id)}/resubmit", body)[0])

    def list_dead_letters(self, id: str) -> Listing[o.Task]:
        """Tasks of an installation that came to nothing: GET /devops/installations/{id}/dead-letters"""
        return Listing(self._send, f"/devops/installations/{_segment('id', id)}/dead-letters")

    def list_replays(self) -> Listing[o.Replay]:
        """Dead letters replayed together: GET /devops/replays"""
        return Listing(self._send, "/devops/replays")

    def start_replay(self, body: Union[o.StartReplayBody, Mapping[str, Any], None] = None) -> o.Replay:
        """Replay dead letters by filter and time, at a rate: POST /devops/replays"""
        return cast("o.Replay", self._send("POST", "/devops/replays", body)[0])

    def get_replay(self, id: str) -> o.Replay:
        """How far it is: GET /devops/replays/{id}"""
        return cast("o.Replay", self._send("GET", f"/devops/replays/{_segment('id', id)}")[0])

    def stop_replay(self, id: str, body: Union[o.StopReplayBody, Mapping[str, Any], None] = None) -> o.Replay:
        """Replay no more of them: POST /devops/replays/{id}/stop"""
        return cast("o.Replay", self._send("POST", f"/devops/replays/{_segment('id', id)}/stop", body)[0])

    def list_breakers(self) -> Listing[o.Breaker]:
        """Hooks that failed of late: GET /devops/breakers"""
        return Listing(self._send, "/devops/breakers")

    def get_breaker(self, id: str) -> o.Breaker:
        """One breaker: GET /devops/breakers/{id}"""
        return cast("o.Breaker", self._send("GET", f"/devops/breakers/{_segment('id', id)}")[0])

    def close_breaker(self, id: str, body: Union[o.CloseBreakerBody, Mapping[str, Any], None] = None) -> None:
        """What the hook needs is up again: what waits goes on: POST /devops/breakers/{id}/close"""
        self._send("POST", f"/devops/breakers/{_segment('id', id)}/close", body)

    def discard_task(self, id: str, body: Union[o.DiscardTaskBody, Mapping[str, Any]]) -> o.Task:
        """Give a dead letter up; its lane goes on: POST /devops/tasks/{id}/discard"""
        return cast("o.Task", self._send("POST", f"/devops/tasks/{_segment('id', id)}/discard", body)[0])

    def get_task_payload(self, id: str) -> o.GetTaskPayloadAnswer:
        """What a delivery of it carries: GET /devops/tasks/{id}/payload"""
        return cast("o.GetTaskPayloadAnswer", self._send("GET", f"/devops/tasks/{_segment('id', id)}/payload")[0])

    def list_object_events(self, id: str) -> Listing[o.Event]:
        """What happened to an object, newest first: GET /devops/objects/{id}/events"""
        return Listing(self._send, f"/devops/objects/{_segment('id', id)}/events")
