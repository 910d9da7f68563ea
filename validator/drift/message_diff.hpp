#pragma once

#include <map>
#include <string>

#include "validator/drift/change_report.hpp"
#include "validator/drift/comparison.hpp"

namespace understudy::drift {

/// Whether schemas are of messages that ask or that answer: `readOnly` is for the one, `writeOnly` for the
/// other.
enum class Message { request, response };

/// One side of a comparison: a contract, and the schemas of its messages in normal form.
struct Side {
    explicit Side(const contract::Contract& of);

    const contract::Contract& contract;
    schema::Registry& registry;
    Shapes requests, responses;

    Shapes& shapes(Message message) { return message == Message::request ? requests : responses; }
    /// Where the `$ref`s of an OpenAPI object lead.
    schema::SchemaPlace follow(const schema::SchemaPlace& place) const;
    /// A member of an object that may not be there, followed.
    schema::SchemaPlace member(const schema::SchemaPlace& place, std::string_view name) const;
};

/// An OpenAPI object of one of the sides.
struct Place {
    Side* side = nullptr;
    schema::SchemaPlace at; ///< may have no value

    bool is_there() const { return at.value != nullptr; }
    Place member(std::string_view name) const { return {side, side->member(at, name)}; }
    /// Its members: empty if it is not there.
    std::map<std::string, Place> members() const;
    /// The same without extensions, where a name is no name of the API (OpenAPI 3.1 §4.9).
    std::map<std::string, Place> fixed_members() const;
    std::string text(std::string_view name) const;
    bool flag(std::string_view name) const;
};

/// A field name as it is compared: in lower case (RFC 9110 §5.1).
std::string field_key(std::string name);

/// Compares what makes up a message: content (OpenAPI 3.1 §4.8.14), header fields (§4.8.21), values with a
/// schema.
class MessageDiff {
public:
    MessageDiff(Direction direction, const Sampler& sampler, ChangeReport& report)
        : direction_(direction), comparison_(direction, sampler), report_(report) {}

    Direction direction() const { return direction_; }
    ChangeReport& report() { return report_; }
    void add(Difference difference, const Place& promised, const Place& sent);

    /// The holders of `content`.
    void compare_content(const Place& promised, const Place& sent, Message message);
    /// The holders of `headers`.
    void compare_headers(const Place& promised, const Place& sent, Message message);
    /// The holders of `schema` or, of a parameter, `content`.
    void compare_value(const Place& promised, const Place& sent, Message message, const std::string& path);

private:
    static bool takes_any_text(const Place& promised, const Place& sent, Message message);
    void compare_schemas(const Place& promised, const Place& sent, Message message, const std::string& path);
    void compare_header(const Place& promised, const Place& sent, Message message, const std::string& name);
    void compare_media(const std::map<std::string, Place>& promised, const std::map<std::string, Place>& sent,
                       Message message);

    Direction direction_;
    Comparison comparison_;
    ChangeReport& report_;
};

} // namespace understudy::drift
