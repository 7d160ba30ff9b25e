# Updates services of compose stacks, and goes back where a service is not well with its new image.
# Before this script stand snapshot.sh and, made for this one job:
#   all_updates, all_stacks   numbers
#   soak, patience            seconds that containers have to be well without a break, and may take
#   pull_never                an option of "up" that keeps it from fetching; empty for version 1
#   use_update N              sets name, ref, source, old, platform of a service
#   use_stack N               sets project, members (services), updates (numbers); defines compose
# What it leaves to judge by: before, after (snapshots) and verdicts, a line a stack.

note() { printf 'tendhost %s\n' "$*"; }
verdict() { printf '%s\n' "$*" >> verdicts; note "$*"; }

# keep NAME: a snapshot, as a whole or not at all.
keep() {
  (echo tendhost-probe-begin; snapshot; echo tendhost-probe-end) > ".$1" && mv ".$1" "$1"
}

# try COMMAND...: keeps what it says in the output; sets why if it fails.
try() {
  said=$("$@" 2>&1)
  tried=$?
  [ -z "$said" ] || printf '%s\n' "$said"
  [ "$tried" = 0 ] || why="$1: $(printf '%s\n' "$said" | tail -n 1 | cut -c 1-300)"
  return "$tried"
}

# By its digest: what is fetched is what was planned, and the name stands for the old image until
# it is put to work.
fetch() {
  use_update "$1"
  case $source in *@*) ;; *) return 0 ;; esac
  docker image inspect "$source" > /dev/null 2>&1 && return 0
  if [ -n "$platform" ]; then try docker pull -q --platform "$platform" "$source"
  else try docker pull -q "$source"
  fi
}

# look_at STATUS CODE RESTARTS HEALTH POLICY: one container; makes state worse if it is not well.
look_at() {
  total=$((total + $3))
  case $1/$4 in
    running/none|running/healthy) ;;
    running/unhealthy) state=bad why="$project/$service is unhealthy" ;;
    exited/*)
      case $2/$5 in
        0/no|0/none|0/on-failure*) ;;
        */no|*/none) state=bad why="$project/$service ended with exit code $2" ;;
        *) worse "$project/$service ended with exit code $2" ;;
      esac ;;
    dead/*) state=bad why="$project/$service is dead" ;;
    *) worse "$project/$service is $1, health $4" ;;
  esac
}

worse() { [ "$state" = bad ] || { state=wait why=$1; }; }

# Sets state (well, wait, bad), why, and total, how often containers were started again.
look() {
  state=well why= total=0 ids=
  for service in $members; do
    found=$(docker ps -aq --no-trunc --filter "label=com.docker.compose.project=$project" \
      --filter "label=com.docker.compose.service=$service" \
      --filter label=com.docker.compose.oneoff=False) || { worse 'the engine does not answer'; return; }
    [ -n "$found" ] || { state=bad why="$project/$service has no container"; return; }
    ids="$ids $found"
    told=$(docker inspect --type container --format '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{if .HostConfig.RestartPolicy.Name}}{{.HostConfig.RestartPolicy.Name}}{{else}}none{{end}}' $found) ||
      { worse 'the engine does not answer'; return; }
    set -- $told
    while [ $# -ge 5 ]; do look_at "$1" "$2" "$3" "$4" "$5"; shift 5; done
  done
}

# settle: whether the containers of the stack are well for the soak, without a break.
settle() {
  streak=-1 waited=0 last= first=
  while :; do
    look
    [ -n "$first" ] || first=$total
    [ "$state" != bad ] || return 1
    if [ "$((total - first))" -gt 5 ]; then why="it is started again and again; $why"; return 1; fi
    if [ "$state" = well ] && [ "$ids $total" = "$last" ]; then streak=$((streak + 1))
    elif [ "$state" = well ]; then streak=0
    else streak=-1
    fi
    last="$ids $total"
    [ "$streak" -lt "$soak" ] || return 0
    if [ "$waited" -ge "$((soak + patience))" ]; then
      [ -n "$why" ] || why='its containers do not stay'
      why="not well within $((soak + patience)) s: $why"
      return 1
    fi
    waited=$((waited + 1))
    sleep 1
  done
}

# up: makes containers anew where their image is another; what else the stack has is left alone.
up() { try compose up -d --no-deps --no-build $pull_never $members < /dev/null; }

apply() {
  use_stack "$1"
  for number in $updates; do
    use_update "$number"
    try docker tag "$source" "$ref" || return 1
  done
  why=
  up && settle
}

back() {
  use_stack "$1"
  for number in $updates; do
    use_update "$number"
    try docker tag "$old" "$ref" || return 1
  done
  why=
  up && settle
}

done_so_far=0
progress() {
  set -- $all_updates $all_stacks
  note "progress $((100 * done_so_far / $#)) $name"
  done_so_far=$((done_so_far + 1))
}

result=0 stopped=no name=-
rm -f verdicts
keep before || { verdict 'engine - the containers could not be looked at'; exit 1; }
for each in $all_updates; do
  use_update "$each"
  progress
  fetch "$each" || { verdict "fetch $each $why"; keep after; exit 1; }
done
for each in $all_stacks; do
  use_stack "$each"
  name=$project
  progress
  if [ "$stopped" = yes ]; then verdict "not-started $each an earlier stack is not well"; continue; fi
  if apply "$each"; then verdict "well $each"; continue; fi
  result=1 because=$why
  if back "$each"; then verdict "rolled-back $each $because"
  else stopped=yes; verdict "not-rolled-back $each $because; going back: $why"
  fi
done
keep after
exit "$result"
