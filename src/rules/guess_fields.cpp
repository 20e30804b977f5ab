// SPDX-License-Identifier: MIT
#include "rules/guess_fields.hpp"

#include "layer/readable.hpp"
#include "rules/landuse.hpp"
#include "rules/likeness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace parkplan::rules {
namespace {

using plan::RoleContent;
using plan::TemplateRole;

/// What is too weak a likeness to be a guess.
constexpr int least_score = 25;

bool any_name(const std::vector<std::string>& names, const std::string& field, bool exactly) {
    return std::ranges::any_of(names, [&](const std::string& name) {
        return exactly ? plain_name(name) == field : is_like_name(field, plain_name(name));
    });
}

Points by_name(const TemplateRole& role, std::string_view field) {
    Points points;
    switch (likeness_of(role, field)) {
    case NameLikeness::just:
        points.add(100, {"so named", "名称相符"});
        break;
    case NameLikeness::like:
        points.add(80, {"named like that", "名称相近"});
        break;
    case NameLikeness::usual:
        points.add(60, {"a usual name", "常用名称"});
        break;
    case NameLikeness::none:
        break;
    }
    return points;
}

std::size_t distinct(const FieldFigures& figures) {
    return figures.values.size();
}

/// The share of the different values for which `test` holds; 0 where there are none.
template <typename Test>
double share_of(const FieldFigures& figures, const Test& test) {
    const auto count = std::ranges::count_if(figures.values, test);
    return figures.values.empty()
               ? 0.0
               : static_cast<double>(count) / static_cast<double>(figures.values.size());
}

bool may_be_code(const std::string& value) {
    return std::ranges::any_of(
        scheme_names(), [&](const SchemeName& scheme) { return may_hold(scheme.scheme, value); });
}

std::string percent(double share) {
    constexpr double hundred = 100.0;
    return fmt::format("{:.0f}%", share * hundred);
}

/// A sample with the figures of its fields.
struct Fields {
    const LayerSample* sample = nullptr;
    std::vector<FieldFigures> figures{};

    [[nodiscard]] std::optional<std::size_t> find(const std::string& field) const {
        return sample->schema.find(field);
    }
    [[nodiscard]] layer::FieldType type(std::size_t field) const {
        return sample->schema.fields()[field].type;
    }
    [[nodiscard]] bool never_empty(std::size_t field) const {
        return figures[field].filled == sample->rows && sample->rows != 0;
    }
    [[nodiscard]] bool unique(std::size_t field) const {
        return distinct(figures[field]) == figures[field].filled;
    }
};

/// Goes through the roles of a plan.
class Guesser {
public:
    Guesser(const plan::PlanTemplate& plan, const Samples& samples, const StatedFields& stated)
        : m_plan(plan), m_stated(stated) {
        for (const auto& [id, sample] : samples) {
            Fields& fields = m_fields[id];
            fields.sample = sample;
            for (std::size_t i = 0; i < sample->schema.size(); ++i) {
                fields.figures.push_back(figures_of(*sample, i));
            }
        }
    }

    /// References need the names that they refer to, names of classes need the codes.
    [[nodiscard]] std::vector<RoleGuess> guess() {
        guess_all([](RoleContent content) {
            return content != RoleContent::reference && content != RoleContent::class_name;
        });
        guess_all([](RoleContent content) {
            return content == RoleContent::reference || content == RoleContent::class_name;
        });
        std::vector<RoleGuess> in_order;
        for (const plan::TemplateLayer& layer : m_plan.layers) {
            for (const TemplateRole& role : layer.roles) {
                if (const RoleGuess* const guess = find(layer.id, role.role)) {
                    in_order.push_back(*guess);
                }
            }
        }
        return in_order;
    }

private:
    template <typename Wanted>
    void guess_all(const Wanted& wanted) {
        for (const plan::TemplateLayer& layer : m_plan.layers) {
            for (const TemplateRole& role : layer.roles) {
                if (m_fields.contains(layer.id) && wanted(role.content)) {
                    m_guesses.push_back(guess_role(layer.id, role));
                }
            }
        }
    }

    [[nodiscard]] const RoleGuess* find(std::string_view layer, std::string_view role) const {
        const auto found = std::ranges::find_if(m_guesses, [&](const RoleGuess& guess) {
            return guess.layer == layer && guess.role == role;
        });
        return found == m_guesses.end() ? nullptr : &*found;
    }

