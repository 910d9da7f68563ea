#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

namespace understudy::http {

struct FreeCertificate {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using CertificatePointer = std::unique_ptr<X509, FreeCertificate>;
using KeyPointer = std::unique_ptr<EVP_PKEY, FreeCertificate>;

struct Certificates {
    CertificatePointer authority;
    CertificatePointer own;
    KeyPointer key; ///< the key of `own`
};

/// Makes a new authority and a certificate that it signs, for TLS servers (RFC 5280, P-256). `names`: host
/// names and addresses in addition to localhost, 127.0.0.1 and ::1. Throws std::runtime_error.
Certificates make_certificates(const std::vector<std::string>& names);

std::string pem_of(X509& certificate);

} // namespace understudy::http
