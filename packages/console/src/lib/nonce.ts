declare global {
  // Read by the library that keeps the page still behind dialogs (react-remove-scroll, through get-nonce).
  var __webpack_nonce__: string | undefined
}

/** What the Content-Security-Policy of this page load allows inserted styles by. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''

globalThis.__webpack_nonce__ = nonce
