// `understudy serve` as a process: what it starts, what it reads again, where it listens.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/program/process.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy::test;
namespace data = boost::unit_test::data;

/// A script with the program as $1, in a folder of its own.
Ended script(const std::string& text) {
    const TemporaryFolder folder;
    return run({.command = {"/bin/sh", "-e", "-c", text, "sh", understudy_program(), source("fixtures")},
                .input = {},
                .folder = folder.file(""),
                .environment = {}});
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const std::string kStart = R"(
start() { "$@" > ready.json 2> log & mock=$!; until [ -s ready.json ]; do kill -0 $mock; done; }
member() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" ready.json; }
get() { curl -sS -H 'X-API-Key: any' "$@"; }
)";

BOOST_AUTO_TEST_SUITE(serve)

BOOST_AUTO_TEST_CASE(a_command_finds_the_mock_in_its_environment_and_its_status_is_ours) {
    const Ended ended = script(R"("$1" serve --listen 127.0.0.1:0 --exec -- sh -c '
        curl -sS -H "X-API-Key: any" $NOXUS_BASE_URL/v1/runs/11111111-1111-4111-8111-111111111111
        curl -sS $UNDERSTUDY_ADMIN_URL/health
        exit 7')");
    BOOST_TEST(ended.code == 7);
    BOOST_TEST(contains(ended.out, "\"queued\""), ended.out);
    BOOST_TEST(contains(ended.out, "\"healthy\""), ended.out);
    BOOST_TEST(!contains(ended.out, "listening"));
    BOOST_TEST(ended.err == "");
}

BOOST_AUTO_TEST_CASE(a_command_that_a_signal_ends_is_told_of_as_a_shell_does) {
    BOOST_TEST(script(R"("$1" serve --listen 127.0.0.1:0 --exec -- sh -c 'kill -9 $$')").code == 137);
}

BOOST_AUTO_TEST_CASE(a_mock_that_is_told_to_end_ends_its_command) {
    const Ended ended =
        script(R"("$1" serve --listen 127.0.0.1:0 --exec -- sh -c 'kill -TERM $PPID; exec sleep 50' ||
        echo "status $?")");
    BOOST_TEST(ended.out == "status 143\n");
}

BOOST_AUTO_TEST_CASE(files_that_change_are_read_again_whole_or_not_at_all) {
    const Ended ended = script(kStart + R"(
        mkdir fixtures && cp "$2"/noxus/life-completed.json fixtures
        start "$1" serve --listen 127.0.0.1:0 --fixtures fixtures
        admin=$(member admin) run=$(member noxus)/v1/runs/11111111-1111-4111-8111-111111111111
        get $run | grep -o queued
        sed 's/11111111-1111-4111-8111-111111111111/33333333-3333-4333-8333-333333333333/' fixtures/life-completed.json > new
        mkdir fixtures/more && mv new fixtures/more/new.json
        until get $admin/health | grep -q '"noxus":2'; do :; done
        get $run | grep -o running # its life goes on
        echo '{' > fixtures/broken.json
        until get $admin/health | grep unhealthy; do :; done
        get $run
        rm fixtures/broken.json
        until get $admin/health | grep '"status":"healthy"'; do :; done
        get $admin/metrics | grep reloads_total
        kill $mock && wait $mock; cat log)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(contains(ended.out, "queued\nrunning\n"), ended.out);
    BOOST_TEST(
        contains(ended.out,
                 "The changed files cannot be used, so the mock keeps what it had: fixtures/broken.json:"),
        ended.out);
    BOOST_TEST(
        contains(ended.out,
                 "understudy serve: not reloaded, so the mock keeps what it had: fixtures/broken.json:"),
        ended.out);
    BOOST_TEST(contains(ended.out, "understudy serve: reloaded fixtures and contracts\n"), ended.out);
    BOOST_TEST(contains(ended.out, "reloads_total{result=\"failed\"} 1"), ended.out);
}

// What git checkout, a deployment and `rm -rf && cp -r` do.
BOOST_AUTO_TEST_CASE(a_folder_that_is_made_anew_is_watched_again) {
    const Ended ended = script(kStart + R"(
        mkdir -p v1 deep/fixtures && cp "$2"/noxus/life-completed.json v1
        ln -s v1 current
        other() { sed "s/11111111-1111-4111-8111-111111111111/$1$1111111-1111-4111-8111-111111111111/" v1/life-completed.json; }
        other 9 > deep/fixtures/9.json
        start "$1" serve --listen 127.0.0.1:0 --fixtures current --fixtures deep/fixtures
        admin=$(member admin)
        runs() { until get $admin/health | grep -q "\"noxus\":$1"; do :; done; echo $1; }
        runs 2
        rm -rf deep; mkdir -p deep/fixtures; other 2 > deep/fixtures/2.json; other 8 > deep/fixtures/8.json; runs 3
        mv deep gone; until get $admin/health | grep -q unhealthy; do :; done
        mkdir -p new/fixtures; other 3 > new/fixtures/3.json; other 4 > new/fixtures/4.json; other 7 > new/fixtures/7.json; mv new deep; runs 4
        other 5 > deep/fixtures/5.json; runs 5
        cp -r v1 v2; other 6 > v2/6.json; ln -sfn v2 next; mv -T next current; runs 6
        rm -rf v2/6.json; runs 5
        kill $mock && wait $mock)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(ended.out == "2\n3\n4\n5\n6\n5\n", ended.out);
}

// Whatever it leaves behind must not hold the port, nor take connections that nobody serves.
BOOST_AUTO_TEST_CASE(a_command_inherits_no_descriptor_of_ours) {
    const Ended ended = script(R"(
        exec 8< "$1"
        list='for each in /proc/self/fd/*; do echo ${each##*/}; done'
        sh -c "$list" > before
        "$1" serve --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 --threads 2 --exec -- sh -c "$list" > inside
        diff before inside
        "$1" serve --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0 --threads 2 --exec -- sh -c '
            echo ${NOXUS_BASE_URL%/noxus} | sed "s|.*//||" > address
            sleep 30 > /dev/null 2>&1 & echo $! > left'
        "$1" serve --listen $(cat address) --exec -- echo free
        kill $(cat left))");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(ended.out == "free\n", ended.out);
}

// SIGTERM as soon as it is handled, which is while it starts, and as soon as the ready line is there.
BOOST_AUTO_TEST_CASE(a_signal_that_comes_early_ends_it_with_its_status) {
    const Ended ended = script(R"(
        is_handled() { awk '/^SigCgt/ { exit substr($2, length($2) - 3, 1) !~ /[4567cdef]/ }' /proc/$1/status 2> /dev/null; }
        for round in 1 2 3 4 5 6 7 8 9 10; do
            for signal in TERM INT; do
                "$1" serve --listen 127.0.0.1:0 > early 2>&1 & mock=$!
                until is_handled $mock; do :; done
                kill -$signal $mock; wait $mock; echo early $?
                : > ready
                "$1" serve --listen 127.0.0.1:0 > ready 2>&1 & mock=$!
                until [ -s ready ]; do :; done
                kill -$signal $mock; wait $mock; echo ready $?
                "$1" record --to out --listen 127.0.0.1:0 --api noxus --base-url http://127.0.0.1:9 > ready 2> log & mock=$!
                until is_handled $mock; do :; done
                kill -$signal $mock; wait $mock || echo record $?
            done
        done | sort | uniq -c)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(ended.out == "     20 early 0\n     20 ready 0\n     20 record 3\n", ended.out);
}

BOOST_AUTO_TEST_CASE(the_admin_api_may_have_a_port_of_its_own) {
    const Ended ended = script(kStart + R"(
        start "$1" serve --listen 127.0.0.1:0 --admin-listen 127.0.0.1:0
        admin=$(member admin) noxus=$(member noxus)
        curl -sS $admin/health; echo
        curl -sS $admin/ | grep -c '<title>Understudy</title>'
        curl -sS ${noxus%/noxus}/__admin/health; echo
        curl -sS ${admin%/__admin}/noxus/v1/runs/1; echo
        curl -sS -X POST $admin/sessions | grep -o "$(echo $noxus | cut -d/ -f1-3)/s/[0-9a-f]*/noxus" | sed 's/.*noxus/noxus/'
        curl -sS -X POST $admin/shutdown
        wait $mock)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(contains(ended.out, "\"healthy\""), ended.out);
    BOOST_TEST(contains(ended.out, "}\n1\n{"), ended.out); // the page
    BOOST_TEST(contains(ended.out, "no-such-path"), ended.out);
    BOOST_TEST(contains(ended.out, "admin-path"), ended.out);
    BOOST_TEST(contains(ended.out, "noxus\n{}"), ended.out);
}

BOOST_AUTO_TEST_CASE(requests_are_logged_without_credentials) {
    const Ended ended = script(kStart + R"(
        start "$1" serve --listen 127.0.0.1:0 --log json --threads 2
        curl -sS -H 'X-API-Key: hush' "$(member noxus)/v1/runs/1?token=hush" > reply
        kill $mock && wait $mock; cat log)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(contains(ended.out, R"("target":"/noxus/v1/runs/1?token=***","status":422)"), ended.out);
    BOOST_TEST(!contains(ended.out, "hush"), ended.out);
}

BOOST_AUTO_TEST_CASE(https_is_spoken_with_a_certificate_made_or_given) {
    const Ended ended = script(kStart + R"(
        start "$1" serve --listen 127.0.0.1:0 --tls --tls-dir pem
        noxus=$(member noxus); echo ${noxus%%:*}
        get --cacert pem/ca.pem $noxus/v1/runs/11111111-1111-4111-8111-111111111111 | grep -o queued
        get --cacert pem/ca.pem -X POST $(member admin)/sessions | grep -o '"base":"https:'
        get $noxus/v1/runs/1 2>&1 | grep -o 'self-signed'
        for host in app.useduckie.ai platform.happyrobot.ai other.example; do
            to=${noxus#https://}
            get --cacert pem/ca.pem --connect-to $host:443:${to%/noxus} -H 'Authorization: Bearer any' \
                https://$host/api/v1/runs/11111111-1111-4111-8111-111111111111 2>&1 |
                grep -oE '"status"|no alternative' | uniq
        done
        kill $mock && wait $mock; rm ready.json
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 1             -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 2> made
        start "$1" serve --listen 127.0.0.1:0 --cert cert.pem --key key.pem
        get --cacert cert.pem $(member noxus)/v1/runs/11111111-1111-4111-8111-111111111111 | grep -o queued
        kill $mock && wait $mock)");
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(
        ended.out ==
            "https\nqueued\n\"base\":\"https:\nself-signed\n\"status\"\n\"status\"\nno alternative\nqueued\n",
        ended.out);
}

BOOST_AUTO_TEST_CASE(a_contract_that_is_just_named_is_served_alone_at_its_bare_path) {
    const std::string contract = R"(
        cat > shop.yaml <<'YAML'
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders/{id}:
    get:
      responses:
        "200":
          description: An order
          content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: string}}}}}
