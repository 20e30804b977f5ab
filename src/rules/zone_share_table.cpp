// SPDX-License-Identifier: MIT
#include "rules/zone_share_table.hpp"

#include "rules/results.hpp"
#include "rules/stated.hpp"
#include "rules/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace parkplan::rules {

using review::TableCell;

BiText shares_text(const ZonedShares& shares, const ZoneRegister& zones) {
    std::vector<ZoneShare> largest = shares.shares;
    std::ranges::stable_sort(largest, std::greater{}, &ZoneShare::amount);
    constexpr std::size_t most = 4;
    const std::size_t more = largest.size() > most ? largest.size() - most : 0;
    largest.resize(std::min(largest.size(), most));
    BiText text;
    for (const ZoneShare& one : largest) {
        const double share = shares.share(one.amount);
        const std::string percent = share_text(share, share < 0.5 ? 0.0 : 1.0);
        const std::string& name = zones.zones()[one.zone].name;
        text.en += fmt::format("{}'{}' ({})", text.en.empty() ? "" : ", ", name, percent);
        text.zh += fmt::format("{}“{}”（{}）", text.zh.empty() ? "" : "、", name, percent);
    }
    if (more > 0) {
        text.en += fmt::format(" and {} more", more);
        text.zh += fmt::format("等 {} 个分区", most + more);
    }
    if (shares.shared > ExactNumber{}) {
        const std::string both = share_text(shares.share(shares.shared), 0.0);
        text.en += fmt::format(", of it {} in several at once", both);
        text.zh += fmt::format("，其中 {} 同时位于多个分区", both);
    }
    return text;
}

BiText amount_text(const ZonedShares& shares, ExactNumber amount) {
    switch (shares.by) {
    case ShareOf::area:
        return same(fmt::format("{} m²", area_text(SquareMetres{amount.value()})));
    case ShareOf::length:
        return same(fmt::format("{} m", length_text(Metres{amount.value()})));
    case ShareOf::points:
        break;
    }
    return {fmt::format("{} of {} points", amount.text(), shares.whole.text()),
            fmt::format("{} 个点中的 {} 个", shares.whole.text(), amount.text())};
}

ZoneShareTable::ZoneShareTable(const review::RuleInput& input, const ZoneRegister& zones)
    : m_input(input), m_zones(zones), m_has_claims(stated(input.config, "claim")),
      m_has_paths(!input.layer("layer").layer.table().paths.empty()),
      m_table(
          table_of(input, "zone_shares", {"Shares of features by zone", "要素所在分区及份额"})) {
    const review::LoadedLayer& features = input.layer("layer");
    for (std::size_t row = 0; row < features.layer.size(); ++row) {
        m_has_names = m_has_names || !input.subject("layer", row).name.empty();
    }
    auto& columns = m_table.columns;
    columns.push_back({.id = "feature", .title = {"feature", "要素"}});
    if (m_has_names) {
        columns.push_back({.id = "name", .title = {"name", "名称"}});
    }
    if (m_has_claims) {
        columns.push_back({.id = "claimed", .title = {"claimed", "申报分区"}});
    }
    columns.push_back({.id = "zone", .title = {"zone", "所在分区"}});
    columns.push_back({.id = "area_m2", .title = {"area", "面积"}, .unit = "m2"});
    if (m_has_paths) {
        columns.push_back({.id = "length_m", .title = {"length", "长度"}, .unit = "m"});
    }
    columns.push_back({.id = "share_percent", .title = {"share", "份额"}, .unit = "%"});
    columns.push_back({.id = "remark", .title = {"remark", "备注"}});
    m_table.own_file = true;
    m_table.note = method_title(features.measurer->piece_method());
}

std::vector<TableCell> ZoneShareTable::head(std::size_t row, const std::string& claim) const {
    const review::Subject subject = m_input.subject("layer", row);
    std::vector<TableCell> cells{subject.key};
    if (m_has_names) {
        cells.push_back(subject.name.empty() ? TableCell{} : TableCell{subject.name});
    }
    if (m_has_claims) {
        cells.push_back(claim.empty() ? TableCell{} : TableCell{claim});
    }
    return cells;
}

void ZoneShareTable::add_line(std::vector<TableCell> cells, const ZonedShares& shares,
                              ExactNumber amount, BiText remark) {
    constexpr double percent = 100.0;
    cells.push_back(shares.by == ShareOf::area ? TableCell{amount.value()} : TableCell{});
    if (m_has_paths) {
        cells.push_back(shares.by == ShareOf::length ? TableCell{amount.value()} : TableCell{});
    }
    cells.emplace_back(percent * shares.share(amount));
    cells.push_back(remark.en.empty() ? TableCell{} : TableCell{std::move(remark)});
    m_table.rows.push_back(std::move(cells));
}

bool ZoneShareTable::is_ambiguous(const ZoneRegister::Zone& zone) const {
    return std::ranges::any_of(zone.rows,
                               [this](std::uint32_t row) { return m_zones.is_ambiguous(row); });
}

void ZoneShareTable::add(std::size_t row, const JudgedShares& one) {
    const BiText narrow{"narrower than the tolerance", "窄于容差"};
    for (const ZoneShare& share : one.shares.shares) {
        const ZoneRegister::Zone& zone = m_zones.zones()[share.zone];
        std::vector<TableCell> cells = head(row, one.claim);
        cells.emplace_back(zone.name);
        add_line(std::move(cells), one.shares, share.amount,
                 share.narrow         ? narrow
                 : is_ambiguous(zone) ? BiText{"assignment ambiguous", "归属存疑"}
                                      : BiText{});
    }
    if (one.shares.outside > ExactNumber{}) {
        std::vector<TableCell> cells = head(row, one.claim);
        cells.emplace_back(BiText{"in no zone", "未入分区"});
        add_line(std::move(cells), one.shares, one.shares.outside,
                 one.shares.outside_narrow ? narrow : BiText{});
    }
}

void ZoneShareTable::add_unknown(std::size_t row, const std::string& claim, const BiText& why) {
    std::vector<TableCell> cells = head(row, claim);
    cells.resize(m_table.columns.size());
    cells.back() = why;
    m_table.rows.push_back(std::move(cells));
}

} // namespace parkplan::rules
