/** Made by `scripts/emojiData.ts`. */
declare module "virtual:emoji" {
  /** Emoji, group, words in Russian, words in English. */
  const rows: [string, number, string, string][];
  export default rows;
}
