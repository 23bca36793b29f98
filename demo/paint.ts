import { styleText } from 'node:util';

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (format: 'green' | 'yellow' | 'red' | 'cyan' | 'bold' | 'dim', text: string) => string;

/** Colours only where a terminal shows them: not in a pipe, not under NO_COLOR. */
export const paintForTerminal: Paint = (format, text) => styleText(format, text, { stream: process.stdout });
