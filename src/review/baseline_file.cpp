// SPDX-License-Identifier: MIT
#include "core/digest.hpp"
#include "core/fail.hpp"
#include "core/told.hpp"
#include "json/value.hpp"
#include "review/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::review {
namespace {

constexpr std::int64_t format_version = 1;

BiText needed() {
    return told("the results.json of an earlier 'parkplan check' is needed");
}

/// A value of the file and where it stands in it: "findings[3].subject".
class Node {
public:
    Node(const json::Value& value, std::string path) : m_value(&value), m_path(std::move(path)) {}

    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    [[nodiscard]] bool is_null() const noexcept {
        return std::holds_alternative<std::monostate>(m_value->data());
    }
    template <typename T>
    [[nodiscard]] const T* get_if() const noexcept {
        return std::get_if<T>(&m_value->data());
    }
    template <typename T>
    [[nodiscard]] const T& get(std::string_view what) const {
        const T* const value = get_if<T>();
        if (value == nullptr) {
            fail(ErrorKind::input, "'{}' is not {}; {}", m_path, foreign(what), needed());
        }
        return *value;
    }
    [[nodiscard]] const std::string& text() const { return get<std::string>("a text"); }
    /// Empty for null.
    [[nodiscard]] std::string text_or_empty() const { return is_null() ? std::string{} : text(); }
    [[nodiscard]] std::optional<double> number() const {
        if (is_null()) {
            return std::nullopt;
        }
        const auto* const integer = get_if<std::int64_t>();
        return integer != nullptr ? static_cast<double>(*integer) : get<double>("a number");
    }

