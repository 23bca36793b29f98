/** Whether a text is a time in RFC 3339 that exists: `Date` takes the 31st of February, and 24 o'clock, for the day after. */
export function isTime(text: string): boolean {
  const form = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
  const [, year, month, day] = form.exec(text) ?? [];
  return (
    day !== undefined && isDay(Number(year), Number(month), Number(day)) && !Number.isNaN(Date.parse(text))
  );
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
