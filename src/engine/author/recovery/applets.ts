/** Small tools that busybox stands in for, where the image has none of its own. */
export const applets: readonly string[] = `
[ [[ arp ash awk base64 basename bc blkdiscard bunzip2 bzcat bzip2 cal cat chgrp chmod chown chpasswd chroot chvt clear cmp cp cpio cut
date dc dd df diff dirname dmesg du echo egrep env expand expr factor false fdisk fgrep find findfs fold free fsfreeze fstrim fuser getty
grep groups gunzip gzip halt head hexdump hostname hwclock id ifconfig init insmod ip kill killall last less ln logger login losetup ls
lsmod lspci lsscsi lsusb lzcat md5sum mdev microcom mkdir mkfifo mknod mkpasswd mkswap mktemp modinfo modprobe more mountpoint mt mv nc
netstat nohup nproc nslookup od openvt partprobe passwd paste pidof ping ping6 poweroff printf ps pwd readlink realpath reboot reset rev
rm rmdir rmmod route sed seq setsid sha1sum sha256sum sha512sum shred sleep sort split stat strings stty su swapoff swapon switch_root
sync sysctl tac tail tar tee telnet test tftp time timeout top touch tr traceroute true truncate tty udhcpc uevent umount uname uniq
unix2dos unlink unlzma unxz unzip uptime usleep vi watch wc wget which who whoami xargs xxd xz xzcat yes zcat
`
  .trim()
  .split(/\s+/);
