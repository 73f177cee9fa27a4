/**
 * How Node runs a station: what a till throws away is collected early, so that it stays under
 * 150 MB all day (DESIGN 9); by itself Node lets it grow past 300 MB on a machine that has room.
 * A till uses 40 MB of the second number, which only stops one that went mad.
 */
export const STATION_NODE_ARGS: readonly string[] = [
  '--max-semi-space-size=2',
  '--max-old-space-size=256',
];
