export const STATION_NAME_FIELD = 'nom';
export const STATION_NAME_LENGTH_MAX = 40;
