# A host of dnf 5, which is in Debian testing only. usage: see build.sh
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/rpm.sh"

debian testing "$1" openssh-server,sudo,tini,mount,procps,passwd,dnf5,rpm
finish "$1"
{
  rpm_host
  echo 'ln -s dnf5 /usr/bin/dnf
    ln -s dnf5 /usr/bin/yum
    sed -i "s/^enabled *=.*/enabled = 0/" /etc/dnf/libdnf5-plugins/local.conf'
} >"$1/tmp/script"
chroot "$1" /usr/bin/env LC_ALL=C.UTF-8 sh -eu /tmp/script
without_apt "$1"
