#!/bin/sh
# An engine with one container, of the service web of the stack shop. Files beside it: running (the
# image the container was made from), name (what the name stands for), calls (a line a word).
cd "$STATE" || exit 1
for word; do printf '%s\n' "$word" | sed 's/^/  /' >> calls; done
echo . >> calls
sick() { grep -q "^$(cat running)\$" sick; }
case "$1 $2" in
  'info '*) echo null ;;
  'ps '*) echo c1 ;;
  'image inspect')
    for last; do :; done
    case $last in
      *@*) grep -q "^$last\$" fetched ;;
      *) printf '{"id":"%s","digests":["r/web@%s"]}\n' "$last" "$last" ;;
    esac ;;
  'inspect '*)
    case $5 in
      '{{.Image}}') cat running ;;
      '{{.State.Status}}'*) if sick; then echo running 0 0 unhealthy none; else echo running 0 0 healthy none; fi ;;
      *)
        printf '{"project":"shop","service":"web","image":"%s","ref":"r/web:1",' "$(cat running)"
        echo '"status":"running","exitCode":0,"policy":"","directory":"","files":"","environmentFile":""}' ;;
    esac ;;
  'pull '*)
    for last; do :; done
    if [ -e refuse ]; then echo 'toomanyrequests: slow down' >&2; exit 1; fi
    echo "$last" >> fetched ;;
  'tag '*) echo "$2" | sed 's/.*@//' > name ;;
  'compose '*) if [ -e broken ]; then echo 'port is in use' >&2; exit 1; fi; cat name > running ;;
  *) exit 64 ;;
esac
