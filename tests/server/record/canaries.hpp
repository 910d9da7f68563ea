#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace understudy::test {

/// A secret as people and programs write it; what stands around it may stay.
struct Canary {
    std::string kind;
    std::string before, secret, after;
};
inline std::ostream& operator<<(std::ostream& stream, const Canary& canary) {
    return stream << canary.kind;
}

inline const std::vector<Canary> canaries = {
    {"E.164 phone", "call ", "+13125550142", " now"},
    {"phone with blanks", "call ", "+44 20 7946 0958", ""},
    {"phone with dots", "", "+49.30.901820", ""},
    {"North American phone", "at ", "(312) 555-0142", "."},
    {"phone with hyphens", "at ", "312-555-0142", ""},
    {"bare phone", "from ", "13125550142", ""},
    {"phone behind a word", "phone: ", "3125550142", ""},
    {"national phone", "unter ", "030 901820 77", ""},
    {"e-mail", "write to ", "nadia.ferrante@freight.example.com", " soon"},
    {"e-mail with a tag", "<", "ops+billing@example.org", ">"},
    {"e-mail, internationalized", "", "zoë@exämple.de", ""},
    {"bearer token", "Authorization: Bearer ", "mF_9.B5f-4.1JqM", ""},
    {"basic credential", "authorization: basic ", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", ""},
    {"JWT", "", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", ""},
    {"AWS key id", "AKIA", "IOSFODNN7EXAMPLE", ""},
    {"AWS session key id", "ASIA", "Y34FZKBOKMUTVV7A", ""},
    {"Google key", "AIza", "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe", ""},
    {"sk- key", "sk-", "proj-4f9dkq83jfk2l0s8fj3kd9", ""},
    {"Stripe key", "sk_", "live_4eC39HqLyjWDarjtT1zdp7dc", ""},
    {"GitHub token", "ghp_", "16C7e42F292c6912E7710c838347Ae178B4a", ""},
    {"GitHub fine-grained token", "github_pat_", "11ABCDEFG0aBcDeFgHiJkL", ""},
    {"GitLab token", "glpat-", "ABCDEFG1234567hijklm", ""},
    {"Slack token", "xoxb-", "2048-4096-AbCdEfGhIjKl", ""},
    {"Hugging Face token", "hf_", "AbCdEfGhIjKlMnOpQrStUvWx", ""},
    {"npm token", "npm_", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", ""},
    {"SendGrid key", "SG.", "ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf", ""},
    {"PEM key", "-----BEGIN PRIVATE KEY-----\n", "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg",
     "\n-----END PRIVATE KEY-----"},
    {"password in a URL", "postgres://app:", "hunter2horse", "@db.example.com/runs"},
    {"key in a query", "https://example.com/cb?api_key=", "9f8a7b6c5d4e", "&x=1"},
    {"signature in a query", "https://bucket.example.com/f?X=1&signature=", "bWq2s1WEIj%2BYd", ""},
    {"password in a sentence", "my password is ", "Tr0ub4dor&3x", " ok"},
    {"password in a log", "password=", "correcthorse", " user=x"},
    {"secret in JSON-like text", "{'client_secret': '", "s3cr3tvalue99", "'}"},
    {"token in a log", "access_token: ", "ya29A0ARrdaM", ""},
    {"cookie in a log", "Set-Cookie: ", "session=38afes7a8", ""},
    {"payment card with blanks", "card ", "4111 1111 1111 1111", ""},
    {"payment card", "card ", "4111111111111111", ""},
    {"IBAN", "", "DE89 3704 0044 0532 0130 00", ""},
    {"social security number", "SSN ", "078-05-1120", ""},
    {"PIN", "the pin is ", "492817", ""},
    {"one-time password", "otp: ", "839201", ""},
};

} // namespace understudy::test
