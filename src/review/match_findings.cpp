// SPDX-License-Identifier: MIT
#include "review/match_findings.hpp"

#include "core/units.hpp"
#include "review/figures.hpp"
#include "review/order.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace parkplan::review {
namespace {

using Corners = std::array<double, 4>; // in steps

constexpr double rounding = 1e-9; ///< of what may differ between two machines

bool same_size(const Finding& a, const Finding& b) {
    return a.unit == b.unit && same_figure(a.measured, b.measured, a.unit);
}

/// How far the measured size is from the limit, or from nothing where there is none.
std::optional<double> excess(std::optional<double> measured, std::optional<double> limit) {
    return measured ? std::optional{std::abs(*measured - limit.value_or(0.0))} : std::nullopt;
}

/// What cannot be compared counts as worse: it must not pass unseen.
bool is_worse(const Finding& now, const Finding& then) {
    if (now.code != then.code) {
        return then.code == undecided_code;
    }
    if (now.level != then.level) {
        return now.level > then.level;
    }
    const std::optional<double> size = excess(now.measured, now.limit);
    const std::optional<double> size_then = excess(then.measured, then.limit);
    if (!size || !size_then || now.unit != then.unit ||
        now.limit.has_value() != then.limit.has_value()) {
        return true;
    }
    return *size > *size_then;
}

/// One matching.
class Matching {
public:
    Matching(std::span<const Placed> now, std::span<const Placed> then, double step)
        : m_now(now), m_then(then), m_now_at(corners_of(now, step)),
          m_then_at(corners_of(then, step)), m_found(now.size()), m_taken(then.size()) {}

    [[nodiscard]] std::vector<std::optional<std::size_t>> run() {
        by_place(is_numbered);
        by_stem();
        by_place([](const Finding&) { return true; });
        return std::move(m_found);
    }

private:
    /// Findings of now and of then that may be the same.
    struct Group {
        std::vector<std::size_t> now{};
        std::vector<std::size_t> then{};
    };

    void take(std::size_t now, std::size_t then) {
        m_found[now] = then;
        m_taken[then] = true;
    }

    static std::vector<Corners> corners_of(std::span<const Placed> all, double step) {
        std::vector<Corners> found(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (const geo::Box& box = all[i].box; !box.empty()) {
                found[i] = {std::round(box.min.x / step), std::round(box.min.y / step),
                            std::round(box.max.x / step), std::round(box.max.y / step)};
            }
        }
        return found;
    }

    void by_stem() {
        std::map<std::string, Group> groups;
        for (std::size_t i = 0; i < m_now.size(); ++i) {
            groups[stem_of(*m_now[i].finding)].now.push_back(i);
        }
        for (std::size_t i = 0; i < m_then.size(); ++i) {
            if (const auto group = groups.find(stem_of(*m_then[i].finding));
                group != groups.end()) {
                group->second.then.push_back(i);
            }
        }
        for (auto& [stem, group] : groups) {
            std::erase_if(group.now, [this](std::size_t i) { return m_found[i].has_value(); });
            std::erase_if(group.then, [this](std::size_t i) { return m_taken[i]; });
            if (group.now.size() == 1 && group.then.size() == 1) {
                take_alone(group.now.front(), group.then.front());
            } else if (!group.then.empty()) {
                tell_apart(std::move(group));
            }
        }
    }

    /// What is the same by its number in the file alone may be another feature elsewhere.
    void take_alone(std::size_t now, std::size_t then) {
        const Placed& a = m_now[now];
        const Placed& b = m_then[then];
        const bool apart = !a.box.empty() && !b.box.empty() && !a.box.meets(b.box);
        if (!apart || !is_numbered(*a.finding)) {
            take(now, then);
        }
    }

    static void sort(std::vector<std::size_t>& some, std::span<const Placed> all,
                     const std::vector<Corners>& at) {
        std::ranges::stable_sort(some, {}, [all, &at](std::size_t i) {
            const Finding& one = *all[i].finding;
            return std::tuple{at[i], one.measured, std::string_view{one.message.en}};
        });
    }

    /// Several findings about the same subjects: the surest first. Sorted by what they are, so that
    /// their order plays no part.
    void tell_apart(Group group) {
        sort(group.now, m_now, m_now_at);
        sort(group.then, m_then, m_then_at);
        const auto size = [](const Placed& a, const Placed& b) {
            return same_size(*a.finding, *b.finding);
        };
        const auto near = [](const Placed& a, const Placed& b) {
            return a.box.empty() || b.box.empty() || a.box.meets(b.box);
        };
        in_place(group, [&size](const Placed& a, const Placed& b) {
            return size(a, b) && a.finding->message == b.finding->message;
        });
        in_place(group, size);
        in_place(group, [](const Placed&, const Placed&) { return true; });
        pair_up(group.now, group.then,
                [&](const Placed& a, const Placed& b) { return near(a, b) && size(a, b); });
        pair_up(group.now, group.then, near);
    }

