// SPDX-License-Identifier: MIT
#include "cli/measure_stream.hpp"
#include "cli/pieces.hpp"
#include "core/fail.hpp"
#include "core/scratch.hpp"
#include "json/value.hpp"
#include "layer/range_source.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace parkplan::cli {
namespace {

/// Reading is told of between two batches: here something goes wrong.
class Trap final : public Progress {
public:
    explicit Trap(std::function<void()> spring) : m_spring(std::move(spring)) {}
    void report(std::string_view /*stage*/, std::size_t /*done*/, std::size_t /*total*/) override {
        m_spring();
    }

private:
    std::function<void()> m_spring;
};

/// Keeps what is written, and fails once more than `room` bytes are there.
class TextSink final : public report::Sink {
public:
    explicit TextSink(std::size_t room = 1'000'000) : m_room(room) {}
    void write(std::string_view bytes) override {
        ++m_writes;
        if (m_text.size() + bytes.size() > m_room) {
            fail(ErrorKind::output, "no room");
        }
        m_text += bytes;
    }
    void finish() override {}
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }
    [[nodiscard]] int writes() const noexcept { return m_writes; }

private:
    std::size_t m_room;
    int m_writes = 0;
    std::string m_text{};
};

class MeasureStream : public ::testing::Test {
protected:
    MeasureEnd run(report::Sink& sink, const std::function<void()>& spring) {
        MeasureJob job;
        job.path = m_layer.string();
        job.open.crs = crs::Crs::local();
        job.fields = report::parse_measure_fields("area_planar_m2");
        job.measure.methods = report::methods_needed(job.fields, AreaMethod::planar);
        const auto format = report::make_measure_json();
        TaskPool tasks{1};
        Trap progress{spring};
        return measure_stream(job, *format, sink, tasks, progress);
    }

private:
    test::Scratch m_scratch{};
    std::filesystem::path m_layer =
        m_scratch.file("a.csv", "ID,WKT\n1,\"POLYGON((0 0,2 0,2 2,0 0))\"\n");
};

std::string member(const json::Value& document, std::string_view name) {
    return json::dump(*document.find(name), json::Layout::compact);
}

TEST_F(MeasureStream, ClosesOneObjectWhateverGoesWrong) {
    TextSink sink;
    const MeasureEnd end = run(sink, [] { throw std::out_of_range{"index 7"}; });
    EXPECT_EQ(end.error.value().kind(), ErrorKind::internal);
    const json::Value document = json::parse(sink.text());
    EXPECT_EQ(member(document, "features"), R"([{"key":"#1","fid":1,"area_planar_m2":2}])");
    EXPECT_EQ(member(document, "complete"), "false");
    EXPECT_EQ(member(*document.find("error"), "kind"), R"("internal")");
    EXPECT_EQ(member(*document.find("error"), "message"), R"("index 7")");
}

TEST_F(MeasureStream, NamesTheLayerThatAnErrorIsAbout) {
    TextSink sink;
    const MeasureEnd end = run(sink, [] { fail(ErrorKind::usage, "bad"); });
    EXPECT_EQ(end.error.value().where().layer, "a");
    EXPECT_EQ(member(json::parse(sink.text()), "complete"), "false");
}

TEST_F(MeasureStream, StopsWhereItIsCancelled) {
    TextSink sink;
    const auto cancel = [] { throw Cancelled{}; };
    const auto cancelled = [&] { static_cast<void>(run(sink, cancel)); };
    EXPECT_THROW(cancelled(), Cancelled);
    EXPECT_THAT(sink.text(), testing::Not(testing::HasSubstr("complete")));
}

TEST_F(MeasureStream, WritesNothingAfterAFailureToWrite) {
    TextSink whole;
    static_cast<void>(run(whole, [] {}));
    TextSink sink{whole.text().size() - 1};
    try {
        static_cast<void>(run(sink, [] {}));
        FAIL() << "a failure to write was passed over";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::output);
    }
    EXPECT_EQ(sink.writes(), whole.writes());
}

