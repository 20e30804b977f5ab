// SPDX-License-Identifier: MIT
#pragma once

#include "core/area_method.hpp"
#include "core/units.hpp"
#include "geo/polygon_column.hpp"
#include "geo/shape.hpp"
#include "measure/measure.hpp"
#include "overlay/land_taken.hpp"
#include "review/readings.hpp"
#include "review/rule.hpp"
#include "rules/landuse.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parkplan::rules {

/// Both ask for the same outcome, or it stays open.
[[nodiscard]] review::Outcome judge_both(review::Outcome gross, review::Outcome net) noexcept;

/// A measurer whose pieces are planar where the method is, ellipsoidal otherwise (survey areas are
/// no sums, geodesic edges no borders of pieces): that of the layer, where it fits.
[[nodiscard]] std::shared_ptr<const measure::Measurer>
piece_measurer(const review::LoadedLayer& loaded, AreaMethod method);

/// The land for industries of a rule that judges it, too.
struct ReadLand {
    const overlay::LandFaces& faces;      ///< of the parcels
    std::span<const std::uint32_t> masks; ///< of the parcels, as LandClasses tells them
    const plan::RuleConfig& config;       ///< of the rule: states the classes of the readings
    Reading reading = Reading::middle;    ///< that the rule judges by
    std::optional<Metres> accuracy{};     ///< point accuracy of the land, where it is stated
};

/// Judges the areas of a layer's features under every reading of the plan's [readings]: another
/// method, boundary or land, classes that count, land that other features of the layer claim too,
/// parts that lie near enough to each other, point accuracy. Questions that the plan does not ask
/// are answered as the rule does. Survey areas are those of whole features: where parts or overlaps
/// are left out there is none, and such readings are not checked.
class AreaReadings {
public:
    /// `land` is empty for a rule that judges the boundary alone. All that is needed is measured
    /// here, on all threads; nothing when the plan asks no question that concerns the rule.
    AreaReadings(const review::RuleInput& input, const review::LoadedLayer& loaded,
                 SquareMetres limit, const ReadLand* land);

    /// Fills the readings of the verdict on a usable row, and adds the finding that they disagree
    /// (PP-0456).
    void tell(std::size_t row, review::Verdict& verdict, review::RuleResult& result) const;

private:
    /// What a reading leaves of a feature; nothing where that is the whole feature.
    using Cut = std::optional<geo::MultiPolygon>;
    using Lands = std::vector<std::optional<overlay::LandTaken>>;
    struct Land {
        AreaMethod pieces = AreaMethod::ellipsoidal;
        Lands whole{}; ///< by row
        Lands extra{}; ///< by row of m_extra
    };
    struct Found {
        SquareMetres value{};
        std::optional<SquareMetres> sigma{};
        review::Outcome outcome = review::Outcome::not_checked;
    };
    struct Choice;

    void ask();
    void ask(std::string name, std::vector<std::string> answers);
    [[nodiscard]] std::vector<Cut> without_shared_land() const;
    [[nodiscard]] std::vector<Cut> cuts_of(std::size_t row, const Cut& unshared) const;
    void cut_shapes();
    void measure_extra(geo::PolygonColumn polygons);
    void measure_land(const ReadLand& land);
    [[nodiscard]] Choice choice_of(std::size_t reading) const;
    [[nodiscard]] std::uint32_t wanted_sigmas() const;
    [[nodiscard]] Found land(const Choice& choice, std::size_t shape) const;
    [[nodiscard]] std::optional<Found> boundary(const Choice& choice, std::size_t shape) const;
    [[nodiscard]] review::ReadingOutcome judge(std::size_t row, std::size_t reading) const;

    const review::RuleInput& m_input;
    const review::LoadedLayer& m_loaded;
    SquareMetres m_limit;
    std::optional<Reading> m_reading{}; ///< of the rule; nothing without land
    std::optional<Metres> m_land_accuracy{};
    std::array<bool, reading_count> m_stated{}; ///< the classes of a reading are
    std::vector<review::Question> m_questions{};
    std::vector<std::string> m_overlaps{}; ///< answers that shapes hang on
    std::vector<Metres> m_gaps{};
    bool m_has_plane = false; ///< gaps have a length
    /// By row, answer on overlaps, answer on the gap: the row itself, or the number of rows and a
    /// row of m_extra.
    std::vector<std::size_t> m_shapes{};
    std::optional<layer::Layer> m_extra{};
    std::vector<measure::FeatureMeasures> m_measures{}; ///< of m_extra
    std::vector<Land> m_land{};                         ///< the first has the uncertainties
};

} // namespace parkplan::rules
