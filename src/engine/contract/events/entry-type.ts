/** As `ls` names them. */
export type EntryType = 'file' | 'dir' | 'symlink' | 'block-device' | 'char-device' | 'fifo' | 'socket';
