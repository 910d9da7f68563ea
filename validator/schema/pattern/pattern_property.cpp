#include "validator/schema/pattern/pattern_property.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

using Words = std::pair<std::string_view, std::string_view>; // ECMA-262's, PCRE2's

// Unicode's PropertyValueAliases.txt.
constexpr auto kCategories = std::to_array<Words>({
    {"C", "C"},
    {"Other", "C"},
    {"Cc", "Cc"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Cf", "Cf"},
    {"Format", "Cf"},
    {"Cn", "Cn"},
    {"Unassigned", "Cn"},
    {"Co", "Co"},
    {"Private_Use", "Co"},
    {"Cs", "Cs"},
    {"Surrogate", "Cs"},
    {"L", "L"},
    {"Letter", "L"},
    {"LC", "LC"},
    {"Cased_Letter", "LC"},
    {"Ll", "Ll"},
    {"Lowercase_Letter", "Ll"},
    {"Lm", "Lm"},
    {"Modifier_Letter", "Lm"},
    {"Lo", "Lo"},
    {"Other_Letter", "Lo"},
    {"Lt", "Lt"},
    {"Titlecase_Letter", "Lt"},
    {"Lu", "Lu"},
    {"Uppercase_Letter", "Lu"},
    {"M", "M"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Mc", "Mc"},
    {"Spacing_Mark", "Mc"},
    {"Me", "Me"},
    {"Enclosing_Mark", "Me"},
    {"Mn", "Mn"},
    {"Nonspacing_Mark", "Mn"},
    {"N", "N"},
    {"Number", "N"},
    {"Nd", "Nd"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Nl", "Nl"},
    {"Letter_Number", "Nl"},
    {"No", "No"},
    {"Other_Number", "No"},
    {"P", "P"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Pc", "Pc"},
    {"Connector_Punctuation", "Pc"},
    {"Pd", "Pd"},
    {"Dash_Punctuation", "Pd"},
    {"Pe", "Pe"},
    {"Close_Punctuation", "Pe"},
    {"Pf", "Pf"},
    {"Final_Punctuation", "Pf"},
    {"Pi", "Pi"},
    {"Initial_Punctuation", "Pi"},
    {"Po", "Po"},
    {"Other_Punctuation", "Po"},
    {"Ps", "Ps"},
    {"Open_Punctuation", "Ps"},
    {"S", "S"},
    {"Symbol", "S"},
    {"Sc", "Sc"},
    {"Currency_Symbol", "Sc"},
    {"Sk", "Sk"},
    {"Modifier_Symbol", "Sk"},
    {"Sm", "Sm"},
    {"Math_Symbol", "Sm"},
    {"So", "So"},
    {"Other_Symbol", "So"},
    {"Z", "Z"},
    {"Separator", "Z"},
    {"Zl", "Zl"},
    {"Line_Separator", "Zl"},
    {"Zp", "Zp"},
    {"Paragraph_Separator", "Zp"},
    {"Zs", "Zs"},
    {"Space_Separator", "Zs"},
});

// ECMA-262's tables of binary properties. PCRE2 has the same names, except Assigned.
constexpr auto kBinary = std::to_array<std::string_view>({
    "ASCII",
    "AHex",
    "ASCII_Hex_Digit",
    "Alpha",
    "Alphabetic",
    "Any",
    "Bidi_C",
    "Bidi_Control",
    "Bidi_M",
    "Bidi_Mirrored",
    "CI",
    "Case_Ignorable",
    "Cased",
    "CWCF",
    "Changes_When_Casefolded",
    "CWCM",
    "Changes_When_Casemapped",
    "CWL",
    "Changes_When_Lowercased",
    "CWKCF",
    "Changes_When_NFKC_Casefolded",
    "CWT",
    "Changes_When_Titlecased",
    "CWU",
    "Changes_When_Uppercased",
    "Dash",
    "DI",
    "Default_Ignorable_Code_Point",
    "Dep",
    "Deprecated",
    "Dia",
    "Diacritic",
    "Emoji",
    "EComp",
    "Emoji_Component",
    "EMod",
    "Emoji_Modifier",
    "EBase",
    "Emoji_Modifier_Base",
    "EPres",
    "Emoji_Presentation",
    "ExtPict",
    "Extended_Pictographic",
    "Ext",
    "Extender",
    "Gr_Base",
    "Grapheme_Base",
    "Gr_Ext",
    "Grapheme_Extend",
    "Hex",
    "Hex_Digit",
    "IDC",
    "ID_Continue",
    "IDS",
    "ID_Start",
    "Ideo",
    "Ideographic",
    "IDSB",
    "IDS_Binary_Operator",
    "IDST",
    "IDS_Trinary_Operator",
    "Join_C",
    "Join_Control",
    "LOE",
    "Logical_Order_Exception",
    "Lower",
    "Lowercase",
    "Math",
    "NChar",
    "Noncharacter_Code_Point",
    "Pat_Syn",
    "Pattern_Syntax",
    "Pat_WS",
    "Pattern_White_Space",
    "QMark",
    "Quotation_Mark",
    "Radical",
    "RI",
    "Regional_Indicator",
    "STerm",
    "Sentence_Terminal",
    "SD",
    "Soft_Dotted",
    "Term",
    "Terminal_Punctuation",
    "UIdeo",
    "Unified_Ideograph",
    "Upper",
    "Uppercase",
    "VS",
    "Variation_Selector",
    "space",
    "White_Space",
    "XIDC",
    "XID_Continue",
    "XIDS",
    "XID_Start",
});

std::string category(std::string_view name) {
    const auto found = std::find_if(kCategories.begin(), kCategories.end(),
                                    [&](const Words& words) { return words.first == name; });
    return found == kCategories.end() ? std::string() : std::string(found->second);
}

// In Unicode's script names each word has one capital, its first letter, with this one exception.
bool is_script_name(std::string_view name) {
    constexpr std::size_t kMost = 40;
    if (name == "SignWriting") return true;
    if (name.empty() || name.size() > kMost || name.back() == '_') return false;
    bool start = true;
    for (const char c : name) {
        const bool capital = text::is_letter(c) && text::to_lower(c) != c;
        if (start ? !capital : (c != '_' && (!text::is_letter(c) || capital))) return false;
        start = c == '_';
    }
    return true;
}

// The scripts are too many to list here, and PCRE2 knows them.
std::string script(std::string_view keyword, std::string_view name) {
    if (!is_script_name(name)) return {};
    std::string words = std::string(keyword) + ":" + std::string(name);
    const std::string pattern = "\\p{" + words + "}";
    int error = 0;
    std::size_t offset = 0;
    const std::unique_ptr<pcre2_code, void (*)(pcre2_code*)> code(
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF, &error,
                      &offset, nullptr),
        pcre2_code_free);
    return code != nullptr ? words : std::string();
}

} // namespace

std::string translate_property(std::string_view name) {
    const std::size_t equals = name.find('=');
    if (equals != std::string_view::npos) {
        const std::string_view keyword = name.substr(0, equals), value = name.substr(equals + 1);
        if (keyword == "General_Category" || keyword == "gc") return category(value);
        if (keyword == "Script" || keyword == "sc") return script("sc", value);
        if (keyword == "Script_Extensions" || keyword == "scx") return script("scx", value);
        return {};
    }
    if (name == "Assigned") return "^Cn";
    if (std::find(kBinary.begin(), kBinary.end(), name) != kBinary.end()) return std::string(name);
    return category(name);
}

} // namespace understudy::schema
