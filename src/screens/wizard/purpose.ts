/**
 * What a drive is wanted for: reading asks less of it. `proved`: by a receipt, which says nothing without a drive. `saved`: as
 * an image, one at a time.
 */
export type Purpose = 'written' | 'compared' | 'proved' | 'saved';
