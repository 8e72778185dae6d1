// A script in the page itself, known to the answer's policy by its nonce.

export function InlineScript({ nonce, code }: { nonce: string; code: string }) {
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: code }} />
  )
}
