/** Drawings that lessons use by name; each is given engine state and decides nothing. */
export const figures = {}
