#!/bin/sh
# Becomes a host: as PID 1 of new namespaces it makes a root out of a base and a tmpfs, moves into it and
# starts sshd. All of it ends with its PID 1, and nothing is left.
# usage: unshare --mount --pid --uts --ipc --fork --kill-child --propagation private -- \
#   sh host.sh NAME ADDRESS PORT FILES BASE
# FILES is a directory with host_key, host_key.pub, authorized_keys and an empty directory mnt.
set -eu
name=$1 address=$2 port=$3 files=$4 base=$5

# The host's whole disk, apart from what is in the base.
mount -t tmpfs -o mode=755,size=256m tmpfs "$files/mnt"
cd "$files/mnt"
mkdir upper work root
mount -t overlay overlay -o "lowerdir=$base,upperdir=upper,workdir=work" root
cd root

mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755,size=16m tmpfs run
mkdir run/sshd run/lock
mount -t tmpfs -o mode=755,size=1m tmpfs dev
mkdir dev/pts dev/shm
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
  numbers=${device#*:}
  mknod -m 666 "dev/${device%%:*}" c "${numbers%:*}" "${numbers#*:}"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr
if [ -x usr/sbin/dockerd ]; then # overlay2 cannot stand on an overlay
  mkdir -p var/lib/docker
  mount -t tmpfs -o mode=710,size=256m tmpfs var/lib/docker
  mount --rbind /sys/fs/cgroup sys/fs/cgroup
fi

hostname "$name"
echo "$name" >etc/hostname
printf '127.0.0.1 localhost\n%s %s\n' "$address" "$name" >etc/hosts
tr -d - </proc/sys/kernel/random/uuid >etc/machine-id
install -m 600 "$files/host_key" etc/ssh/ssh_host_ed25519_key
install -m 644 "$files/host_key.pub" etc/ssh/ssh_host_ed25519_key.pub
install -D -m 600 "$files/authorized_keys" root/.ssh/authorized_keys
install -D -m 600 "$files/authorized_keys" home/ops/.ssh/authorized_keys
chmod 700 root/.ssh home/ops/.ssh
chown -R 1000:1000 home/ops/.ssh
cat >etc/ssh/sshd_config <<EOF
Port $port
ListenAddress $address
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PrintMotd no
PidFile /run/sshd.pid
EOF

# Not chroot alone: what runc starts enters the namespace by its root, which would still be the machine's.
mkdir .old
pivot_root . .old
# Descriptor 9 keeps the inode of /proc/1, whose age needs-restarting takes for the time since the boot.
exec chroot . /bin/sh -c '
  exec 9</proc/1
  umount -l /.old
  rmdir /.old
  exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    tini -- sh -c "/usr/sbin/sshd -D -e & exec sleep infinity"'
