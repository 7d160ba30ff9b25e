# Looks at a job and at the news in its files; waits for news as long as it runs. Set before: id,
# rest (seconds to wait first), wait (seconds to wait for news), chunk (bytes of a file a look), seal
# (yes: a job that was not started must never be), files (words like NAME:OFFSET).

# size NAME: sets size, "none" where there is no such file.
size() {
  size=none
  exists "$1" || return
  [ -f "$1" ] && [ ! -L "$1" ] || refuse "not-a-file $dir/$1"
  size=$(stat -c %s "$1" 2> /dev/null || wc -c < "$1")
  size=$((size))
}

has_news() {
  for each in $files; do
    size "${each%:*}"
    [ "$size" = none ] || [ "$size" = "${each##*:}" ] || return 0
  done
  return 1
}

dir=$base/$id
lowest
[ "$above" = "$base" ] || { say state unknown; finish; }
safe_base
exists "$dir" || { say state unknown; finish; }
own "$dir"
cd "$dir" || refuse "not-a-directory $dir"

# Seconds are counted, not read off a clock, which may jump.
while :; do
  judge
  case $state in running|orphaned|not-started) ;; *) break ;; esac
  if [ "$rest" -gt 0 ]; then rest=$((rest - 1))
  elif has_news || [ "$wait" -le 0 ]; then break
  else wait=$((wait - 1))
  fi
  sleep 1
done
[ "$state$seal" != not-startedyes ] || { ln -s sealed started 2> /dev/null; judge; }

# The state comes first: what an ended job has written is then there.
say state "$state" "$code"
for each in $files; do
  name=${each%:*} offset=${each##*:}
  size "$name"
  if [ "$size" = none ] || [ "$size" -le "$offset" ]; then
    say data "$name" "$offset" "$size"
  else
    length=$((size - offset))
    [ "$length" -le "$chunk" ] || length=$chunk
    printf 'tendhost-job %s data %s %s %s ' "$nonce" "$name" "$offset" "$size"
    od -An -v -tx1 -j "$offset" -N "$length" "./$name" | tr -d ' \n'
    echo
  fi
done
finish
