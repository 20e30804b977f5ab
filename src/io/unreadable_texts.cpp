// SPDX-License-Identifier: MIT
#include "io/unreadable_texts.hpp"

#include "core/text.hpp"
#include "io/gdal.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <tuple>

namespace parkplan::io {
namespace {

constexpr unsigned char first_beyond_ascii = 0x80;

struct CplFree {
    void operator()(char* text) const noexcept { CPLFree(text); }
};

bool is_ascii_byte(char c) noexcept {
    return static_cast<unsigned char>(c) < first_beyond_ascii;
}

/// GBK: a first byte 0x81-0xFE and a second 0x40-0xFE without 0x7F.
bool is_pair(unsigned char first, unsigned char second) noexcept {
    return first >= 0x81 && first <= 0xFE && second >= 0x40 && second <= 0xFE && second != 0x7F;
}

/// GB 2312 within it: signs in rows 0xA1-0xA9, characters in 0xB0-0xF7.
bool is_usual_pair(unsigned char first, unsigned char second) noexcept {
    return second >= 0xA1 && ((first >= 0xA1 && first <= 0xA9) || (first >= 0xB0 && first <= 0xF7));
}

char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& bytes) noexcept {
    constexpr unsigned bits = 6;
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t first = byte(at);
    bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code = bytes == 1 ? first : first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        code = (code << bits) | (byte(at + i) & 0x3FU);
    }
    return code;
}

bool is_hanzi(char32_t c) noexcept {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

/// Signs that stand among Chinese characters: general punctuation, CJK punctuation, full-width
/// forms, Greek letters and the like of GB 2312.
bool is_sign(char32_t c) noexcept {
    return c < 0x80 || (c >= 0x2010 && c <= 0x2642) || (c >= 0x3000 && c <= 0x312F) ||
           (c >= 0xFF01 && c <= 0xFFE5) || (c >= 0xA4 && c <= 0x451);
}

std::string quoted(const std::vector<std::string>& texts, std::string_view open,
                   std::string_view close, std::string_view between) {
    std::string all;
    for (const std::string& text : texts) {
        all += fmt::format("{}{}{}{}", all.empty() ? "" : between, open, text, close);
    }
    return all;
}

/// True where only a last character is no UTF-8, for it was cut.
bool is_only_cut(std::string_view bytes) {
    constexpr std::size_t most = 2; // bytes that are left of a Chinese character
    for (std::size_t cut = 1; cut <= most && cut < bytes.size(); ++cut) {
        if (is_utf8(bytes.substr(0, bytes.size() - cut))) {
            return !is_ascii_byte(bytes[bytes.size() - cut]);
        }
    }
    return false;
}

BiText what_they_are(const std::vector<std::string>& read_as_gbk) {
    if (read_as_gbk.empty()) {
        return {"they cannot be read, their encoding is not known", "无法读取，其编码不明"};
    }
    return {fmt::format("they cannot be read, but look like GBK: {}",
                        quoted(read_as_gbk, "'", "'", ", ")),
            fmt::format("无法读取，疑为GBK编码，可读作{}", quoted(read_as_gbk, "“", "”", "、"))};
}

} // namespace

std::optional<std::string> from_gbk(std::string_view bytes) {
    std::size_t end = 0; // of the last whole character
    while (end < bytes.size()) {
        const std::size_t size = is_ascii_byte(bytes[end]) ? 1 : 2;
        if (end + size > bytes.size()) {
            break;
        }
        end += size;
    }
    const ErrorLog quiet;
    const std::string whole{bytes.substr(0, end)};
    const std::unique_ptr<char, CplFree> recoded{CPLRecode(whole.c_str(), "GB18030", CPL_ENC_UTF8)};
    std::string text{recoded ? recoded.get() : ""};
    if (!is_utf8(text)) {
        return std::nullopt;
    }
    bool any_hanzi = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        const char32_t code = code_point_at(text, at, size);
        any_hanzi = any_hanzi || is_hanzi(code);
        if (!is_hanzi(code) && !is_sign(code)) {
            return std::nullopt;
        }
        at += size;
    }
    return any_hanzi ? std::optional{std::move(text)} : std::nullopt;
}

