// A request as a curl command for a POSIX shell.

/** The command, with arguments quoted so that the shell passes them on unchanged. */
export function curl({ method, url, headers, body }) {
  const parts = ["curl", ...(method === "GET" ? [] : ["-X", method]), quote(url.href)];
  for (const [name, value] of Object.entries(headers)) parts.push("-H", quote(`${name}: ${value}`));
  if (body instanceof FormData) {
    for (const [name, value] of body) {
      parts.push(value instanceof File ? "-F" : "--form-string", quote(`${name}=${value instanceof File ? `@${value.name}` : value}`));
    }
  } else if (body) parts.push("--data-raw", quote(body));
  return parts.join(" ");
}

function quote(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
