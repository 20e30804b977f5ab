// SPDX-License-Identifier: MIT
#include "cli/tabulate_stream.hpp"
#include "core/fail.hpp"
#include "core/scratch.hpp"
#include "json/value.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parkplan::cli {
namespace {

/// Told between two pieces: here something goes wrong.
class Trap final : public Progress {
public:
    explicit Trap(std::function<void()> spring) : m_spring(std::move(spring)) {}
    void report(std::string_view stage, std::size_t /*done*/, std::size_t /*total*/) override {
        if (stage == "tabulate") {
            m_spring();
        }
    }

private:
    std::function<void()> m_spring;
};

/// Keeps what is written, and fails once more than `room` bytes are there.
class TextSink final : public report::Sink {
public:
    explicit TextSink(std::size_t room = 1'000'000) : m_room(room) {}
    void write(std::string_view bytes) override {
        if (m_text.size() + bytes.size() > m_room) {
            fail(ErrorKind::output, "no room");
        }
        m_text += bytes;
    }
    void finish() override {}
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

private:
    std::size_t m_room;
    std::string m_text{};
};

class TabulateStream : public ::testing::Test {
protected:
    TabulateEnd run(report::Sink& sink, bool per_feature, const std::function<void()>& spring) {
        CLI::App app;
        LayerOptions layer;
        LayerOptions zones;
        layer.add_to(app);
        zones.add_zones_to(app);
        app.parse(fmt::format("{0} --crs local --by {0} --crs-by local", m_layer.string()));
        TabulateJob job{.layer = layer, .zones = zones};
        job.per_feature = per_feature;
        job.format = Format::json;
        TaskPool tasks{1};
        Trap progress{spring};
        return tabulate_stream(job, sink, tasks, progress);
    }

private:
    test::Scratch m_scratch{};
    std::filesystem::path m_layer =
        m_scratch.file("a.csv", "ID,WKT\n1,\"POLYGON((0 0,2 0,2 2,0 0))\"\n");
};

TEST_F(TabulateStream, AddsUpWithoutWritingUnlessPartsAreWanted) {
    TextSink sink;
    const TabulateEnd end = run(sink, false, [] {});
    EXPECT_FALSE(end.error);
    EXPECT_EQ(sink.text(), "");
    ASSERT_EQ(end.result.rows.size(), 1U);
    EXPECT_EQ(end.result.rows[0].area, ExactArea{SquareMetres{2.0}});
}

TEST_F(TabulateStream, ClosesOneObjectWhateverGoesWrongOnceItHasBegun) {
    TextSink sink;
    const TabulateEnd end = run(sink, true, [] { throw std::out_of_range{"index 7"}; });
    EXPECT_EQ(end.error.value().kind(), ErrorKind::internal);
    const json::Value document =
        json::parse(sink.text() + report::tabulation_json_broken(end.result.head, *end.error));
    EXPECT_EQ(json::dump(*document.find("complete"), json::Layout::compact), "false");
    EXPECT_NE(document.find("error"), nullptr);
}

TEST_F(TabulateStream, ThrowsBeforeAnythingIsWritten) {
    TextSink sink;
    EXPECT_THROW((void)run(sink, false, [] { throw std::out_of_range{"index 7"}; }),
                 std::out_of_range);
    EXPECT_EQ(sink.text(), "");
}

TEST_F(TabulateStream, ThrowsEveryFailureToWrite) {
    TextSink sink{10};
    EXPECT_THROW((void)run(sink, true, [] {}), Error);
}

} // namespace
} // namespace parkplan::cli
