/**
 * What a sealed text consists of, in bytes: the version of this layout (1), the id of the data key (8), the nonce (12),
 * the encrypted text, the authentication tag (16). It is 37 bytes longer than what was sealed.
 */
export const sealedLayout = { version: 1, nonceAt: 9, textAt: 21, tagBytes: 16 } as const;
