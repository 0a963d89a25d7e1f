import * as z from 'zod';

// A process reads a few things by each schema: to make code of one takes longer than going through it every time.
z.config({ jitless: true });