    /// The field that was found for a role: the first of equals.
    [[nodiscard]] std::optional<std::size_t> found_field(const std::string& layer,
                                                         std::string_view role) const {
        const RoleGuess* const guess = find(layer, role);
        return guess == nullptr || guess->best.empty()
                   ? std::nullopt
                   : m_fields.at(layer).find(guess->best.front().field);
    }

    [[nodiscard]] RoleGuess guess_role(const std::string& layer, const TemplateRole& role) const {
        RoleGuess guess{layer, role.role, false, {}};
        const auto stated = m_stated.find(fmt::format("{}.{}", layer, role.role));
        if (stated != m_stated.end()) {
            guess.stated = true;
            if (!stated->second.empty()) {
                FieldGuess field = look_at(layer, role, stated->second);
                field.why = {"stated", "已指定"};
                guess.best.push_back(std::move(field));
            }
            return guess;
        }
        for (const layer::Field& field : m_fields.at(layer).sample->schema.fields()) {
            if (!layer::is_readable(field.name)) {
                continue;
            }
            FieldGuess one = look_at(layer, role, field.name);
            if (one.score < least_score ||
                (!guess.best.empty() && one.score < guess.best.front().score)) {
                continue;
            }
            if (!guess.best.empty() && one.score > guess.best.front().score) {
                guess.best.clear();
            }
            guess.best.push_back(std::move(one));
        }
        return guess;
    }

    [[nodiscard]] FieldGuess look_at(const std::string& layer, const TemplateRole& role,
                                     const std::string& field) const {
        const Fields& fields = m_fields.at(layer);
        const std::optional<std::size_t> at = fields.find(field);
        Points points = by_name(role, field);
        FieldGuess guess{field, {}, 0, {}};
        const bool of_another = points.score == 0 && is_named_for_another(layer, role, field);
        if (at && !of_another) {
            switch (role.content) {
            case RoleContent::key:
                by_key(fields, *at, points);
                break;
            case RoleContent::name:
                by_text(fields, *at, points);
                break;
            case RoleContent::reference:
                guess.target = by_reference(layer, role, *at, points);
                break;
            case RoleContent::code:
                by_code(fields, *at, points);
                break;
            case RoleContent::class_name:
                by_class_name(layer, *at, points);
                break;
            case RoleContent::other:
                break;
            }
        }
        guess.score = points.score;
        guess.why = std::move(points.why);
        return guess;
    }

    /// True for a name that another role of the layer asks for: values alone do not outweigh that.
    [[nodiscard]] bool is_named_for_another(const std::string& layer, const TemplateRole& role,
                                            const std::string& field) const {
        const auto& roles = m_plan.find_layer(layer)->roles;
        return std::ranges::any_of(roles, [&](const TemplateRole& other) {
            const std::string name = plain_name(field);
            return other.role != role.role &&
                   (any_name(other.names, name, true) || any_name(other.names, name, false));
        });
    }

    static BiText unique_words(const LayerSample& sample) {
        if (sample.whole) {
            return {"unique and never empty", "取值唯一且无空值"};
        }
        return {fmt::format("unique and never empty in the first {} rows", sample.rows),
                fmt::format("前{}行取值唯一且无空值", sample.rows)};
    }

    static void by_key(const Fields& fields, std::size_t at, Points& points) {
        constexpr double short_text = 24.0;
        const FieldFigures& figures = fields.figures[at];
        const bool named = points.score > 0;
        if (fields.type(at) == layer::FieldType::real) {
            points.add(-100, {"numbers with decimals", "为小数"});
        } else if (!fields.unique(at)) {
            points.add(-30, {"values repeat", "取值有重复"});
        } else if (!fields.never_empty(at)) {
            points.add(-20, {"sometimes empty", "有空值"});
        } else if (named || (figures.wide == 0 && figures.mean_bytes <= short_text)) {
            points.add(30, unique_words(*fields.sample));
        }
    }

