import { sealedLayout } from './sealed-layout.ts';
import { UnreadableSealError } from './unreadable-seal-error.ts';

const { version, saltAt, textAt, tagBytes } = sealedLayout;

/**
 * The id of the data key that something was sealed under.
 * @throws {UnreadableSealError} for what was not made by `seal`
 */
export function keyIdOfSealed(sealed: Uint8Array, context: string): string {
  if (sealed.length < textAt + tagBytes)
    throw new UnreadableSealError(
      context,
      `it has ${sealed.length} bytes, and no fewer than ${textAt + tagBytes} are possible`,
    );
  if (sealed[0] !== version)
    throw new UnreadableSealError(context, `it is of version ${sealed[0]}, and only ${version} is known`);
  return Buffer.from(sealed.subarray(1, saltAt)).toString('hex');
}
