#!/usr/bin/env bash
# Makes keys/ if it is not there: an authority whose own key is thrown away, and what it signed for localhost, a key store
# for the gateway and one for the back-end. start.sh --sample runs this first. To have new ones, remove keys/.
set -eu
cd "$(dirname "$0")"
[ ! -e keys ] || exit 0
keytool=keytool
[ -z "${JAVA_HOME:-}" ] || keytool=$JAVA_HOME/bin/keytool
umask 077
new=keys.$$
mkdir "$new"
trap 'rm -rf "$new"' EXIT

run() {
  local said
  said=$("$keytool" "$@" 2>&1) || {
    echo "prepare.sh: keytool failed: $said" >&2
    exit 1
  }
}

pair() { # ALIAS OPTION...
  local alias=$1
  shift
  run -genkeypair -keystore "$new/all.p12" -storetype PKCS12 -storepass changeit -validity 365 \
    -keyalg EC -groupname secp256r1 -alias "$alias" -dname "CN=$alias" "$@"
}

pair ca -ext bc:c -ext ku:c=keyCertSign
for alias in gateway backend; do
  pair "$alias" -signer ca -ext SAN=dns:localhost,ip:127.0.0.1
  run -importkeystore -noprompt -srckeystore "$new/all.p12" -srcstorepass changeit -srcalias "$alias" \
    -destkeystore "$new/$alias.p12" -deststoretype PKCS12 -deststorepass changeit
done
run -exportcert -rfc -keystore "$new/all.p12" -storepass changeit -alias ca -file "$new/ca.pem"
rm "$new/all.p12"
mv "$new" keys
echo "prepare.sh: made keys and certificates for localhost in $PWD/keys" >&2
