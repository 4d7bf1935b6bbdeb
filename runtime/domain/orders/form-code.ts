/** Where the customer's form of an inquiry is. */
import type { RequestRow } from '../../store/index.ts';

/** Empty where nothing is asked. `api`: where the API is reached. */
export function formUrl(api: string, request: Pick<RequestRow, 'id' | 'status' | 'params_form_code'>): string {
  return request.params_form_code && request.status === 'inquiring' ? `${api}/requests/${request.id}/form?code=${request.params_form_code}` : '';
}
