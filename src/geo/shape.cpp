// SPDX-License-Identifier: MIT
#include "geo/shape.hpp"

#include "core/fail.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>

namespace parkplan::geo {
namespace {

/// Recursive descent over `POLYGON(...)` and `MULTIPOLYGON(...)`.
class WktReader {
public:
    explicit WktReader(std::string_view text) : m_text(text) {}

    PolygonColumn read() {
        const bool many = take_word("MULTIPOLYGON");
        if (!many && !take_word("POLYGON")) {
            refuse("POLYGON or MULTIPOLYGON");
        }
        if (!take_word("EMPTY")) {
            if (many) {
                expect('(');
                do {
                    polygon();
                } while (take(','));
                expect(')');
            } else {
                polygon();
            }
        }
        skip_blanks();
        if (m_at != m_text.size()) {
            refuse("the end of the text");
        }
        m_column.end_feature();
        return std::move(m_column);
    }

private:
    void polygon() {
        expect('(');
        do {
            ring();
        } while (take(','));
        expect(')');
        m_column.end_polygon();
    }

    void ring() {
        expect('(');
        m_ring.clear();
        do {
            const double x = number();
            const double y = number();
            m_ring.push_back({x, y});
        } while (take(','));
        if (m_ring.size() < 2 || !same(m_ring.front(), m_ring.back())) {
            refuse("a last vertex that repeats the first of its ring");
        }
        expect(')');
        m_ring.pop_back();
        for (const Point& p : m_ring) {
            m_column.add_point(p);
        }
        m_column.end_ring();
    }

    static bool same(Point a, Point b) {
        const auto equal = [](double u, double v) {
            return u == v || (std::isnan(u) && std::isnan(v));
        };
        return equal(a.x, b.x) && equal(a.y, b.y);
    }

    double number() {
        skip_blanks();
        double value = 0.0;
        const char* const first = m_text.data() + m_at;
        const char* const last = m_text.data() + m_text.size();
        const auto [end, error] = std::from_chars(first, last, value);
        if (error != std::errc{}) {
            refuse("a number");
        }
        m_at += static_cast<std::size_t>(end - first);
        return value;
    }

    /// Takes the next word when it is `wanted`, in whatever case.
    bool take_word(std::string_view wanted) {
        skip_blanks();
        std::size_t length = 0;
        for (; m_at + length < m_text.size(); ++length) {
            const char c = m_text[m_at + length];
            const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            if (upper < 'A' || upper > 'Z') {
                break;
            }
            if (length >= wanted.size() || upper != wanted[length]) {
                return false;
            }
        }
        if (length != wanted.size()) {
            return false;
        }
        m_at += length;
        return true;
    }

    void skip_blanks() {
        while (m_at < m_text.size() &&
               std::string_view{" \t\r\n"}.find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }

    bool take(char c) {
        skip_blanks();
        if (m_at < m_text.size() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }

    void expect(char c) {
        if (!take(c)) {
            refuse(std::string{'\'', c, '\''});
        }
    }

    [[noreturn]] void refuse(std::string_view wanted) const {
        constexpr std::size_t shown = 20;
        fail(ErrorKind::input, "WKT: found '{}' at character {}, expected {}",
             m_text.substr(m_at, shown), m_at + 1, wanted);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<Point> m_ring{};
    PolygonColumn m_column{};
};

} // namespace

MultiPolygon polygon_from_wkt(std::string_view wkt) {
    return MultiPolygon{WktReader{wkt}.read()};
}

Box box_of(const Shape& shape) noexcept {
    Box box;
    if (const auto* points = std::get_if<MultiPoint>(&shape)) {
        for (const Point& p : points->points) {
            box.add(p);
        }
    } else if (const auto* lines = std::get_if<MultiLine>(&shape)) {
        for (const std::vector<Point>& line : lines->lines) {
            for (const Point& p : line) {
                box.add(p);
            }
        }
    } else if (const auto* area = std::get_if<MultiPolygon>(&shape)) {
        box = box_of(area->view());
    }
    return box;
}

} // namespace parkplan::geo
