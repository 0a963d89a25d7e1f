import type { ForecastFacts } from '../../contract/events/forecast-reasons.ts';
import type { ElToritoFacts, Forecast, GptTableFacts, MbrFacts } from '../../contract/events/inspection.ts';
import type { FoundCatalogue } from './boot-catalogue.ts';
import type { ActivePartition, BootCode } from './boot-code.ts';
import type { EfiLoaders } from './efi-at.ts';
import type { StickFacts } from './stick.ts';

/** What a forecast is made from. */
export interface ForecastContext {
  readonly elTorito: readonly ElToritoFacts[];
  readonly catalogue: Pick<FoundCatalogue, 'isSound' | 'hasKey' | 'hasHeader'> & {
    /** The boot record stands where BIOSes look. */
    readonly hasEarlyRecord: boolean;
  };
  /** Of the first sector, whatever stands there; undefined without its signature. */
  readonly bootCode: BootCode | undefined;
  /** What boot code that starts the active partition finds. */
  readonly active: ActivePartition | undefined;
  readonly mbr: MbrFacts | undefined;
  readonly gpt: GptTableFacts | undefined;
  readonly stick: Omit<StickFacts, 'startBytes'>;
  /** Those in the tree of a UDF volume. */
  readonly udfLoaders: EfiLoaders;
  /** Places that were asked for were not looked at: what was not found may be there. */
  readonly isPartial?: boolean;
}

/** What is said of one firmware and one medium. */
export type Answer = Pick<Forecast, 'boots' | 'because'>;

export const yes = (because: ForecastFacts): Answer => ({ boots: true, because });
export const no = (because: ForecastFacts): Answer => ({ boots: false, because });
export const perhaps = (because: ForecastFacts): Answer => ({ boots: 'unknown', because });
