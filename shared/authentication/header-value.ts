/** The longest value of one header, in characters. */
const LONGEST = 4096;

/**
 * Whether a text can be a header's value as it stands: visible ASCII or Latin-1, blanks only inside.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5
 */
export function isHeaderValue(text: string): boolean {
  return (
    text.length <= LONGEST && /^[!-~\u00A1-\u00FF](?:[ -~\u00A0-\u00FF]*[!-~\u00A1-\u00FF])?$/.test(text)
  );
}

export const HEADER_VALUE = `a text of 1 to ${LONGEST} characters of ASCII or Latin-1, without line ends and control characters, and without blanks at its ends`;
