#!/bin/sh
# Prints NAME=VALUE… as JSON, with reqTime and the signature that the platform asks for: MD5 over the sorted fields and KEY.
set -eu
set -- "$@" "reqTime=$(date +%s)000"
sorted=$(printf '%s\n' "$@" | LC_ALL=C sort | tr '\n' '&')
digest=$(printf '%skey=%s' "$sorted" "$KEY" | md5sum)
printf '%s\n' "$@" "sign=$digest" | awk '
  /^sign=/ { $0 = "sign=" toupper(substr($0, 6, 32)) }
  { gsub(/["\\]/, "\\\\&"); sub(/=/, "\":\""); printf "%s\"%s\"", (NR == 1 ? "{" : ","), $0 }
  END { print "}" }'
