import { v7 } from 'uuid';

/** A new id for an account that was given none, `acc_` and 32 hexadecimal digits. */
export function newAccountId(): string {
  return `acc_${v7().replaceAll('-', '')}`;
}

/** Whether a text can be an account's id: 1 to 64 of `A-Z a-z 0-9 _ -`. */
export function isAccountId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text);
}
