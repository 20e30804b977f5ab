// SPDX-License-Identifier: MIT
#include "cli/measure_stream.hpp"
#include "core/fail.hpp"
#include "core/scratch.hpp"
#include "json/value.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

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

} // namespace
} // namespace parkplan::cli
