#include "validator/schema/format/idn.hpp"

#include <idn2.h>
#include <unictype.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "validator/schema/format/host.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

using Characters = std::vector<std::uint32_t>;

// Every character of a U-label takes at least one octet in its A-label, and at most four in UTF-8.
constexpr std::size_t kMostInName = 253;
constexpr std::size_t kMostBytes = 4 * kMostInName;

struct Free {
    void operator()(void* memory) const { idn2_free(memory); }
};

const std::uint8_t* bytes(const std::string& text) {
    return reinterpret_cast<const std::uint8_t*>(text.c_str());
}

Characters decode_all(std::string_view text) {
    Characters result;
    for (std::size_t at = 0; at < text.size();) result.push_back(text::decode(text, at));
    return result;
}

// The U-label of an A-label in small letters; nothing if it is not an A-label.
Characters decode_a_label(const std::string& label) {
    char* u_label = nullptr;
    const int result = idn2_to_unicode_8z8z(label.c_str(), &u_label, 0);
    const std::unique_ptr<char, Free> owner(u_label);
    return result == IDN2_OK ? decode_all(u_label) : Characters{};
}

// The length of a U-label's A-label; 0 if `label` is not a U-label. `label` holds no NUL.
std::size_t a_label_length(const std::string& label, int flags) {
    std::uint8_t* a_label = nullptr;
    const int result = idn2_register_u8(bytes(label), nullptr, &a_label, flags);
    const std::unique_ptr<std::uint8_t, Free> owner(a_label);
    return result == IDN2_OK ? std::string_view(reinterpret_cast<const char*>(a_label)).size() : 0;
}

bool among(int category, std::initializer_list<int> categories) {
    return std::find(categories.begin(), categories.end(), category) != categories.end();
}

bool is_right_to_left(std::uint32_t character) {
    return among(uc_bidi_category(character), {UC_BIDI_R, UC_BIDI_AL, UC_BIDI_AN});
}

// RFC 5893 §2. The classes that both directions may hold come first.
bool obeys_bidi_rule(const Characters& label) {
    const int first = uc_bidi_category(label.front());
    const bool to_left = among(first, {UC_BIDI_R, UC_BIDI_AL});
    if (!to_left && first != UC_BIDI_L) return false;
    bool european = false, arabic = false;
    int last = first;
    for (const std::uint32_t character : label) {
        const int category = uc_bidi_category(character);
        const bool either = among(
            category, {UC_BIDI_EN, UC_BIDI_ES, UC_BIDI_CS, UC_BIDI_ET, UC_BIDI_ON, UC_BIDI_BN, UC_BIDI_NSM});
        const bool own =
            to_left ? among(category, {UC_BIDI_R, UC_BIDI_AL, UC_BIDI_AN}) : category == UC_BIDI_L;
        if (!either && !own) return false;
        european = european || category == UC_BIDI_EN;
        arabic = arabic || category == UC_BIDI_AN;
        if (category != UC_BIDI_NSM) last = category;
    }
    if (!to_left) return among(last, {UC_BIDI_L, UC_BIDI_EN});
    return !(european && arabic) && among(last, {UC_BIDI_R, UC_BIDI_AL, UC_BIDI_EN, UC_BIDI_AN});
}

// One domain name, label by label.
class Name {
public:
    explicit Name(int flags) : flags_(flags) {}

    bool add(std::string_view label) {
        const bool ascii = std::all_of(label.begin(), label.end(), text::is_ascii);
        return ascii ? add_ascii(label) : add_u_label(label);
    }

    bool is_good() const {
        if (length_ > kMostInName + 1) return false;
        const bool bidi = std::any_of(labels_.begin(), labels_.end(), [](const Characters& label) {
            return std::any_of(label.begin(), label.end(), is_right_to_left);
        });
        return !bidi || std::all_of(labels_.begin(), labels_.end(), obeys_bidi_rule);
    }

private:
    bool add_ascii(std::string_view label) {
        if (!is_ldh_label(label)) return false;
        length_ += label.size() + 1;
        if (has_ace_prefix(label)) {
            if (!is_a_label(label)) return false;
            labels_.push_back(decode_a_label(text::to_lower(label)));
            return !labels_.back().empty();
        }
        labels_.push_back(decode_all(label));
        return label.substr(0, 4).find("--", 2) == std::string_view::npos; // RFC 5890 §2.3.1: an R-LDH label
    }

    bool add_u_label(std::string_view label) {
        if (label.find('\0') != std::string_view::npos) return false;
        const std::size_t length = a_label_length(std::string(label), flags_);
        length_ += length + 1;
        labels_.push_back(decode_all(label));
        return length != 0;
    }

    int flags_;
    std::size_t length_ = 0; // a dot after each label
    std::vector<Characters> labels_;
};

bool is_name(std::string_view text, bool all_dots, int flags) {
    if (text.size() > kMostBytes) return false;
    Name name(flags);
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const std::uint32_t character = text::decode(text, at);
        const bool other_dot = character == 0x3002 || character == 0xFF0E || character == 0xFF61;
        if (character != '.' && !(all_dots && other_dot)) continue;
        if (!name.add(text.substr(start, here - start))) return false;
        start = at;
    }
    return name.add(text.substr(start)) && name.is_good();
}

} // namespace

bool is_idn_hostname(std::string_view text) {
    return is_name(text, true, 0);
}

bool is_idn_mail_domain(std::string_view text) {
    return is_name(text, false, IDN2_NFC_INPUT);
}

bool has_ace_prefix(std::string_view label) {
    return label.size() >= 4 && text::to_lower(label[0]) == 'x' && text::to_lower(label[1]) == 'n' &&
           label[2] == '-' && label[3] == '-';
}

bool is_a_label(std::string_view label) {
    if (!is_ldh_label(label)) return false;
    const std::string small = text::to_lower(label);
    std::uint8_t* same = nullptr;
    const int result = idn2_register_u8(nullptr, bytes(small), &same, 0);
    const std::unique_ptr<std::uint8_t, Free> owner(same);
    return result == IDN2_OK;
}

} // namespace understudy::schema
