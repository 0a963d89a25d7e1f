import { type EfiProcessor, efiLoaders } from '../../bytes/formats/efi/processors.ts';
import { type Answer, type ForecastContext, no, perhaps, yes } from './forecast-context.ts';
import { LARGE_BYTES } from './stick.ts';

export function uefiFromCd(context: ForecastContext, firmware: EfiProcessor): Answer {
  const answer = fromCatalogue(context, firmware);
  return answer.boots === false ? (fromUdf(context, firmware) ?? answer) : answer;
}

/** Some firmware reads UDF, and finds a loader in its tree. */
function fromUdf({ udfLoaders }: ForecastContext, firmware: EfiProcessor): Answer | undefined {
  return udfLoaders.starts.includes(firmware)
    ? perhaps({ reason: 'only-udf', path: loaderPath(firmware) })
    : undefined;
}

/** UEFI goes by what is in each bootable image, and not by its platform. */
function fromCatalogue({ elTorito, catalogue }: ForecastContext, firmware: EfiProcessor): Answer {
  const entries = elTorito.filter(
    ({ platform, bootable, processors, refused = [] }) =>
      bootable && (platform === 'uefi' || processors.length > 0 || refused.length > 0),
  );
  const path = loaderPath(firmware);
  if (entries.length === 0) return no({ reason: 'no-uefi-entry' });
  if (!catalogue.isSound) return no({ reason: 'catalogue-damaged' });
  if (entries.some(({ processors }) => processors.includes(firmware)))
    return yes({ reason: 'image-has', path });
  if (entries.some(({ refused }) => refused?.includes(firmware)))
    return no({ reason: 'loader-refused', path });
  return no({ reason: 'image-lacks', path });
}

export function uefiFromStick(context: ForecastContext, firmware: EfiProcessor): Answer {
  const { gpt, stick } = context;
  const path = loaderPath(firmware);
  if (stick.loaders.starts.includes(firmware)) {
    if (stick.isOverlapping) return no({ reason: 'partitions-overlap' });
    if (gpt && !gpt.primaryValid) return damaged(gpt.backupValid);
    if (gpt?.blockBytes) return perhaps({ reason: 'large-sectors-have', path, sectorBytes: gpt.blockBytes });
    return yes({ reason: 'partition-has', path });
  }
  if (stick.large.starts.includes(firmware) && !stick.isOverlapping)
    return perhaps({ reason: 'large-sectors-have', path, sectorBytes: LARGE_BYTES });
  if (fromCatalogue(context, firmware).boots === true) return perhaps({ reason: 'only-catalogue' });
  const udf = fromUdf(context, firmware);
  if (udf) return udf;
  if (stick.loaders.refused.includes(firmware)) return no({ reason: 'loader-refused', path });
  return no({ reason: 'no-partition-has', path });
}

/** What is written to a larger stick has no second copy at its end either. */
function damaged(backupValid: boolean | 'unknown'): Answer {
  return backupValid === false ? no({ reason: 'table-damaged' }) : perhaps({ reason: 'table-damaged' });
}

function loaderPath(firmware: EfiProcessor): string {
  return `EFI/BOOT/${efiLoaders[firmware].toUpperCase()}`;
}
