# Runs ./cmd of a tendhost job once, whoever else tries the same, and keeps how it ended in ./rc.
# usage: sh run DIRECTORY PATH
cd "$1" || exit 0
dir=$1 claim=${1%/*}/.started-${1##*/}
PATH=$2 HOME=${HOME:-/}
[ "$HOME" != / ] || [ "$(id -u)" != 0 ] || [ ! -d /root ] || HOME=/root
export PATH HOME
umask 077
exec < /dev/null >> out 2>&1 || exit 0
# A trap, unlike an ignored signal, is not handed down to the command.
trap : HUP INT TERM

text=
while IFS= read -r line || [ -n "$line" ]; do text="$text $line"; done < /proc/$$/stat
IFS= read -r boot < /proc/sys/kernel/random/boot_id || exit 0
set -f
set -- ${text##*)}
session=$4
shift 19
# Whoever links its claim first runs the command. All that needs space on the disk is written before:
# the claim, and a file in which the exit code takes the place of as many other bytes.
{ printf 'pid=%s\nstart=%s\nsession=%s\nboot=%s\nend=\n' "$$" "$1" "$session" "$boot" > ".claim.$$" &&
  printf 'exit code not yet\n' > ".rc.$$" &&
  { sync cmd run ".claim.$$" ".rc.$$" 2> /dev/null || sync; } &&
  ln ".claim.$$" "$claim"; } 2> /dev/null
won=$?
rm -f ".claim.$$"
[ "$won" = 0 ] || { rm -f ".rc.$$"; exit 0; }
# The claim must outlive a crash of the machine, or a job that ran could be taken for one that did not.
sync "$claim" "${dir%/*}" 2> /dev/null || sync

(umask 022; exec sh ./cmd)
code=$?

# As long as the exit code cannot be stored this process keeps it: the job counts as running. Where
# the job has removed its directory there is nothing to keep it for; it may have made a new one.
until { printf 'exit code %-7s\n' "$code" 1<> ".rc.$$"; } 2> /dev/null &&
  read -r a b stored c < ".rc.$$" && [ "$stored" = "$code" ] &&
  { sync ".rc.$$" 2> /dev/null || sync; } && { [ ! -d rc ] || mv -f rc ".rc.$$.was"; } 2> /dev/null &&
  mv -f ".rc.$$" rc 2> /dev/null
do
  cd "$dir" 2> /dev/null || [ -d "$dir" ] || exit 0
  sleep 1
done
sync . 2> /dev/null || sync
exit 0