    /// Pairs up those that lie in the same place, as `same` says.
    template <typename Same>
    void in_place(const Group& group, const Same& same) {
        const auto at = [this](std::size_t then) { return m_then_at[then]; };
        for (const std::size_t& now : group.now) {
            const auto first = std::ranges::lower_bound(group.then, m_now_at[now], {}, at);
            const auto last = std::ranges::upper_bound(group.then, m_now_at[now], {}, at);
            pair_up({&now, 1}, {first, last}, same);
        }
    }

    template <typename Same>
    void pair_up(std::span<const std::size_t> some, std::span<const std::size_t> others,
                 const Same& same) {
        for (const std::size_t now : some) {
            if (m_found[now]) {
                continue;
            }
            const auto found = std::ranges::find_if(others, [&](std::size_t then) {
                return !m_taken[then] && same(m_now[now], m_then[then]);
            });
            if (found != others.end()) {
                take(now, *found);
            }
        }
    }

    using Place = std::tuple<std::string, std::string, std::string, std::string, Corners>;

    static Place place_of(const Finding& finding, const Corners& at) {
        return {finding.code, finding.rule, finding.subject.layer,
                finding.other ? finding.other->layer : std::string{}, at};
    }

    /// A layer without a key field: numbers change when a feature goes or comes.
    static bool is_numbered(const Finding& finding) {
        return finding.subject.key.starts_with('#') ||
               (finding.other && finding.other->key.starts_with('#'));
    }

    template <typename Wanted>
    void by_place(const Wanted& wanted) {
        std::map<Place, Group> groups;
        for (std::size_t i = 0; i < m_now.size(); ++i) {
            if (!m_found[i] && !m_now[i].box.empty() && wanted(*m_now[i].finding)) {
                groups[place_of(*m_now[i].finding, m_now_at[i])].now.push_back(i);
            }
        }
        for (std::size_t i = 0; i < m_then.size(); ++i) {
            if (!m_taken[i] && !m_then[i].box.empty() && wanted(*m_then[i].finding)) {
                groups[place_of(*m_then[i].finding, m_then_at[i])].then.push_back(i);
            }
        }
        for (const auto& [place, group] : groups) {
            if (group.now.size() == 1 && group.then.size() == 1) {
                take(group.now.front(), group.then.front());
            }
        }
    }

    std::span<const Placed> m_now;
    std::span<const Placed> m_then;
    std::vector<Corners> m_now_at;
    std::vector<Corners> m_then_at;
    std::vector<std::optional<std::size_t>> m_found;
    std::vector<bool> m_taken;
};

/// The key of then where it is another one than now.
std::string other_key(const Subject& now, const Subject& then) {
    return now.key == then.key ? std::string{} : then.key;
}

} // namespace

bool same_figure(std::optional<double> a, std::optional<double> b, const std::string& unit) {
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    if (std::abs(*a - *b) <= rounding * std::max(std::abs(*a), std::abs(*b))) {
        return true;
    }
    if (unit == "m2") {
        return area_text(SquareMetres{*a}) == area_text(SquareMetres{*b});
    }
    return unit == "m" ? length_text(Metres{*a}) == length_text(Metres{*b})
                       : number_text(*a) == number_text(*b);
}

std::vector<std::optional<std::size_t>> match_findings(std::span<const Placed> now,
                                                       std::span<const Placed> then, double step) {
    return Matching{now, then, step}.run();
}

bool only_key(const Finding& now, const Former& former) {
    return former.code.empty() && now.level == former.level && now.unit == former.unit &&
           same_figure(now.measured, former.measured, now.unit) &&
           same_figure(now.limit, former.limit, now.unit);
}

std::optional<Former> former_of(const Finding& now, const Finding& then) {
    Former former{.level = then.level,
                  .measured = then.measured,
                  .limit = then.limit,
                  .unit = then.unit,
                  .key = {},
                  .other_key = {},
                  .code = then.code == now.code ? std::string{} : then.code,
                  .worse = false};
    const bool same = only_key(now, former);
    // A pair within one layer may have come the other way round.
    const bool turned = now.other && then.other && now.subject.key == then.other->key &&
                        now.subject.layer == then.other->layer;
    if (stem_of(now) != stem_of(then)) {
        former.key = other_key(now.subject, turned ? *then.other : then.subject);
        if (now.other && then.other) {
            former.other_key = other_key(*now.other, turned ? then.subject : *then.other);
        }
    } else if (same) {
        return std::nullopt;
    }
    former.worse = !same && is_worse(now, then);
    return former;
}

} // namespace parkplan::review
