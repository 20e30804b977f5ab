// SPDX-License-Identifier: MIT
#include "core/platform.hpp"
#include "core/scratch.hpp"
#include "core/thrown.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace parkplan::platform {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::Scratch;
using test::Thrown;
using test::thrown_by;

/// Sets the variables that name the language, and puts the old values back.
class LanguageVariables {
public:
    explicit LanguageVariables(const std::map<std::string, std::string>& values) {
        for (const char* const name : names) {
            m_before.emplace(name, environment(name));
            const auto value = values.find(name);
            put(name, value == values.end() ? "" : value->second);
        }
    }
    ~LanguageVariables() {
        for (const auto& [name, value] : m_before) {
            put(name, value);
        }
    }
    LanguageVariables(const LanguageVariables&) = delete;
    LanguageVariables& operator=(const LanguageVariables&) = delete;
    LanguageVariables(LanguageVariables&&) = delete;
    LanguageVariables& operator=(LanguageVariables&&) = delete;

private:
    static void put(const std::string& name, const std::string& value) {
        if (value.empty()) {
            ::unsetenv(name.c_str());
        } else {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
    }
    static constexpr std::array names{"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"};
    std::map<std::string, std::string> m_before{};
};

Language language_with(const std::map<std::string, std::string>& values) {
    const LanguageVariables variables{values};
    return environment_language();
}

TEST(EnvironmentLanguage, TakesTheFirstThatIsSet) {
    EXPECT_EQ(language_with({}), Language::english);
    EXPECT_EQ(language_with({{"LANG", "zh_CN.UTF-8"}}), Language::chinese);
    EXPECT_EQ(language_with({{"LANG", "en_GB.UTF-8"}}), Language::english);
    EXPECT_EQ(language_with({{"LC_MESSAGES", "en_US"}, {"LANG", "zh_CN"}}), Language::english);
    EXPECT_EQ(language_with({{"LC_ALL", "zh"}, {"LC_MESSAGES", "en_US"}}), Language::chinese);
    EXPECT_EQ(language_with({{"LC_ALL", "C.UTF-8"}, {"LANG", "zh_CN"}}), Language::english);
}

TEST(EnvironmentLanguage, TakesAnEmptyVariableForUnset) {
    const LanguageVariables variables{{{"LANG", "zh_CN.UTF-8"}}};
    ::setenv("LC_ALL", "", 1);
    ::setenv("LC_MESSAGES", "", 1);
    EXPECT_EQ(environment_language(), Language::chinese);
}

TEST(EnvironmentLanguage, IsEnglishForAllOtherLanguages) {
    for (const char* const locale : {"C", "POSIX", "C.UTF-8", "en_US.UTF-8", "ja_JP.UTF-8",
                                     "de_DE@euro", "ZH_CN", "cn", " zh_CN", "zha_CN", "zhx"}) {
        EXPECT_EQ(language_with({{"LC_ALL", locale}}), Language::english) << locale;
    }
}

TEST(EnvironmentLanguage, IsChineseForEveryKindOfIt) {
    for (const char* const locale : {"zh", "zh_CN", "zh_CN.UTF-8", "zh_CN.GB18030", "zh_TW.Big5",
                                     "zh_HK@radical", "zh-Hans-CN"}) {
        EXPECT_EQ(language_with({{"LC_MESSAGES", locale}}), Language::chinese) << locale;
    }
}

TEST(EnvironmentLanguage, PrefersTheListOfLanguageUnlessTheLocaleIsPlain) {
    EXPECT_EQ(language_with({{"LANG", "en_US.UTF-8"}, {"LANGUAGE", "zh_CN:en"}}),
              Language::chinese);
    EXPECT_EQ(language_with({{"LANG", "zh_CN.UTF-8"}, {"LANGUAGE", "fr:en_GB:zh"}}),
              Language::english);
    EXPECT_EQ(language_with({{"LANG", "zh_CN.UTF-8"}, {"LANGUAGE", "fr:C:zh"}}), Language::english);
    EXPECT_EQ(language_with({{"LANG", "en_US.UTF-8"}, {"LANGUAGE", "zha:enm:zh_HK:en"}}),
              Language::chinese);
    EXPECT_EQ(language_with({{"LANG", "zh_CN.UTF-8"}, {"LANGUAGE", "fr:de"}}), Language::chinese);
    EXPECT_EQ(language_with({{"LANG", "zh_CN.UTF-8"}, {"LANGUAGE", ""}}), Language::chinese);
    for (const char* const plain : {"C", "C.UTF-8", "POSIX", ""}) {
        EXPECT_EQ(language_with({{"LC_ALL", plain}, {"LANGUAGE", "zh_CN"}}), Language::english)
            << plain;
    }
}

TEST(Environment, IsEmptyForWhatIsNotSet) {
    EXPECT_EQ(environment("PARKPLAN_NO_SUCH_VARIABLE"), "");
    const LanguageVariables variables{{{"LANG", "x"}}};
    EXPECT_EQ(environment("LANG"), "x");
}

TEST(IsTerminal, IsFalseForAFileAndForNothing) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX declares open like that
    const int descriptor = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ASSERT_GE(descriptor, 0);
    EXPECT_FALSE(is_terminal(descriptor));
    ::close(descriptor);
    EXPECT_FALSE(is_terminal(-1));
}

