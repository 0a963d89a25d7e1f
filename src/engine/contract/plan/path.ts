import * as z from 'zod';
import { isAbsolutePath } from './source-path.ts';

export const path = z.string().min(1).refine(isAbsolutePath, 'absolute-path').describe('absolute-path');
export const bytes = z.number().int().nonnegative();
