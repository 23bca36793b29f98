/** The key that a request carries in `Authorization: Bearer <key>`; undefined where the header is missing or another. */
export function bearerKey(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
