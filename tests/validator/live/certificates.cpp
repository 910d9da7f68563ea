#include "tests/validator/live/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace understudy::test {
namespace {

template <auto Function>
struct Free {
    template <class T>
    void operator()(T* pointer) const {
        Function(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using X = std::unique_ptr<X509, Free<X509_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;

constexpr long kDay = 24 * 60 * 60;

std::string text(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

void extend(X509* certificate, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
    if (extension == nullptr) throw std::runtime_error("no such extension: " + value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

X blank(const char* name, EVP_PKEY* key, long from_days, long to_days) {
    static long serial = 1;
    X certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from_days * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to_days * kDay);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    return certificate;
}

Certificate written(X509* certificate, EVP_PKEY* key) {
    const Bio a(BIO_new(BIO_s_mem())), b(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(a.get(), certificate);
    PEM_write_bio_PrivateKey(b.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return {text(a.get()), text(b.get())};
}

} // namespace

Authority::Authority() {
    const Key key(EVP_EC_gen("P-256"));
    const X certificate = blank("Test authority", key.get(), -1000, 1000);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign");
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    own_ = written(certificate.get(), key.get());
}

Certificate Authority::issue(const Leaf& leaf) const {
    const Bio a(BIO_new_mem_buf(own_.certificate.data(), static_cast<int>(own_.certificate.size())));
    const Bio b(BIO_new_mem_buf(own_.key.data(), static_cast<int>(own_.key.size())));
    const X issuer(PEM_read_bio_X509(a.get(), nullptr, nullptr, nullptr));
    const Key issuer_key(PEM_read_bio_PrivateKey(b.get(), nullptr, nullptr, nullptr));
    const Key key(EVP_EC_gen("P-256"));
    const X certificate = blank("Test server", key.get(), leaf.from_days, leaf.to_days);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    extend(certificate.get(), issuer.get(), NID_subject_alt_name, leaf.names);
    X509_sign(certificate.get(), issuer_key.get(), EVP_sha256());
    return written(certificate.get(), key.get());
}

} // namespace understudy::test
