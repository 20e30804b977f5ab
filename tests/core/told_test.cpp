// SPDX-License-Identifier: MIT
#include "core/text.hpp"
#include "core/told.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <vector>

namespace parkplan {
namespace {

TEST(Told, GivesBothLanguagesTheSameArguments) {
    EXPECT_EQ(told("there is no field '{}'", "ZTBH"),
              (BiText{"there is no field 'ZTBH'", "没有字段“ZTBH”"}));
}

TEST(Told, LetsTheChineseTurnTheArgumentsAround) {
    EXPECT_EQ(
        told("Expected exactly {} arguments to {}, got {}", 1, "--key", 2),
        (BiText{"Expected exactly 1 arguments to --key, got 2", "--key 应有 1 个值，给出了 2 个"}));
}

TEST(Told, TakesATextInTwoLanguagesAsAnArgument) {
    const BiText inner = told("no such file");
    EXPECT_EQ(told("{}: {}", "--by", inner), (BiText{"--by: no such file", "--by：文件不存在"}));
    EXPECT_EQ(told("{}: {}", std::string{"a"}, BiText{"b", "乙"}), (BiText{"a: b", "a：乙"}));
}

TEST(Told, KeepsAnUnknownTextInEnglishWithItsArgumentsInChinese) {
    EXPECT_EQ(told("nobody says {}, {}", 7, BiText{"this", "这个"}),
              (BiText{"nobody says 7, this", "nobody says 7, 这个"}));
}

TEST(Told, LeavesBracesOfArgumentsAlone) {
    EXPECT_EQ(told("there is no field '{}'", "{}{0}").zh, "没有字段“{}{0}”");
}

TEST(Told, JoinsListsAsEachLanguageDoes) {
    EXPECT_EQ(list_of(std::vector<std::string>{"a", "b"}), (BiText{"a, b", "a、b"}));
    EXPECT_EQ(list_of({}), BiText{});
}

TEST(Foreign, HasTheChineseOfTextsThatHappenOften) {
    EXPECT_EQ(foreign("database is locked"), (BiText{"database is locked", "数据库被占用"}));
    EXPECT_EQ(foreign("sqlite said {"), (BiText{"sqlite said {", "sqlite said {"}));
    EXPECT_EQ(reason_of(std::make_error_code(std::errc::no_such_file_or_directory)),
              (BiText{"No such file or directory", "没有该文件或文件夹"}));
}

} // namespace
} // namespace parkplan
