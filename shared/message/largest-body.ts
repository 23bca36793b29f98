/** The largest body that is delivered: `{ "event", "timestamp", "data" }` in UTF-8. */
export const LARGEST_BODY_BYTES = 256 * 1024;