    /// A member that must be there.
    [[nodiscard]] Node operator[](std::string_view name) const {
        static_cast<void>(get<json::Object>("an object"));
        const json::Value* const member = m_value->find(name);
        std::string path = m_path.empty() ? std::string{name} : fmt::format("{}.{}", m_path, name);
        if (member == nullptr) {
            fail(ErrorKind::input, "'{}' is missing; {}", path, needed());
        }
        return {*member, std::move(path)};
    }
    [[nodiscard]] std::vector<Node> items() const {
        std::vector<Node> nodes;
        for (const json::Value& value : get<json::Array>("an array")) {
            nodes.emplace_back(value, fmt::format("{}[{}]", m_path, nodes.size()));
        }
        return nodes;
    }

private:
    const json::Value* m_value;
    std::string m_path;
};

/// The value of `all` whose name the node holds.
template <typename T, std::size_t count>
T named(const Node& node, const std::array<T, count>& all) {
    const std::string& name = node.text();
    const auto* const found = std::ranges::find(all, name, [](T one) { return name_of(one); });
    if (found == all.end()) {
        fail(ErrorKind::input, "'{}' is '{}', which is not known", node.path(), name);
    }
    return *found;
}

Level level_of(const Node& node) {
    return named(node, std::array{Level::error, Level::warning, Level::info});
}

Outcome outcome_of(const Node& node) {
    return named(
        node, std::array{Outcome::pass, Outcome::fail, Outcome::undecided, Outcome::not_checked});
}

BiText both_of(const Node& node) {
    return {node["en"].text(), node["zh"].text()};
}

Subject subject_of(const Node& node) {
    Subject subject;
    subject.layer = node["layer"].text_or_empty();
    subject.key = node["key"].text_or_empty();
    subject.name = node["name"].text_or_empty();
    if (const Node fid = node["fid"]; !fid.is_null()) {
        subject.fid = fid.get<std::int64_t>("an integer");
    }
    return subject;
}

plan::Citation clause_of(const Node& node) {
    if (node.is_null()) {
        return {};
    }
    return {.source = node["source"].text_or_empty(),
            .document = node["document"].text_or_empty(),
            .status = node["status"].text_or_empty(),
            .place = node["place"].text_or_empty(),
            .quote = node["quote"].text_or_empty()};
}

Finding finding_of(const Node& node) {
    Finding finding;
    finding.code = node["code"].text();
    finding.level = level_of(node["level"]);
    finding.rule = node["rule"].text_or_empty();
    finding.group = node["group"].text_or_empty();
    finding.subject = subject_of(node["subject"]);
    if (const Node other = node["other"]; !other.is_null()) {
        finding.other = subject_of(other);
    }
    finding.measured = node["measured"].number();
    finding.limit = node["limit"].number();
    finding.unit = node["unit"].text_or_empty();
    finding.message = both_of(node["message"]);
    finding.clause = clause_of(node["clause"]);
    finding.fingerprint = node["fingerprint"].text();
    return finding;
}

Verdict verdict_of(const Node& node) {
    Verdict verdict;
    verdict.rule = node["rule"].text();
    verdict.subject = subject_of(node["subject"]);
    verdict.outcome = outcome_of(node["outcome"]);
    verdict.limit = node["limit"].number();
    return verdict;
}

/// Refuses everything but the whole result of a check in our format.
void check_head(const Node& root) {
    const auto* const object = root.get_if<json::Object>();
    const bool ours = object != nullptr &&
                      std::ranges::find(*object, "parkplan", &json::Member::first) != object->end();
    if (!ours) {
        fail(ErrorKind::input, "it is no result of parkplan; {}", needed());
    }
    const auto* const version = root["parkplan"].get_if<std::int64_t>();
    if (version == nullptr || *version != format_version) {
        fail(ErrorKind::input,
             "its format is another than version {}, which this parkplan reads; {}", format_version,
             told("make the baseline anew with this version"));
    }
    if (const auto* const command = root["command"].get_if<std::string>();
        command == nullptr || *command != "check") {
        fail(ErrorKind::input, "it is the result of '{}'; {}",
             command == nullptr ? told("no verb") : BiText{*command, *command}, needed());
    }
    if (!root["complete"].get<bool>("true or false")) {
        fail(ErrorKind::input, "its run was not completed, so that it does not hold all findings; "
                               "the result of a run that was is needed");
    }
}

std::string crs_of(const Node& node) {
    const std::string code = node["code"].text_or_empty();
    return code.empty() ? node["name"].text_or_empty() : code;
}

/// Coordinates of a GeoJSON geometry, nested as deep as its kind is.
void add_points(const Node& node, geo::Box& box) {
    const std::vector<Node> items = node.items();
    if (!items.empty() && items.front().get_if<json::Array>() == nullptr) {
        if (items.size() < 2) {
            fail(ErrorKind::input, "'{}' is no point; {}", node.path(), needed());
        }
        box.add(geo::Point{items[0].number().value_or(0.0), items[1].number().value_or(0.0)});
        return;
    }
    for (const Node& item : items) {
        add_points(item, box);
    }
}

Baseline baseline_from(const json::Value& value) {
    const Node root{value, {}};
    check_head(root);
    Baseline baseline;
    baseline.plan = both_of(root["plan"]["name"]);
    baseline.date = root["plan"]["date"].text_or_empty();
    baseline.crs = crs_of(root["plan"]["crs"]);
    for (const Node& node : root["findings"].items()) {
        baseline.findings.push_back(finding_of(node));
        geo::Box& box = baseline.boxes.emplace_back();
        if (const Node place = node["place"]; !place.is_null()) {
            add_points(place["coordinates"], box);
        }
    }
    for (const Node& node : root["verdicts"].items()) {
        baseline.verdicts.push_back(verdict_of(node));
    }
    return baseline;
}

} // namespace

Baseline parse_baseline(std::string_view text, const std::filesystem::path& file) {
    try {
        Baseline baseline = baseline_from(json::parse(text));
        baseline.file = file.filename().string();
        baseline.sha256 = sha256(text);
        return baseline;
    } catch (Error& error) {
        error.add_context({.source = file.string(), .layer = {}, .feature = {}, .rule = {}});
        throw;
    }
}

} // namespace parkplan::review