YAML
        sed 's/orders/carts/' shop.yaml > cart.yaml
)";
    const Ended alone = script(contract + R"("$1" serve --listen 127.0.0.1:0 --generate shop.yaml --exec -- \
        sh -ec 'env | grep -c _BASE_URL; curl -sf $SHOP_BASE_URL/orders/1; curl -sf ${SHOP_BASE_URL%/}/shop/orders/1')");
    BOOST_TEST(alone.code == 0, alone.err);
    BOOST_TEST(alone.out.starts_with("1\n{\"id\":"), alone.out);
    const Ended chosen = script(contract + R"("$1" serve --listen 127.0.0.1:0 --generate shop.yaml cart.yaml \
        --api cart --exec -- sh -ec 'env | grep _BASE_URL; curl -sf $CART_BASE_URL/carts/1')");
    BOOST_TEST(chosen.code == 0, chosen.err);
    BOOST_TEST(contains(chosen.out, "CART_BASE_URL="), chosen.out);
    BOOST_TEST(!contains(chosen.out, "SHOP_BASE_URL="), chosen.out);
    const Ended both = script(contract + R"("$1" serve --listen 127.0.0.1:0 --generate shop.yaml cart.yaml \
        --exec -- sh -ec 'env | grep -o "^.*_BASE_URL" | sort; curl -sf $SHOP_BASE_URL/orders/1 | head -c 6;
                          curl -sf $CART_BASE_URL/carts/1 | head -c 6')");
    BOOST_TEST(both.code == 0, both.err);
    BOOST_TEST(both.out == "CART_BASE_URL\nSHOP_BASE_URL\n{\"id\":{\"id\":");
    const Ended twice = script(contract + R"("$1" serve shop.yaml ./shop.yaml)");
    BOOST_TEST(twice.code == 2);
    BOOST_TEST(contains(twice.err, "give this one a name: NAME=./shop.yaml"), twice.err);
    const Ended missing = script(R"("$1" serve nowhere.yaml)");
    BOOST_TEST(missing.code == 2);
    BOOST_TEST(contains(missing.err, "nowhere.yaml: cannot be read"), missing.err);
}