/// A layer of squares in pieces of different sizes, some empty. Reading a piece takes the longer
/// the earlier it comes, and fails where it should.
class FakeRanges final : public layer::RangeSource {
public:
    FakeRanges(std::vector<std::size_t> sizes, std::optional<std::size_t> broken)
        : m_sizes(std::move(sizes)), m_broken(broken) {
        m_info.name = "squares";
        m_info.crs = crs::Crs::local();
    }
    [[nodiscard]] const layer::SourceInfo& info() const noexcept override { return m_info; }
    [[nodiscard]] std::size_t ranges() const noexcept override { return m_sizes.size(); }
    void read(std::size_t range, layer::Table& table) const override {
        std::this_thread::sleep_for(std::chrono::microseconds{100 * (m_sizes.size() - range)});
        if (range == m_broken) {
            fail(ErrorKind::input, "piece {} is broken", range);
        }
        table.clear();
        std::int64_t fid = 1;
        for (std::size_t before = 0; before < range; ++before) {
            fid += static_cast<std::int64_t>(m_sizes[before]);
        }
        for (std::size_t row = 0; row < m_sizes[range]; ++row, ++fid) {
            const auto side = static_cast<double>(fid);
            table.fids.push_back(fid);
            table.states.push_back(layer::GeometryState::polygon);
            for (const geo::Point& p :
                 {geo::Point{0.0, 0.0}, {side, 0.0}, {side, side}, {0.0, side}}) {
                table.polygons.add_point(p);
            }
            table.polygons.end_ring();
            table.polygons.end_polygon();
            table.polygons.end_feature();
        }
    }
    [[nodiscard]] std::vector<layer::Notice> notices() const override {
        return {{"PP-0601", std::nullopt, {}}};
    }

private:
    layer::SourceInfo m_info{};
    std::vector<std::size_t> m_sizes;
    std::optional<std::size_t> m_broken;
};

struct Streamed {
    std::string text{};
    MeasureEnd end{};
};

Streamed stream(const std::vector<std::size_t>& sizes, unsigned threads,
                std::optional<std::size_t> broken = std::nullopt) {
    MeasureJob job;
    job.fields = report::parse_measure_fields("area_planar_m2");
    job.measure.methods = report::methods_needed(job.fields, AreaMethod::planar);
    const auto pieces = pieces_of(std::make_unique<FakeRanges>(sizes, broken));
    const auto format = report::make_measure_json();
    TextSink sink;
    TaskPool tasks{threads};
    Trap progress{[] {}};
    Streamed streamed;
    streamed.end = measure_pieces(job, *pieces, *format, sink, {tasks, progress});
    streamed.text = sink.text();
    return streamed;
}

TEST(MeasurePieces, WritesAllPiecesInOrderWhateverTheThreads) {
    const std::vector<std::size_t> sizes{0, 3, 0, 0, 1, 40, 2, 7, 0};
    const Streamed one = stream(sizes, 1);
    const json::Value document = json::parse(one.text);
    const auto& features = std::get<json::Array>(document.find("features")->data());
    ASSERT_EQ(features.size(), 53U);
    for (std::size_t i = 0; i < features.size(); ++i) {
        EXPECT_EQ(json::dump(features[i], json::Layout::compact),
                  fmt::format(R"({{"key":"#{0}","fid":{0},"area_planar_m2":{1}}})", i + 1,
                              (i + 1) * (i + 1)));
    }
    EXPECT_EQ(one.end.foot.total.areas[0], ExactArea{SquareMetres{53.0 * 54.0 * 107.0 / 6.0}});
    ASSERT_EQ(one.end.foot.findings.size(), 1U);
    EXPECT_EQ(one.end.foot.findings[0].code, "PP-0601");
    for (const unsigned threads : {2U, 5U}) {
        EXPECT_EQ(stream(sizes, threads).text, one.text);
    }
}

TEST(MeasurePieces, ClosesALayerWithoutPieces) {
    const json::Value document = json::parse(stream({}, 2).text);
    EXPECT_EQ(member(document, "features"), "[]");
    EXPECT_EQ(member(document, "complete"), "true");
}

TEST(MeasurePieces, KeepsWhatStandsBeforeABrokenPiece) {
    for (const unsigned threads : {1U, 4U}) {
        const Streamed streamed = stream({2, 2, 2, 2, 2, 2}, threads, 3);
        EXPECT_STREQ(streamed.end.error.value().what(), "piece 3 is broken");
        const json::Value document = json::parse(streamed.text);
        EXPECT_EQ(std::get<json::Array>(document.find("features")->data()).size(), 6U);
        EXPECT_EQ(member(document, "complete"), "false");
    }
}

} // namespace
} // namespace parkplan::cli
