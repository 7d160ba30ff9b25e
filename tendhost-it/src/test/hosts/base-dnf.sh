# A host of dnf 4, also called yum: the apt host with dnf and an rpm database of its own instead of apt. usage: see build.sh
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/rpm.sh"

cp -a "$2" "$1"
{
  echo 'apt-get -q update; apt-get -q install -y --no-install-recommends dnf dnf-plugins-core rpm'
  rpm_host
  echo 'ln -s dnf /usr/bin/yum
    sed -i "s/^enabled *=.*/enabled = false/" /etc/dnf/plugins/local.conf'
} | inside "$1"
without_apt "$1"
