#!/bin/sh
# Prints NAME=VALUE… as JSON, with reqTime and the signature that the platform asks for: MD5 over the sorted fields and KEY.
set -eu
set -- "$@" "reqTime=$(date +%s)000"
sorted=$(printf '%s\n' "$@" | LC_ALL=C sort | paste -sd '&' -)
sign=$(printf '%s&key=%s' "$sorted" "$KEY" | md5sum | cut -c 1-32 | tr a-f A-F)
printf '%s\n' "$@" "sign=$sign" | sed 's/["\\]/\\&/g; s/=/":"/; s/.*/"&"/' | paste -sd , - | sed 's/.*/{&}/'
