/** What people call it. */
export const FORMAT = 'VHDX';
