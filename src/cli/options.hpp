// SPDX-License-Identifier: MIT
#pragma once

#include "cli/command.hpp"
#include "core/area_method.hpp"
#include "core/error.hpp"
#include "core/language.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "crs/crs.hpp"
#include "io/open.hpp"
#include "measure/measure.hpp"
#include "report/paint.hpp"
#include "report/sink.hpp"
#include "review/runner.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace parkplan::cli {

/// Options that several verbs share, as the user typed them. Each add_* declares one; each getter
/// checks it and throws Error{usage} that lists what is allowed.

enum class Format : std::uint8_t { text, json, csv, markdown };

class FormatOption {
public:
    /// `known` are the forms that this verb has, the first is the default.
    void add_to(CLI::App& app, std::span<const Format> known);
    [[nodiscard]] Format get() const;

private:
    std::span<const Format> m_known{};
    std::string m_text{};
};

class LanguageOption {
public:
    void add_to(CLI::App& app);
    /// Without the option the language of the environment.
    [[nodiscard]] Language get() const;

private:
    std::string m_text{};
};

class ThreadsOption {
public:
    void add_to(CLI::App& app);
    /// 0: one per core.
    [[nodiscard]] unsigned get() const;

private:
    std::string m_text{"0"};
};

class FailOnOption {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] review::FailOn get() const;

private:
    std::string m_text{"undecided"};
};

/// A layer and how to open it: LAYER, -l, --key, --where, --crs.
class LayerOptions {
public:
    void add_to(CLI::App& app);
    /// As one of two layers: "A" with the plain options, "B" with --layer-b, --key-b and so on.
    void add_first_to(CLI::App& app);
    void add_second_to(CLI::App& app);
    /// As an outline that may be left out: --within, --layer-within and so on.
    void add_outline_to(CLI::App& app);
    [[nodiscard]] bool given() const noexcept { return !m_path.empty(); }
    /// As the zones of a table: --by, --layer-by, --key-by and so on.
    void add_zones_to(CLI::App& app);
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    [[nodiscard]] io::OpenOptions get() const;

    /// The layer states no coordinate system: the error says which option states it.
    [[nodiscard]] Error no_crs(const layer::SourceInfo& info) const;

    /// Calls `body`, which opens or reads the layer. An error about what the options say of it
    /// names the option; one about data that names no source yet is about this layer.
    template <typename Body>
    [[nodiscard]] auto reading(const Body& body) const {
        try {
            return body();
        } catch (const io::OpenOptionError& error) {
            throw usage_error(error);
        } catch (Error& error) {
            if (error.kind() == ErrorKind::input || error.kind() == ErrorKind::geometry) {
                error.add_context(
                    {.source = without_password(m_path), .layer = {}, .feature = {}, .rule = {}});
            }
            throw;
        }
    }

private:
    CLI::Option* add_path(CLI::App& app, const std::string& name, const std::string& about);
    void add_details(CLI::App& app, const std::string& about);
    [[nodiscard]] Error usage_error(const io::OpenOptionError& error) const;

    std::string m_suffix{}; ///< of the names of the options
    std::string m_path{};
    std::string m_layer{};
    std::string m_key{};
    std::string m_where{};
    std::string m_encoding{};
    std::string m_crs{};
};

/// Refuses an empty name: mostly an unset variable of a script, not a wish for no output.
CLI::Option* need_name(CLI::Option* option);

/// How an overlay measures.
struct Measuring {
    measure::Validity validity = measure::Validity::checked;
    AreaMethod area = AreaMethod::ellipsoidal; ///< or planar, in the plane of the layer
};

/// --area, --assume-valid
class MeasuringOptions {
public:
    void add_to(CLI::App& app);
    /// Throws Error{usage}.
    [[nodiscard]] Measuring get() const;

private:
    std::string m_area{name_of(AreaMethod::ellipsoidal)};
    bool m_assume_valid = false;
};

/// Where a streamed result goes: -o, --overwrite.
class OutputOptions {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// Standard output without -o. Throws Error{output}.
    [[nodiscard]] std::unique_ptr<report::Sink> make_sink(const Console& console) const;
    /// Never in a file.
    [[nodiscard]] report::Colour colour(const Console& console) const;

private:
    std::string m_path{};
    bool m_overwrite = false;
};

/// The coordinate system, or the working plane, that `option` states; throw Error{usage} that names
/// the option.
[[nodiscard]] crs::Crs parse_crs(std::string_view option, const std::string& text);
[[nodiscard]] crs::Crs parse_plane(std::string_view option, const std::string& text);

/// The area or length that `option` states, 0 when it is not given; throw Error{usage} that names
/// the option.
[[nodiscard]] SquareMetres parse_min_area(std::string_view option, const std::string& text);
[[nodiscard]] Metres parse_min_length(std::string_view option, const std::string& text);

/// Colour only on a terminal, and only where NO_COLOR is unset.
[[nodiscard]] report::Colour colour_for(const Console& console);

/// The `value` of `option` must be one of `known`: throws Error{usage} with "did you mean".
void require_choice(std::string_view option, const std::string& value,
                    std::span<const std::string> known);

} // namespace parkplan::cli
