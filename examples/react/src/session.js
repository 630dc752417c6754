// Logins at kith's token endpoint, in the form in which SelfCommunity's packages want them.

export const portal = new URLSearchParams(location.search).get("kith") ?? "http://127.0.0.1:9000";

async function issueToken(fields) {
  const response = await fetch(`${portal}/oauth/token/`, { method: "POST", body: new URLSearchParams(fields) });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error_description);
  return { accessToken: body.access_token, refreshToken: body.refresh_token, expiresIn: body.expires_in };
}

/** The `session` of SelfCommunity's configuration for a user who logs in. */
export async function logIn(username, password) {
  return {
    type: "OAuth",
    clientId: "example", // the packages want one; kith ignores it
    authToken: await issueToken({ grant_type: "password", username, password }),
    handleRefreshToken: ({ authToken: { refreshToken } }) =>
      issueToken({ grant_type: "refresh_token", refresh_token: refreshToken }),
  };
}
