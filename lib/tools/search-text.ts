/** A text that is searched in: a function, or a whole file. */
export interface SearchedText {
  key: string;
  text: string;
}

/** Usual parameters of BM25. */
const K1 = 1.2;
const B = 0.75;

const STOP_WORDS = new Set(
  "the and for with that this not are was but has have from should when only its all can into than then which there their they const let var function return import export test assert equal strict expect true false null undefined def self none def class error expected actual".split(
    " ",
  ),
);

/** Words of a text: names are taken apart at capitals, digits and underscores. */
export function termsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !STOP_WORDS.has(word));
}

/**
 * Texts by how well they answer a query. Source: Robertson, Zaragoza, "The Probabilistic Relevance
 * Framework: BM25 and Beyond", 2009. Texts without any word of the query are left out.
 */
export function searchText(query: string, texts: readonly SearchedText[]): Map<string, number> {
  const wanted = new Set(termsOf(query));
  const documents = texts.map(({ key, text }) => ({ key, terms: termsOf(text) }));
  const average = documents.reduce((sum, { terms }) => sum + terms.length, 0) / (documents.length || 1);
  const holders = new Map<string, number>();
  for (const { terms } of documents)
    for (const term of new Set(terms)) holders.set(term, (holders.get(term) ?? 0) + 1);
  const scores = new Map<string, number>();
  for (const { key, terms } of documents) {
    const counts = new Map<string, number>();
    for (const term of terms) if (wanted.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    let score = 0;
    for (const [term, count] of counts) {
      const held = holders.get(term) ?? 0;
      const rarity = Math.log(1 + (documents.length - held + 0.5) / (held + 0.5));
      score += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * terms.length) / average));
    }
    if (score > 0) scores.set(key, score);
  }
  return scores;
}
