// SPDX-License-Identifier: MIT
#include "report/csv_text.hpp"
#include "report/measure_format.hpp"

#include <fmt/format.h>

#include <span>
#include <string>

namespace parkplan::report {
namespace {

/// key,fid,… with a line per feature, UTF-8, line feeds; a missing figure is an empty field.
class MeasureCsv final : public MeasureFormat {
public:
    std::string head(const MeasureHead& head, std::span<const MeasuredRow> /*first*/) override {
        m_fields = head.fields;
        m_record = head.record;
        std::string text = "key,fid";
        for (const MeasureField field : m_fields) {
            text += ',';
            text += info_of(field).name;
        }
        text += '\n';
        return text;
    }

    void append_rows(std::string& text, std::span<const MeasuredRow> rows,
                     bool /*is_first*/) const override {
        for (const MeasuredRow& row : rows) {
            const fmt::format_int fid{row.fid};
            if (row.key.empty()) {
                text += '#';
                text.append(fid.data(), fid.size());
            } else {
                append_csv_text(text, row.key);
            }
            text += ',';
            text.append(fid.data(), fid.size());
            for (const MeasureField field : m_fields) {
                text += ',';
                append_data(text, field, value_of(field, row.measures, m_record));
            }
            text += '\n';
        }
    }

    [[nodiscard]] std::string foot(const MeasureFoot& /*foot*/) const override { return {}; }
    [[nodiscard]] std::string broken(const MeasureFoot& /*foot*/,
                                     const Error& /*error*/) const override {
        return {};
    }

private:
    std::vector<MeasureField> m_fields{};
    AreaMethod m_record = AreaMethod::ellipsoidal;
};

} // namespace

std::unique_ptr<MeasureFormat> make_measure_csv() {
    return std::make_unique<MeasureCsv>();
}

} // namespace parkplan::report