TEST(ReasonFor, SaysWhatWouldBeRight) {
    const fs::path path = "/data/out/results";
    EXPECT_EQ(reason_for(ENOSPC, path).en,
              "no space is left in '/data/out'; free some or write elsewhere");
    EXPECT_EQ(reason_for(EDQUOT, path), reason_for(ENOSPC, path));
    EXPECT_EQ(reason_for(EROFS, path).en,
              "'/data/out' is on a read-only file system; write elsewhere");
    EXPECT_EQ(reason_for(EACCES, path).en,
              "no permission to write in '/data/out'; ask for it or write elsewhere");
    EXPECT_EQ(reason_for(EPERM, "results/").en,
              "no permission to write in '.'; ask for it or write elsewhere");
    EXPECT_EQ(reason_for(EEXIST, path).en,
              "'/data/out/results' exists already; remove it, choose another name or overwrite it");
    EXPECT_EQ(reason_for(EXDEV, path).en,
              "the two are on different file systems; both must be on the same one");
    EXPECT_EQ(reason_for(EIO, path), (BiText{"Input/output error", "输入输出错误"}));
}

TEST(MakeStagingFolder, MakesAHiddenEmptyFolderBesideTheTarget) {
    const Scratch scratch;
    const fs::path folder = make_staging_folder(scratch / "结果");
    EXPECT_EQ(folder.parent_path(), (scratch / "x").parent_path());
    EXPECT_TRUE(folder.filename().string().starts_with(".结果."));
    EXPECT_TRUE(fs::is_directory(folder));
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_FALSE(fs::exists(scratch / "结果"));
}

TEST(MakeStagingFolder, MakesAnotherOneEachTime) {
    const Scratch scratch;
    EXPECT_NE(make_staging_folder(scratch / "r"), make_staging_folder(scratch / "r"));
}

TEST(MakeStagingFolder, TakesATargetWithASlashAtItsEnd) {
    const Scratch scratch;
    const fs::path folder = make_staging_folder(scratch / "results/");
    EXPECT_EQ(folder.parent_path(), (scratch / "x").parent_path());
    EXPECT_TRUE(folder.filename().string().starts_with(".results."));
}

TEST(MakeStagingFolder, CutsALongNameBetweenCharacters) {
    const Scratch scratch;
    std::string name = "ab";
    for (int i = 0; i < 84; ++i) {
        name += "组";
    }
    const std::string made = make_staging_folder(scratch / name).filename().string();
    const std::string kept = name.substr(0, 2 + 3 * 66);
    EXPECT_TRUE(made.starts_with(fmt::format(".{}.", kept))) << made;
}

TEST(MakeStagingFolder, HasTheModeOfAnyNewFolder) {
    const Scratch scratch;
    const ::mode_t before = ::umask(027);
    const fs::path folder = make_staging_folder(scratch / "r");
    ::umask(before);
    EXPECT_EQ(fs::status(folder).permissions(), static_cast<fs::perms>(0750));
}

TEST(MakeStagingFolder, SaysWhyItCannot) {
    const Scratch scratch;
    const fs::path missing = scratch / "missing";
    EXPECT_EQ(thrown_by([&] { return make_staging_folder(missing / "r"); }),
              (Thrown{ErrorKind::output,
                      fmt::format("no folder for '{0}/r' can be made: it or the folder '{0}' does "
                                  "not exist; create it first",
                                  missing.string())}));
    const fs::path file = scratch.file("file", "");
    EXPECT_EQ(thrown_by([&] { return make_staging_folder(file / "r"); }),
              (Thrown{ErrorKind::output,
                      fmt::format("no folder for '{0}/r' can be made: a part of '{0}' is a file; a "
                                  "folder is needed there",
                                  file.string())}));
}

TEST(SyncToDisk, TakesFilesAndFolders) {
    const Scratch scratch;
    const fs::path folder = scratch.folder("folder", "text");
    EXPECT_NO_THROW(sync_to_disk(folder));
    EXPECT_NO_THROW(sync_to_disk(folder / "file"));
}

