#include "server/http/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace understudy::http {
namespace {

constexpr long kDay = 86'400;

void expect(bool is_good) {
    if (!is_good) throw std::runtime_error("cannot make a certificate");
}

KeyPointer new_key() {
    KeyPointer key(EVP_EC_gen("P-256"));
    expect(key != nullptr);
    return key;
}

void set_name(X509_NAME* name, const char* text) {
    expect(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text),
                                      -1, -1, 0) == 1);
}

void set_serial(X509& certificate) {
    std::array<unsigned char, 16> bytes{};
    expect(RAND_bytes(bytes.data(), bytes.size()) == 1);
    bytes[0] &= 0x7fU; // positive (RFC 5280 §4.1.2.2)
    BIGNUM* number = BN_bin2bn(bytes.data(), bytes.size(), nullptr);
    const bool is_set = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(&certificate)) != nullptr;
    BN_free(number);
    expect(is_set);
}

void extend(X509& certificate, X509& issuer, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    const bool is_added = extension != nullptr && X509_add_ext(&certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    expect(is_added);
}

CertificatePointer new_certificate(EVP_PKEY& key, const char* name) {
    CertificatePointer certificate(X509_new());
    expect(certificate != nullptr);
    X509_set_version(certificate.get(), X509_VERSION_3);
    set_serial(*certificate);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay); // because clocks differ
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 30 * kDay);
    X509_set_pubkey(certificate.get(), &key);
    set_name(X509_get_subject_name(certificate.get()), name);
    return certificate;
}

bool is_address(const std::string& name) {
    ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

std::string alternative_names(const std::vector<std::string>& names) {
    std::string all = "DNS:localhost,IP:127.0.0.1,IP:::1";
    for (const std::string& name : names) all += (is_address(name) ? ",IP:" : ",DNS:") + name;
    return all;
}

} // namespace

Certificates make_certificates(const std::vector<std::string>& names) {
    const KeyPointer authority_key = new_key();
    Certificates made;
    made.authority = new_certificate(*authority_key, "Understudy, an authority of one run");
    X509_set_issuer_name(made.authority.get(), X509_get_subject_name(made.authority.get()));
    extend(*made.authority, *made.authority, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(*made.authority, *made.authority, NID_key_usage, "critical,keyCertSign");
    extend(*made.authority, *made.authority, NID_subject_key_identifier, "hash");
    expect(X509_sign(made.authority.get(), authority_key.get(), EVP_sha256()) > 0);

    made.key = new_key();
    made.own = new_certificate(*made.key, "Understudy");
    X509_set_issuer_name(made.own.get(), X509_get_subject_name(made.authority.get()));
    extend(*made.own, *made.authority, NID_basic_constraints, "critical,CA:FALSE");
    extend(*made.own, *made.authority, NID_key_usage, "critical,digitalSignature");
    extend(*made.own, *made.authority, NID_ext_key_usage, "serverAuth");
    extend(*made.own, *made.authority, NID_authority_key_identifier, "keyid");
    extend(*made.own, *made.authority, NID_subject_alt_name, alternative_names(names));
    expect(X509_sign(made.own.get(), authority_key.get(), EVP_sha256()) > 0);
    return made;
}

std::string pem_of(X509& certificate) {
    BIO* const memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, &certificate);
    std::string text(BIO_ctrl_pending(memory), '\0');
    BIO_read(memory, text.data(), static_cast<int>(text.size()));
    BIO_free(memory);
    return text;
}

} // namespace understudy::http
