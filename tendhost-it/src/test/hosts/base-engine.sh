# A host of containers: the apt host with dockerd, docker compose in both versions, a registry, and busybox
# for images. Version 2 of compose is in the next Debian, and its program runs on this one. usage: see build.sh
. "$(dirname "$0")/common.sh"

cp -a "$2" "$1"
{
  echo 'install() { apt-get -q install -y --no-install-recommends "$@"; }'
  echo "echo 'deb $(mirror) trixie main' >/etc/apt/sources.list.d/next.list"
  cat <<'EOF'
  printf 'Package: *\nPin: release n=trixie\nPin-Priority: 1\n' >/etc/apt/preferences.d/next
  apt-get -q update
  install docker.io docker-compose docker-registry busybox-static
  mkdir /tmp/next
  cd /tmp/next
  apt-get -q download docker-compose/trixie
  dpkg-deb --extract *.deb .
  mkdir -p /usr/libexec/docker/cli-plugins
  mv usr/libexec/docker/cli-plugins/docker-compose /usr/libexec/docker/cli-plugins/
  rm -rf /tmp/next /etc/apt/sources.list.d/next.list /etc/apt/preferences.d/next
EOF
} | inside "$1"
