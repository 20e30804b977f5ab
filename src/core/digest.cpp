// SPDX-License-Identifier: MIT
#include "core/digest.hpp"

#include "core/fail.hpp"
#include "core/told.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parkplan {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// A SHA-256 under way.
class Hasher {
public:
    Hasher() : m_context(EVP_MD_CTX_new()) {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1) {
            fail(ErrorKind::internal, "OpenSSL offers no SHA-256");
        }
    }

    void add(std::string_view bytes) {
        if (EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()) != 1) {
            fail(ErrorKind::internal, "SHA-256 failed after a part was added");
        }
    }

    [[nodiscard]] std::string finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        if (EVP_DigestFinal_ex(m_context.get(), digest.data(), &size) != 1) {
            fail(ErrorKind::internal, "SHA-256 failed at its end");
        }
        return fmt::format("{:02x}", fmt::join(std::span{digest}.first(size), ""));
    }

private:
    std::unique_ptr<EVP_MD_CTX, FreeContext> m_context;
};

void add_file(Hasher& hasher, const std::filesystem::path& path) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) {
        fail(ErrorKind::input, "file '{}' cannot be read: {}", path.string(), reason_of(error));
    }
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        fail(ErrorKind::input, "file '{}' cannot be opened for reading", path.string());
    }
    constexpr std::string_view nul{"\0", 1};
    hasher.add(path.filename().string());
    hasher.add(nul);
    hasher.add(fmt::format("{}", size));
    hasher.add(nul);
    constexpr std::size_t block = std::size_t{1} << 20U;
    std::vector<char> buffer(block);
    std::uintmax_t read = 0;
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(file.gcount());
        hasher.add({buffer.data(), count});
        read += count;
    }
    if (file.bad() || read != size) {
        fail(ErrorKind::input,
             "file '{}' gave {} of its {} bytes; it must not change while it is read",
             path.string(), read, size);
    }
}

} // namespace

std::string sha256(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

std::string sha256_of_files(std::span<const std::filesystem::path> files) {
    Hasher hasher;
    for (const std::filesystem::path& path : files) {
        add_file(hasher, path);
    }
    return hasher.finish();
}

} // namespace parkplan
