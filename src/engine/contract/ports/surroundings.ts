import type { PackageManager, Tool } from '../failure/tools.ts';

/** What a machine has of all that isowright can use. Looked at without changing anything, and without any program being run. */
export interface Surroundings {
  /** `linux`, `win32`, `darwin` */
  readonly platform: string;
  /** As it calls itself (`Debian GNU/Linux 13 (trixie)`); empty where it does not. */
  readonly system: string;
  /** What installs programs here. */
  readonly packages?: PackageManager | undefined;
  readonly nodeVersion: string;
  readonly tools: ReadonlySet<Tool>;
  readonly rights: Rights;
  readonly kernel: KernelViews;
  /** There is a folder in which jobs are kept beyond a restart. */
  readonly keepsJobs: boolean;
  /** Undefined where nobody looks: both ends go elsewhere. */
  readonly terminal?: TerminalFacts | undefined;
}

/** How this process can get at drives. */
export interface Rights {
  readonly isRoot: boolean;
  /** What would make a job root. */
  readonly elevation?: 'sudo' | 'doas' | 'pkexec' | undefined;
  /** A place of the installation that somebody else could change: nothing of it is run as root then. */
  readonly unsafePath?: string | undefined;
  /** This user may open at least one drive as it is. */
  readonly ownDrive: boolean;
}

/** File systems in which the kernel shows itself; a bare environment may have none of them mounted. */
export interface KernelViews {
  readonly proc: boolean;
  readonly sys: boolean;
  /** Every drive that the kernel knows has a name in `/dev`. */
  readonly dev: boolean;
}

export interface TerminalFacts {
  readonly columns: number;
  readonly rows: number;
  readonly isUtf8: boolean;
  readonly hasColour: boolean;
  /** It can place a cursor: screens are drawn. Otherwise the wizard asks in lines. */
  readonly hasScreens: boolean;
}
