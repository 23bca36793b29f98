/**
 * Whether SQS takes a text: XML 1.0's characters, so no control characters but tab and line ends, no lone
 * surrogates, and every emoji.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function hasOnlyAllowedCharacters(text: string): boolean {
  return !REFUSED.test(text);
}

const REFUSED = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
