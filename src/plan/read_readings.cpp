// SPDX-License-Identifier: MIT
#include "core/catalogue.hpp"
#include "core/parse_units.hpp"
#include "core/told.hpp"
#include "plan/sections.hpp"
#include "plan/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parkplan::plan {
namespace {

BiText example() {
    return told("[readings] with methods = [\"planar\", \"ellipsoidal\"], areas = [\"gross\", "
                "\"net\"] …");
}

/// More readings than that tell nobody anything.
constexpr std::size_t most_readings = 1024;

/// Reads the lists of [readings].
class ReadingsReader {
public:
    ReadingsReader(const TableReader& reader, const Scope& scope)
        : m_reader(reader), m_scope(scope) {}

    [[nodiscard]] std::vector<std::string> words(std::string_view key,
                                                 std::span<const std::string> known) const {
        std::vector<std::string> chosen;
        for (const TomlNode& node : elements(key)) {
            chosen.push_back(known[choice_of(node, key, known, m_scope)]);
        }
        refuse_repeated(key, chosen);
        return chosen;
    }

    [[nodiscard]] std::vector<Metres> gaps() const {
        std::vector<Metres> gaps;
        for (const TomlNode& node : elements("gaps")) {
            gaps.push_back(gap_of(node));
        }
        refuse_repeated("gaps", gaps);
        return gaps;
    }

    [[nodiscard]] std::vector<Metres> accuracies() const {
        std::vector<Metres> accuracies;
        for (const TomlNode& node : elements("accuracies")) {
            accuracies.push_back(point_accuracy_of(node, "accuracies", m_scope));
        }
        refuse_repeated("accuracies", accuracies);
        return accuracies;
    }

    /// The elements of a list; none where the key is missing.
    [[nodiscard]] std::span<const TomlNode> elements(std::string_view key) const {
        const TomlEntry* const entry = m_reader.find(key);
        if (entry == nullptr) {
            return {};
        }
        const auto* const array = std::get_if<TomlArray>(&entry->node.value);
        if (array == nullptr || array->empty()) {
            m_scope.refuse(entry->node.location,
                           told("'{}' is {}; an array of one value or more is needed", key,
                                array == nullptr ? describe(entry->node) : told("empty")));
        }
        return *array;
    }

private:
    [[nodiscard]] Metres gap_of(const TomlNode& node) const {
        const std::string text =
            quantity_text_of(node, "gaps", told("text such as \"500m\" or \"all\""), m_scope);
        if (text == "all") {
            return Metres{std::numeric_limits<double>::infinity()};
        }
        try {
            return parse_length(text);
        } catch (const Error& error) {
            m_scope.refuse(node.location, "gaps", error);
        }
    }

    template <typename T>
    void refuse_repeated(std::string_view key, const std::vector<T>& values) const {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::find(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i),
                          values[i]) != values.begin() + static_cast<std::ptrdiff_t>(i)) {
                m_scope.refuse(elements(key)[i].location, told("'{}' holds one value twice", key));
            }
        }
    }

    const TableReader& m_reader;
    const Scope& m_scope;
};

std::vector<AreaMethod> methods_of(const ReadingsReader& lists) {
    std::vector<std::string> names;
    names.reserve(all_area_methods.size());
    for (const AreaMethod method : all_area_methods) {
        names.emplace_back(name_of(method));
    }
    std::vector<AreaMethod> methods;
    for (const std::string& name : lists.words("methods", names)) {
        methods.push_back(*area_method(name));
    }
    return methods;
}

std::size_t count(const Readings& readings) {
    const auto of = [](const auto& list) { return std::max<std::size_t>(list.size(), 1); };
    return of(readings.methods) * of(readings.areas) * of(readings.classes) *
           of(readings.overlaps) * of(readings.gaps) * of(readings.accuracies);
}

} // namespace

Readings read_readings(const TomlEntry& entry, const Plan& plan) {
    const std::string file = plan.file.string();
    const TomlTable& table = table_of(entry.node, "readings", example(),
                                      Scope{.file = file, .layer{}, .rule{}, .prefix{}});
    const Scope scope{.file = file, .layer{}, .rule{}, .prefix = same("[readings]: ")};
    const Location at = std::min(entry.location, entry.node.location);
    const TableReader reader{table, at, scope};
    reader.allow_only({"methods", "areas", "classes", "overlaps", "gaps", "accuracies"});
    const ReadingsReader lists{reader, scope};
    Readings readings;
    readings.methods = methods_of(lists);
    for (std::size_t i = 0; i < readings.methods.size(); ++i) {
        check_method(readings.methods[i], plan.working_crs, lists.elements("methods")[i], scope);
    }
    readings.areas = lists.words("areas", std::array<std::string, 3>{"gross", "net", "both"});
    readings.classes =
        lists.words("classes", std::array<std::string, 3>{"narrow", "middle", "wide"});
    readings.overlaps = lists.words("overlaps", std::array<std::string, 2>{"counted", "left_out"});
    readings.gaps = lists.gaps();
    readings.accuracies = lists.accuracies();
    if (const std::size_t number = count(readings); number > most_readings) {
        scope.refuse(
            at, told("the lists make {} readings; {} at most can be told", number, most_readings));
    }
    return readings;
}

} // namespace parkplan::plan
