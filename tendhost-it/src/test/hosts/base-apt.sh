# A host of apt: Debian 12, with nothing that would not be there anyway. usage: see build.sh
. "$(dirname "$0")/common.sh"

debian bookworm "$1" openssh-server,sudo,tini,mount,procps
finish "$1"
