/** What the page's code reads of its bundler. */
interface ImportMeta {
  readonly env: Readonly<Record<string, string | undefined>> & { readonly MODE: string };
}
