/** A multipart form as bytes: the client sends a Buffer as it is and would spoil a FormData. */
export function formBody(part: string, name: string, type: string, content: string): { bytes: Buffer; type: string } {
  const boundary = 'a-boundary-that-is-not-in-it';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return { bytes: Buffer.from(`${head}${content}\r\n--${boundary}--\r\n`), type: `multipart/form-data; boundary=${boundary}` };
}
