# How the containers of all stacks are, and their images: a key, a space and a value on each line.
# Ends the shell if the engine cannot tell.
set -f
container_template=@CONTAINER@
image_template=@IMAGE@

# local_image ID-OR-NAME
local_image() {
  if told=$(docker image inspect --format "$image_template" "$1" 2> /dev/null); then
    printf 'image %s\n' "$told"
  else
    told=$(LC_ALL=C docker image inspect --format "$image_template" "$1" 2>&1 > /dev/null)
    case $told in
      *[Nn]'o such image'*) printf 'missing %s\n' "$1" ;;
      *) printf '%s\n' "$told" >&2; exit 1 ;;
    esac
  fi
}

snapshot() {
  store=$(docker info --format '{{json .DriverStatus}}') || exit $?
  printf 'store %s\n' "$store"
  ids=$(docker ps -aq --no-trunc --filter label=com.docker.compose.project \
    --filter label=com.docker.compose.oneoff=False) || exit $?
  set -- $ids
  echo "containers $#"
  [ $# -gt 0 ] || return 0
  told=$(docker inspect --type container --format "$container_template" "$@") || exit $?
  printf '%s\n' "$told" | sed 's/^/container /'
  images=$(docker inspect --type container --format '{{.Image}}' "$@") || exit $?
  for image in $(printf '%s\n' "$images" | sort -u); do local_image "$image"; done
}
