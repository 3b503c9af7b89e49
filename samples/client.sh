#!/usr/bin/env bash
# A WebSocket client that needs a JDK only: client.sh [--ca FILE] URL [SUBPROTOCOL]. Each line typed is sent as a text message.
set -eu
exec java "$(cd "$(dirname "$0")" && pwd)/src/main/java/dev/myelin/samples/LineClient.java" "$@"
