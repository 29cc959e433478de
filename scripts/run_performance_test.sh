#!/usr/bin/env bash
# The main job on real servers: five gateways share one Redis and one ClickHouse, analytics reads what they wrote, a load test drives
# all five. Installs what is missing, builds, starts everything, checks that ClickHouse holds one row for each 200, leaves a report.
#   ./scripts/run_performance_test.sh                   as local processes
#   ./scripts/run_performance_test.sh --docker          through docker compose, where a Docker engine answers
#   ./scripts/run_performance_test.sh --total 100000 --concurrency 1000    what else is given goes to `sluice bench`
# Exit codes: 0 every acknowledged event is in ClickHouse exactly once; anything else: the last lines say what is wrong.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

connections=config/development/connections.local.json
compose=docker/compose/docker-compose.yaml
report=.sluice/performance-test
mode=local
case "${1:-}" in
  --docker) mode=docker; shift ;;
  -h | --help) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
esac

step() { printf '\n== %s\n' "$*"; }
rows() { ./sluice sql --connections "$connections" --format csv "SELECT count() FROM webhook_logs" | tail -n 1 | tr -d '\r'; }

step "Looking for what is needed"
JAVA_HOME="$(find_jdk)"
export JAVA_HOME
need maven mvn
echo "JDK: $JAVA_HOME"
if [ "$mode" = docker ]; then
  docker info >/dev/null 2>&1 || { echo "no Docker engine answers; start it, or leave out --docker" >&2; exit 1; }
else
  need redis-server redis-server
  command -v clickhouse >/dev/null 2>&1 || need npm npm
fi

step "Building"
./sluice --version
[ "$mode" = docker ] || [ app/target/sluice.aot -nt app/target/.built ] || ./scripts/make_aot_cache

step "Starting Redis, ClickHouse, five gateways and analytics"
if [ "$mode" = docker ]; then
  docker compose -f "$compose" up --build --detach --wait
else
  ./sluice stack up
fi

step "Load"
mkdir -p "$report"
rm -f "$report"/report.*
before="$(rows 2>/dev/null || echo 0)"
result=0
./sluice bench --connections "$connections" --json "$report/report.json" --html "$report/report.html" "$@" \
  > >(tee "$report/report.txt") || result=$?

step "Rows in ClickHouse"
after="$(rows)"
# Of a request that timed out here and was stored there, the report says "not acknowledged": its row is no error.
in_report() { grep -o '"event_log":{[^}]*}' "$report/report.json" 2>/dev/null | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
acknowledged="$(in_report acknowledged)"
others="$(in_report not_acknowledged)"
echo "acknowledged: ${acknowledged:-?}, new rows in webhook_logs: $((after - before)), rows in all: $after"
if [ "$result" = 0 ] && [ "$((after - before - ${others:-0}))" != "${acknowledged:-?}" ]; then
  echo "ClickHouse does not hold exactly one row for each 200" >&2
  result=1
fi

step "Look further"
cat <<TEXT
  report        $report/report.txt, report.html (with charts), report.json
  dashboard     http://localhost:8010/
  events        ./sluice sql --connections $connections "SELECT * FROM webhook_logs LIMIT 5"
                clickhouse-client --query "SELECT webhook_id, count() as count FROM webhook_logs GROUP BY webhook_id"
  statistics    curl -s http://localhost:8000/stats
  metrics       curl -s http://localhost:8000/metrics
TEXT
if [ "$mode" = docker ]; then
  cat <<TEXT
  services      docker compose -f $compose ps
  logs          docker compose -f $compose logs -f webhook-1
  once more     ./sluice bench --connections $connections
  stop          docker compose -f $compose down              (add --volumes to remove the data)
TEXT
else
  cat <<TEXT
  services      ./sluice stack status
  logs          ./sluice stack logs webhook-1 -f
  once more     ./sluice bench --connections $connections
  stop          ./sluice stack down                          (add --volumes to remove the data)
TEXT
fi
echo
if [ "$result" = 0 ]; then echo "Passed."; else echo "Failed, exit code $result." >&2; fi
exit "$result"