    static void by_text(const Fields& fields, std::size_t at, Points& points) {
        constexpr double long_text = 60.0;
        const FieldFigures& figures = fields.figures[at];
        const bool letters = figures.wide != 0 || fields.type(at) == layer::FieldType::text;
        if (!letters || figures.mean_bytes > long_text) {
            points.add(-60, {"no names", "不像名称"});
        } else if (!fields.unique(at)) {
            points.add(-10, {"values repeat", "取值有重复"});
        } else if (points.score > 0 || 2 * figures.wide > distinct(figures)) {
            points.add(30, {"different texts", "取值为互不相同的文字"});
        }
    }

    /// Says also which role the values name.
    [[nodiscard]] std::string by_reference(const std::string& layer, const TemplateRole& role,
                                           std::size_t at, Points& points) const {
        const FieldFigures& figures = m_fields.at(layer).figures[at];
        const bool named = points.score > 0;
        if (!named && (found_field(layer, "key") == at || found_field(layer, "name") == at)) {
            return {};
        }
        std::string target;
        double most = 0.0;
        bool known = false;
        for (const std::string& wanted : role.refers_to) {
            const std::size_t dot = wanted.find('.');
            const std::string other = wanted.substr(0, dot);
            const std::string other_role = wanted.substr(dot + 1);
            const auto other_fields = m_fields.find(other);
            const auto other_at = found_field(other, other_role);
            target = target.empty() ? other_role : target;
            // numbers agree by chance: only a field that is so named may name the other's key
            if (other_fields == m_fields.end() || !other_at || (!named && other_role == "key")) {
                continue;
            }
            known = true;
            const auto& values = other_fields->second.figures[*other_at].values;
            const double share =
                share_of(figures, [&](const std::string& value) { return values.contains(value); });
            if (share > most) {
                most = share;
                target = other_role;
            }
        }
        if (known) {
            rate_reference(role, most, target, points);
        }
        return target;
    }

    static void rate_reference(const TemplateRole& role, double share, const std::string& target,
                               Points& points) {
        constexpr double many = 0.5;
        const std::string other =
            role.refers_to.front().substr(0, role.refers_to.front().find('.'));
        points.add(share >= many ? 70 : -50,
                   {fmt::format("{} of its values are in '{}.{}'", percent(share), other, target),
                    fmt::format("{}的取值见于“{}.{}”", percent(share), other, target)});
    }

    static void by_code(const Fields& fields, std::size_t at, Points& points) {
        constexpr double nearly_all = 0.9;
        constexpr double hardly_any = 0.5;
        const FieldFigures& figures = fields.figures[at];
        const double share = share_of(figures, may_be_code);
        const BiText words{fmt::format("{} of its values can be class codes", percent(share)),
                           fmt::format("{}的取值可为地类编码", percent(share))};
        const bool repeats = 2 * distinct(figures) <= figures.filled;
        if (share >= nearly_all && (points.score > 0 || repeats)) {
            points.add(points.score > 0 ? 50 : 30, words);
        } else if (share < hardly_any) {
            points.add(-60, words);
        }
    }

    void by_class_name(const std::string& layer, std::size_t at, Points& points) const {
        const Fields& fields = m_fields.at(layer);
        const FieldFigures& figures = fields.figures[at];
        const auto code = found_field(layer, "code");
        if (points.score <= 0 || !code) {
            return;
        }
        if (distinct(figures) <= 2 * distinct(fields.figures[*code])) {
            points.add(20, {"as many values as codes", "取值数与编码数相当"});
        } else {
            points.add(-60, {"more values than codes", "取值远多于编码"});
        }
    }

    const plan::PlanTemplate& m_plan;
    const StatedFields& m_stated;
    std::map<std::string, Fields> m_fields{};
    std::vector<RoleGuess> m_guesses{};
};

} // namespace

NameLikeness likeness_of(const TemplateRole& role, std::string_view field) {
    const std::string name = plain_name(field);
    if (any_name(role.names, name, true)) {
        return NameLikeness::just;
    }
    if (any_name(role.names, name, false)) {
        return NameLikeness::like;
    }
    return any_name(role.general, name, true) ? NameLikeness::usual : NameLikeness::none;
}

std::vector<RoleGuess> guess_fields(const plan::PlanTemplate& plan, const Samples& samples,
                                    const StatedFields& stated) {
    return Guesser{plan, samples, stated}.guess();
}

} // namespace parkplan::rules
