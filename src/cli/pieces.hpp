// SPDX-License-Identifier: MIT
#pragma once

#include "layer/layer.hpp"
#include "layer/range_source.hpp"
#include "layer/table.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace parkplan::cli {

/// A layer piece by piece, from a source of either kind: what the source can do on many threads
/// stands in read(), the rest in begin().
class Pieces {
public:
    Pieces() = default;
    virtual ~Pieces() = default;
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;
    Pieces(Pieces&&) = delete;
    Pieces& operator=(Pieces&&) = delete;

    /// One piece: its rows, when begin() and then read() were called.
    struct Piece {
        std::size_t number = 0; ///< from 0, in file order
        layer::Table table;
    };

    [[nodiscard]] virtual const layer::SourceInfo& info() const noexcept = 0;
    /// Begins the next piece; false when there is none. One thread. Throws Error{input}.
    [[nodiscard]] virtual bool begin(Piece& piece) = 0;
    /// Ends what begin() began. From many threads at once, each with a piece of its own. Throws
    /// Error{input}.
    virtual void read(Piece& piece) const = 0;
    /// Notices about the whole layer, known when begin() gave false and every piece was read.
    [[nodiscard]] virtual std::vector<layer::Notice> notices() const = 0;
};

[[nodiscard]] std::unique_ptr<Pieces> pieces_of(std::unique_ptr<layer::BatchSource> source);
[[nodiscard]] std::unique_ptr<Pieces> pieces_of(std::unique_ptr<layer::RangeSource> source);

} // namespace parkplan::cli
