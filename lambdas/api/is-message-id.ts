/** Whether a text can be the id of a message. */
export function isMessageId(text: string): boolean {
  return /^msg_[\w-]{1,200}$/.test(text);
}