TEST(SyncToDisk, NamesWhatIsMissing) {
    const Scratch scratch;
    const auto call = [&] {
        sync_to_disk(scratch / "missing");
        return 0;
    };
    EXPECT_EQ(thrown_by(call)->kind, ErrorKind::output);
}

using Rename = void (*)(const fs::path&, const fs::path&);

/// Both ways of renaming: by the kernel's flag, and without it.
class Renaming : public testing::TestWithParam<std::pair<const char*, Rename>> {
protected:
    static void run(const fs::path& from, const fs::path& to) { GetParam().second(from, to); }
    static std::optional<Thrown> refusal(const fs::path& from, const fs::path& to) {
        return thrown_by([&] {
            run(from, to);
            return 0;
        });
    }
};

class RenameNew : public Renaming {};
class Exchange : public Renaming {};

const auto name_of_way = [](const auto& way) { return std::string{way.param.first}; };

INSTANTIATE_TEST_SUITE_P(Ways, RenameNew,
                         testing::Values(std::pair{"Flag", &rename_new},
                                         std::pair{"Reservation", &rename_new_by_reservation}),
                         name_of_way);
INSTANTIATE_TEST_SUITE_P(Ways, Exchange,
                         testing::Values(std::pair{"Flag", &exchange},
                                         std::pair{"Renames", &exchange_by_renames}),
                         name_of_way);

TEST_P(RenameNew, MovesAFolderWithWhatItHolds) {
    const Scratch scratch;
    const fs::path from = scratch.folder("from", "text");
    run(from, scratch / "to");
    EXPECT_FALSE(fs::exists(from));
    EXPECT_EQ(content_of(scratch / "to"), "text");
}

TEST_P(RenameNew, MovesAFile) {
    const Scratch scratch;
    const fs::path from = scratch.file("from", "text");
    run(from, scratch / "to");
    EXPECT_FALSE(fs::exists(from));
    EXPECT_EQ(content_of(scratch / "to"), "text");
}

TEST_P(RenameNew, RefusesWhatIsThere) {
    const Scratch scratch;
    const fs::path folder = scratch.folder("folder", "new");
    const fs::path file = scratch.file("file", "new");
    fs::create_directory(scratch / "empty");
    const fs::path full = scratch.folder("full", "old");
    const fs::path old = scratch.file("old", "old");
    for (const auto& [from, to] :
         {std::pair{folder, scratch / "empty"}, std::pair{folder, full}, std::pair{folder, old},
          std::pair{file, old}, std::pair{file, full}}) {
        EXPECT_EQ(refusal(from, to),
                  (Thrown{ErrorKind::output,
                          fmt::format("'{0}' cannot be renamed to '{1}': '{1}' exists already; "
                                      "remove it, choose another name or overwrite it",
                                      from.string(), to.string())}));
        EXPECT_EQ(content_of(from), "new");
    }
    EXPECT_EQ(content_of(full), "old");
    EXPECT_EQ(content_of(old), "old");
    EXPECT_TRUE(fs::is_empty(scratch / "empty"));
}

TEST_P(RenameNew, LeavesNothingBehindWhenTheSourceIsMissing) {
    const Scratch scratch;
    EXPECT_EQ(refusal(scratch / "missing", scratch / "to")->kind, ErrorKind::output);
    EXPECT_FALSE(fs::exists(scratch / "to"));
}

TEST_P(Exchange, SwapsTwoFolders) {
    const Scratch scratch;
    const fs::path a = scratch.folder("a", "of a");
    const fs::path b = scratch.folder("b", "of b");
    run(a, b);
    EXPECT_EQ(content_of(a), "of b");
    EXPECT_EQ(content_of(b), "of a");
    EXPECT_EQ(std::distance(fs::directory_iterator{a.parent_path()}, {}), 2);
}

TEST_P(Exchange, SwapsAFileAndAFolder) {
    const Scratch scratch;
    const fs::path a = scratch.file("a", "of a");
    const fs::path b = scratch.folder("b", "of b");
    run(a, b);
    EXPECT_TRUE(fs::is_directory(a));
    EXPECT_EQ(content_of(a), "of b");
    EXPECT_EQ(content_of(b), "of a");
}

TEST_P(Exchange, ChangesNothingWhenOneIsMissing) {
    const Scratch scratch;
    const fs::path there = scratch.folder("there", "text");
    const fs::path missing = scratch / "missing";
    EXPECT_EQ(refusal(there, missing)->kind, ErrorKind::output);
    EXPECT_EQ(refusal(missing, there)->kind, ErrorKind::output);
    EXPECT_EQ(content_of(there), "text");
    EXPECT_EQ(std::distance(fs::directory_iterator{there.parent_path()}, {}), 1);
}

} // namespace
} // namespace parkplan::platform
