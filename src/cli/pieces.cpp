// SPDX-License-Identifier: MIT
#include "cli/pieces.hpp"

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace parkplan::cli {
namespace {

/// All is done in begin(): such a source is read by one thread.
class Batches final : public Pieces {
public:
    explicit Batches(std::unique_ptr<layer::BatchSource> source) : m_source(std::move(source)) {}

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override {
        return m_source->info();
    }
    [[nodiscard]] bool begin(Piece& piece) override {
        if (m_source->next(piece.table)) {
            piece.number = m_next++;
            return true;
        }
        m_notices = piece.table.notices;
        return false;
    }
    void read(Piece& /*piece*/) const override {}
    [[nodiscard]] std::vector<layer::Notice> notices() const override { return m_notices; }

private:
    std::unique_ptr<layer::BatchSource> m_source;
    std::size_t m_next = 0;
    std::vector<layer::Notice> m_notices{};
};

class Ranges final : public Pieces {
public:
    explicit Ranges(std::unique_ptr<layer::RangeSource> source) : m_source(std::move(source)) {}

    [[nodiscard]] const layer::SourceInfo& info() const noexcept override {
        return m_source->info();
    }
    [[nodiscard]] bool begin(Piece& piece) override {
        if (m_next == m_source->ranges()) {
            return false;
        }
        piece.number = m_next++;
        return true;
    }
    void read(Piece& piece) const override { m_source->read(piece.number, piece.table); }
    [[nodiscard]] std::vector<layer::Notice> notices() const override {
        return m_source->notices();
    }

private:
    std::unique_ptr<layer::RangeSource> m_source;
    std::size_t m_next = 0;
};

} // namespace

std::unique_ptr<Pieces> pieces_of(std::unique_ptr<layer::BatchSource> source) {
    return std::make_unique<Batches>(std::move(source));
}

std::unique_ptr<Pieces> pieces_of(std::unique_ptr<layer::RangeSource> source) {
    return std::make_unique<Ranges>(std::move(source));
}

} // namespace parkplan::cli