void UnreadableTexts::Pairs::look_at(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (is_ascii_byte(bytes[i])) {
            continue;
        }
        if (i + 1 == bytes.size()) {
            return; // a character that was cut
        }
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[++i]);
        broken = broken || !is_pair(first, second);
        ++all;
        usual += is_usual_pair(first, second) ? 1U : 0U;
    }
}

void UnreadableTexts::add_name(std::string_view bytes) {
    m_names.emplace_back(bytes);
    m_pairs.look_at(bytes);
    m_only_cut = m_only_cut && is_only_cut(bytes);
}

void UnreadableTexts::add_value(std::size_t field, std::int64_t fid, std::string_view bytes) {
    m_values.resize(std::max(m_values.size(), field + 1));
    ++m_values[field];
    m_pairs.look_at(bytes);
    m_only_cut = m_only_cut && is_only_cut(bytes);
    if (!m_first || std::tie(fid, field) < std::tie(m_first->fid, m_first->field)) {
        m_first = Value{fid, field, std::string{bytes}};
    }
}

void UnreadableTexts::add(const UnreadableTexts& other) {
    m_names.insert(m_names.end(), other.m_names.begin(), other.m_names.end());
    m_values.resize(std::max(m_values.size(), other.m_values.size()));
    for (std::size_t i = 0; i < other.m_values.size(); ++i) {
        m_values[i] += other.m_values[i];
    }
    m_pairs.all += other.m_pairs.all;
    m_pairs.usual += other.m_pairs.usual;
    m_pairs.broken = m_pairs.broken || other.m_pairs.broken;
    m_only_cut = m_only_cut && other.m_only_cut;
    if (other.m_first && (!m_first || std::tie(other.m_first->fid, other.m_first->field) <
                                          std::tie(m_first->fid, m_first->field))) {
        m_first = other.m_first;
    }
}

std::uint64_t UnreadableTexts::values() const noexcept {
    return std::accumulate(m_values.begin(), m_values.end(), std::uint64_t{0});
}

/// How many of what: "31 values of 'name', 'park' (first in feature 0) and 2 names of fields".
BiText UnreadableTexts::texts(const layer::Schema& schema) const {
    BiText text;
    if (m_first) {
        std::vector<std::string> fields;
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            if (m_values[i] > 0) {
                fields.push_back(schema.fields()[i].name);
            }
        }
        text = {fmt::format("{} values of {} (first in feature {})", values(),
                            quoted(fields, "'", "'", ", "), m_first->fid),
                fmt::format("字段{}的{}个值（首见于要素{}）", quoted(fields, "“", "”", ""),
                            values(), m_first->fid)};
    }
    if (!m_names.empty()) {
        const bool alone = text.en.empty();
        text.en += fmt::format("{}{} names of fields", alone ? "" : " and ", m_names.size());
        text.zh += fmt::format("{}{}个字段名", alone ? "" : "及", m_names.size());
    }
    return text;
}

/// A few of the texts, if all of them may be GBK.
std::vector<std::string> UnreadableTexts::as_gbk() const {
    constexpr std::size_t enough = 3;
    std::vector<std::string> texts;
    if (m_pairs.broken || m_pairs.all == 0 || 2 * m_pairs.usual < m_pairs.all) {
        return texts;
    }
    const auto add = [&](std::string_view bytes) {
        if (std::optional<std::string> text = from_gbk(bytes)) {
            texts.push_back(*std::move(text));
        }
    };
    for (std::size_t i = 0; i < std::min(m_names.size(), enough); ++i) {
        add(m_names[i]);
    }
    if (m_first) {
        add(m_first->bytes);
    }
    return texts;
}

void UnreadableTexts::note(const layer::Schema& schema, std::vector<layer::Notice>& notices) const {
    if (empty()) {
        return;
    }
    const BiText guess = m_only_cut
                             ? BiText{"all but the last character of each was read: it is cut",
                                      "仅末字被截断，其余均已读取"}
                             : what_they_are(as_gbk());
    notices.push_back({"PP-0114", {}, {{"texts", texts(schema)}, {"guess", guess}}});
}

} // namespace parkplan::io
