/** Where the API lives; every published path stands below it. */
export const API_PATH = '/public/v1';
