import { validationError } from '../validation-error.ts';

/** A number as DynamoDB keeps it: at most 38 digits, no zeros at either end; zero has no digits. */
export type Decimal = {
  readonly negative: boolean;
  readonly digits: string;
  /** The value is 0.digits times ten to this power. */
  readonly magnitude: number;
};

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const MOST_DIGITS = 38;

/**
 * @throws {AwsError} ValidationException for what is no number, has over 38 significant digits or lies outside
 * 1E-130 to 9.9...E+125.
 */
export function parseDecimal(text: string): Decimal {
  const match = NUMBER.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0)
    throw validationError(`The parameter cannot be converted to a numeric value: ${text}`);
  const all = whole + fraction;
  const unpadded = all.replace(/^0+/, '');
  const digits = unpadded.replace(/0+$/, '');
  const magnitude = whole.length + Number(match[4] ?? 0) - (all.length - unpadded.length);
  return checked({ negative: match[1] === '-', digits, magnitude });
}

/** The text that DynamoDB answers: plain digits, without exponent, sign of zero or zeros at the ends. */
export function decimalToText({ negative, digits, magnitude }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (magnitude <= 0) return `${sign}0.${'0'.repeat(-magnitude)}${digits}`;
  if (magnitude >= digits.length) return sign + digits + '0'.repeat(magnitude - digits.length);
  return `${sign}${digits.slice(0, magnitude)}.${digits.slice(magnitude)}`;
}

/** @throws {AwsError} ValidationException when the sum does not fit DynamoDB's numbers. */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const exponent = Math.min(left.magnitude - left.digits.length, right.magnitude - right.digits.length);
  const sum = coefficient(left, exponent) + coefficient(right, exponent);
  const all = (sum < 0n ? -sum : sum).toString();
  const digits = all.replace(/0+$/, '');
  return checked({ negative: sum < 0n, digits, magnitude: all.length + exponent });
}

function coefficient(decimal: Decimal, exponent: number): bigint {
  if (decimal.digits === '') return 0n;
  const shift = decimal.magnitude - decimal.digits.length - exponent;
  const absolute = BigInt(decimal.digits) * 10n ** BigInt(shift);
  return decimal.negative ? -absolute : absolute;
}

function checked(decimal: Decimal): Decimal {
  if (decimal.digits === '') return { negative: false, digits: '', magnitude: 0 };
  if (decimal.digits.length > MOST_DIGITS)
    throw validationError('Attempting to store more than 38 significant digits in a Number');
  if (decimal.magnitude > 126)
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  if (decimal.magnitude < -129)
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  return decimal;
}
