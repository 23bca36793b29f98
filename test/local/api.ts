export type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** Calls the HTTP API with one key and gives back whatever it answers. */
export type Api = ((
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Answer>) & {
  /** The same API with another key, and with more headers. */
  with(key: string, headers?: Readonly<Record<string, string>>): Api;
};

export function createApi(apiUrl: string, key: string, more: Readonly<Record<string, string>> = {}): Api {
  const call = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(new URL(path, apiUrl), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
  };
  return Object.assign(call, {
    with: (other: string, headers?: Readonly<Record<string, string>>) => createApi(apiUrl, other, headers),
  });
}
