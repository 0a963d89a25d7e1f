import { kernelWord } from '../../contract/plan/kernel-words.ts';

// What runs in the image before and around this program. None of it speaks to anybody but in the names of keys.

/** The first program: it mounts the root that came with it, and leaves. `modules`: files in the order in which they are loaded. */
export function initScript(modules: readonly string[]): string {
  return `#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs devtmpfs /dev
for m in ${modules.join(' ')}; do $b insmod /m/$m; done
$b mount -t squashfs -o ro,loop /root.sqfs /ro &&
$b mount -t tmpfs -o size=60%,mode=755 tmpfs /rw && $b mkdir /rw/u /rw/w &&
$b mount -t overlay -o lowerdir=/ro,upperdir=/rw/u,workdir=/rw/w overlay /new || exec $b sh
for f in proc sys dev; do $b mount -o move /$f /new/$f; done
exec $b switch_root /new /sbin/init
`;
}

/** Devices, modules for what is there, keyboard. */
export const startScript = `#!/bin/sh
export PATH=/usr/bin
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for p in /dev/shm /run /tmp; do mount -t tmpfs -o mode=1777 tmpfs $p; done
chmod 755 /run
hostname recovery
ip link set lo up
echo /usr/bin/modprobe > /proc/sys/kernel/modprobe
load() { find /sys/devices -name modalias -exec cat {} + 2>/dev/null | sort -u | xargs modprobe -a -q 2>/dev/null; }
load; sleep 1; load
modprobe -a -q sd_mod sr_mod usb_storage uas isofs vfat nls_cp437 nls_ascii efivarfs 2>/dev/null
[ -d /sys/firmware/efi ] && mount -t efivarfs efivarfs /sys/firmware/efi/efivars 2>/dev/null
keys=$(word ${kernelWord.keymap})
[ -n "$keys" ] && loadkeys -q -u -C /dev/tty1 "$keys" >/dev/null 2>&1
[ "$(cat /sys/class/tty/ttyS0/type 2>/dev/null)" != 0 ] && stty -F /dev/ttyS0 115200 rows 24 cols 80 2>/dev/null
exit 0
`;

/** The value of a word of the kernel's line. */
export const wordScript = `#!/bin/sh
for w in $(cat /proc/cmdline); do case $w in "$1="*) echo "\${w#*=}"; exit 0;; esac; done
`;

/** The screen of the machine has the wizard, the second one a shell, a serial line asks first: until then there is one Node. */
export const initTable = `::sysinit:/etc/start
tty1::respawn:/usr/bin/wizard
tty2::askfirst:/bin/sh -l
tty3::askfirst:/bin/sh -l
ttyS0::respawn:/usr/bin/serial
::ctrlaltdel:/usr/bin/reboot
::shutdown:/usr/bin/umount -a -r
`;

/** A line that is there. */
export const serialScript = `#!/bin/sh
[ "$(cat /sys/class/tty/ttyS0/type 2>/dev/null || echo 0)" = 0 ] && exec sleep 100000
exec /usr/bin/asked
`;

/** Asks, and starts what is wanted. */
export const askedScript = `#!/bin/sh
export PATH=/usr/bin TERM=vt220
. /etc/words
printf '\\n%s\\n' "$ask"
read -r answer || exit 0
case $answer in s*) exec sh -l;; *) exec /usr/bin/wizard;; esac
`;

/** The wizard, and what can be done when it was left. */
export const wizardScript = `#!/bin/sh
export PATH=/usr/bin LANG=C.UTF-8 HOME=/root
cd /root
[ -n "$TERM" ] && [ "$TERM" != linux ] || export TERM=linux
. /etc/words
lang=$(word ${kernelWord.language})
grep -qw plain /proc/cmdline && set -- --plain
isowright \${lang:+--lang "$lang"} "$@"
while :; do
  printf '\\n%s\\n' "$again"
  read -r answer || exit 0
  case $answer in s*) sh -l;; r*) reboot;; p*) poweroff;; *) exit 0;; esac
done
`;

/** What the two of them say, in the language of the kernel's line. */
export function wordsScript(words: { readonly en: ConsoleWords; readonly de: ConsoleWords }): string {
  const set = ({ ask, again }: ConsoleWords): string => `ask='${ask}'; again='${again}'`;
  return `case $(word ${kernelWord.language}) in\n  de*) ${set(words.de)};;\n  *) ${set(words.en)};;\nesac\n`;
}

export interface ConsoleWords {
  readonly ask: string;
  readonly again: string;
}

export const programScript = '#!/bin/sh\nexec /usr/bin/node /usr/share/isowright/dist/main.js "$@"\n';

/** What busybox does with an address. udhcpc(8) */
export const networkScript = `#!/bin/sh
case $1 in
  deconfig) ip addr flush dev "$interface"; ip link set "$interface" up;;
  bound|renew)
    ip addr add "$ip/$mask" dev "$interface" 2>/dev/null
    [ -n "$router" ] && ip route replace default via "\${router%% *}" dev "$interface"
    : > /etc/resolv.conf; for d in $dns; do echo "nameserver $d" >> /etc/resolv.conf; done;;
esac
`;

/** An address for every card that is there: `network` in the shell. */
export const dhcpScript = `#!/bin/sh
for n in /sys/class/net/*; do n=\${n##*/}; [ "$n" = lo ] || { ip link set "$n" up; udhcpc -q -n -t 5 -i "$n" -s /etc/network-address; }; done
ip -4 addr show | grep inet
`;

/** A way in from elsewhere, for whoever reads the password from the screen: `remote` in the shell. */
export const remoteScript = `#!/bin/sh
network
p=$(head -c 9 /dev/urandom | base64 | tr '+/' 'ab')
echo "root:$p" | chpasswd >/dev/null 2>&1
mkdir -p /etc/dropbear
dropbear -R && echo "ssh root@$(ip -4 -o addr show scope global | sed 's/.*inet \\([0-9.]*\\).*/\\1/;q')  $p"
`;
