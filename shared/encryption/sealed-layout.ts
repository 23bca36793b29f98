/**
 * What a sealed text consists of, in bytes: the version of this layout (1), the id of the data key (8), the salt of the
 * session (8), the nonce (12), the encrypted text, the authentication tag (16). It is 45 bytes longer than the text.
 */
export const sealedLayout = { version: 1, saltAt: 9, nonceAt: 17, textAt: 29, tagBytes: 16 } as const;
