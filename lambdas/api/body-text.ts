import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The body of a request as it was sent, empty where there is none. */
export function bodyText({
  body = '',
  isBase64Encoded,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
