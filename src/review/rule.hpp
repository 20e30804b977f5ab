// SPDX-License-Identifier: MIT
#pragma once

#include "core/api.hpp"
#include "core/exact_area.hpp"
#include "core/language.hpp"
#include "core/tasks.hpp"
#include "layer/layer.hpp"
#include "measure/measure.hpp"
#include "plan/plan.hpp"
#include "review/finding.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::review {

/// A layer of the plan, in the working CRS, measured. Read-only, shared by all rules of a run.
struct LoadedLayer {
    layer::Layer layer;
    std::vector<measure::FeatureMeasures> measures; ///< parallel to the rows
    /// Measures pieces of this layer, and holds its point accuracy.
    std::shared_ptr<const measure::Measurer> measurer;

    /// True when the row is a polygon that can be measured and overlaid. The other rows are in no
    /// overlay and no sum; `why_unusable` names the reason.
    [[nodiscard]] bool usable(std::size_t row) const {
        return layer.table().states[row] == layer::GeometryState::polygon &&
               measures[row].measured();
    }
    [[nodiscard]] PARKPLAN_API BiText why_unusable(std::size_t row) const;
    /// usable() of all rows, as overlays take it.
    [[nodiscard]] PARKPLAN_API std::vector<std::uint8_t> usable_rows() const;
};

/// The subject for a row, or for the whole layer when there is none.
[[nodiscard]] PARKPLAN_API Subject subject_of(const plan::LayerConfig& config, std::uint32_t index,
                                              const layer::Layer& layer,
                                              std::optional<std::size_t> row);

/// What a rule may look at. The runner has made sure that every layer that the rule's parameters
/// name is there, with geometries where the parameter asks for them, and that every field they
/// name exists in its layer.
struct RuleInput {
    const plan::Plan& plan;
    const plan::RuleConfig& config;
    std::span<const LoadedLayer> layers;         ///< in plan order, without those that failed
    std::span<const std::uint32_t> loaded_index; ///< plan position of each of `layers`
    TaskPool& tasks;

    /// The layer that a parameter of type `layer` names.
    [[nodiscard]] const LoadedLayer& layer(std::string_view param) const;
    /// Its position in the plan, and what the plan says of it.
    [[nodiscard]] std::uint32_t layer_index(std::string_view param) const;
    [[nodiscard]] const plan::LayerConfig& layer_config(std::string_view param) const;
    /// Title of that layer for people, its id when the plan gives none.
    [[nodiscard]] BiText layer_title(std::string_view param) const;
    /// The column of that layer that a field name or role stands for.
    [[nodiscard]] const layer::AttributeColumn& column(std::string_view layer_param,
                                                       std::string_view field_or_role) const;
    /// The subject for a row of that layer, and for the layer as a whole.
    [[nodiscard]] Subject subject(std::string_view param, std::size_t row) const;
    [[nodiscard]] Subject whole(std::string_view param) const;
    /// A finding of this rule about `subject`: rule, group, level of the rule and clause filled in.
    /// `code`'s own level replaces the rule's when it is lower (info stays info).
    [[nodiscard]] Finding finding(std::string_view code, Subject subject,
                                  const MessageValues& values) const;
    /// A verdict of this rule, clause and level filled in.
    [[nodiscard]] Verdict verdict(Subject subject) const;
};

/// An area that a rule counted and booked without making a finding of it: name -> area.
struct LedgerEntry {
    std::string rule{};
    std::string name{}; ///< "overlaps_below_threshold_m2"
    ExactArea area{};
    std::uint64_t count = 0;
};

/// A number, a text as the data has it, a text of ours in both languages, or nothing where a figure
/// could not be had: never 0 in its place.
using TableCell = std::variant<std::monostate, double, std::string, BiText>;

struct TableColumn {
    std::string id{}; ///< "area_ha": name of the column in JSON and CSV
    BiText title{};
    std::string unit{};    ///< "ha", "m2", "%", or empty
    int decimals = 2;      ///< of its numbers, in text and CSV, below 0: all; JSON has them in full
    bool levelled = false; ///< its numbers were levelled to close on a total: marked
    bool bar = false;      ///< a share in %, drawn as a bar in the text report

    friend bool operator==(const TableColumn&, const TableColumn&) = default;
};

/// A table that a rule gives beside its verdicts: figures to read, nothing that is judged. It
/// stands in results.json and has a CSV file of its own.
struct ResultTable {
    std::string rule{}; ///< id of the configured rule
    std::string name{}; ///< "land_use_mix": of the table's file
    BiText title{};
    std::string group{};
    std::vector<TableColumn> columns{};
    std::vector<std::vector<TableCell>> rows{}; ///< each as long as `columns`
    BiText note{};
    plan::Citation clause{};
    bool own_file = false; ///< is not printed with the report, which only names its file
    /// Is printed and filed as one with the other tables of this name, group, title and columns:
    /// their rows in plan order, under the name instead of a rule's.
    bool joined = false;
};

struct RuleResult {
    std::vector<Finding> findings{};
    std::vector<Verdict> verdicts{};
    std::vector<LedgerEntry> ledger{};
    std::vector<ResultTable> tables{};
};

/// One kind of rule. Stateless and deterministic; no I/O, no logging, no clock. The order of the
/// result does not matter: the runner sorts.
class PARKPLAN_API Rule {
public:
    Rule() = default;
    virtual ~Rule() = default;
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;
    Rule(Rule&&) = delete;
    Rule& operator=(Rule&&) = delete;

    /// A field parameter belongs to the nearest layer parameter that stands before it.
    [[nodiscard]] virtual const plan::RuleInfo& info() const noexcept = 0;
    /// Checks what single parameters cannot tell, before anything is read: throws Error{plan} for
    /// parameters that do not go together, ParamError for one that is wrong by itself.
    virtual void check_config(const plan::RuleConfig& config) const;
    /// Throws Error only when the check cannot be made at all.
    [[nodiscard]] virtual RuleResult check(const RuleInput& input) const = 0;
    /// True for a rule that makes findings of the defects of its layer; for layers without such a
    /// rule the runner does.
    [[nodiscard]] virtual bool reports_defects() const noexcept { return false; }
    /// True for a rule that judges a layer without features, too: their number, say.
    [[nodiscard]] virtual bool judges_empty_layers() const noexcept { return false; }
    /// True for a rule that is run only when the user asks for it (RunOptions::on_request).
    [[nodiscard]] virtual bool on_request() const noexcept { return false; }
};

} // namespace parkplan::review
