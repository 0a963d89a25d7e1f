import type { Inspection } from '../events/inspection.ts';
import type { FailureReport } from '../failure/failure.ts';

/**
 * What a file is at first sight: as much as a bounded look at it tells, for somebody who chooses. A job looks for itself.
 * `checksumFile`: the name of a file beside it that holds a checksum of it, or is called so; nobody has checked it yet.
 */
export type FirstLook =
  | { readonly what: 'receipt' }
  /** `failure`: why a job would not take it as an image. */
  | { readonly what: 'no-image'; readonly failure: FailureReport }
  /** Its inside is not looked at: unpacking takes its time. */
  | { readonly what: 'packed'; readonly container: string; readonly checksumFile?: string | undefined }
  | {
      readonly what: 'image';
      readonly kind: Inspection['kind'];
      readonly label: string;
      readonly forecast: Inspection['forecast'];
      /** It ends before what it holds does. */
      readonly isCut: boolean;
      readonly checksumFile?: string | undefined;
    };