struct Wrong {
    std::vector<std::string> arguments;
    const char* err;
};
std::ostream& operator<<(std::ostream& stream, const Wrong& wrong) {
    for (const std::string& argument : wrong.arguments) stream << argument << " ";
    return stream;
}
const std::vector<Wrong> wrongs = {
    {{"--speed", "2"}, "--speed needs --advance time"},
    {{"--advance", "time", "--speed", "0"}, "--speed: expected a number above 0"},
    {{"--advance", "time", "--speed", "nan"}, "--speed: expected a number above 0"},
    {{"--advance", "clock"}, "--advance: expected one of poll, time, none; found \"clock\""},
    {{"--journal", "1000001"}, "--journal: expected 0 to 1000000; found 1000001"},
    {{"--session-idle", "10"}, "--session-idle: expected a duration"},
    {{"--session-idle", "0s"}, "--session-idle: expected a duration"},
    {{"--session-idle", "25h"}, "--session-idle: expected a duration"},
    {{"--timeout-header", "10 s"}, "--timeout-header: expected a duration"},
    {{"--listen", "0.0.0.0:0"}, "--listen: other machines could reach the admin API there"},
    {{"--admin-listen", "[::]:0"}, "--admin-listen: other machines could"},
    {{"--admin-listen", "127.0.0.1:0", "--admin", "off"}, "--admin-listen needs --admin on"},
    {{"--admin-listen", "127.0.0.1"}, "--admin-listen: "},
    {{"--rate-limit", "5"}, "--rate-limit: expected [API=]N/DURATION"},
    {{"--rate-limit", "5/1x"}, "--rate-limit: expected a duration"},
    {{"--rate-limit", "a/b=5"}, "--rate-limit: expected [API=]N/DURATION"},
    {{"--rate-limit", "/1s"}, "--rate-limit: expected [API=]N/DURATION"},
    {{"--fault", "{\"status\": 5}"}, "--fault:1:12: /status: expected at least 200"},
    {{"--fault", "status=503"}, "--fault:1:1: not JSON"},
    {{"--fault", "{\"status\": 503}, {\"status\": 500}"}, "--fault:1:16: not JSON"},
    {{"--faults", "nowhere.json"}, "nowhere.json: "},
    {{"--threads", "65"}, "--threads: expected 0 to 64; found 65"},
    {{"--request-check", "sometimes"}, "--request-check: expected one of off, warn, strict"},
    {{"--log", "xml"}, "--log: expected one of off, text, json"},
    {{"--cert", "a.pem"}, "--cert needs --key"},
    {{"--tls", "--cert", "a.pem", "--key", "a.key"}, "--tls and --cert: give one of them"},
    {{"--tls-dir", "a"}, "--tls-dir needs --tls"},
    {{"--tls", "--tls-dir", ""}, "--tls-dir: expected the name of a folder; found \"\""},
    {{"--cert", "nowhere.pem", "--key", "nowhere.key"}, "nowhere.pem: expected certificates in PEM"},
    {{"--listen", "127.0.0.1:0", "--tls", "--tls-dir", "/dev/null/x"},
     "--tls-dir /dev/null/x/ca.pem: cannot be written: Not a directory"},
    {{"--exec"}, "--exec needs a command"},
    {{"--", "true"}, "--exec needs a command"},
    {{"--listen", "127.0.0.1:0", "--exec", "--", "./no-such-program"},
     "--exec: cannot run ./no-such-program: "},
};

BOOST_DATA_TEST_CASE(what_cannot_be_meant_is_refused, data::make(wrongs), wrong) {
    Start start{.command = {understudy_program(), "serve"}, .input = {}, .folder = {}, .environment = {}};
    start.command.insert(start.command.end(), wrong.arguments.begin(), wrong.arguments.end());
    const Ended ended = run(start);
    BOOST_TEST(ended.code == 2);
    BOOST_TEST(contains(ended.err, wrong.err), ended.err);
    BOOST_TEST(ended.out == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
