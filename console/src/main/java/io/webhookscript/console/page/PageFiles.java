/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.console.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.value.Sha256;

/** Serves the files of the page from the class path, each with its type and an ETag. Thread-safe. */
public final class PageFiles {

    private static final String FOLDER = "META-INF/webhookscript-console/";
    private static final String FIRST = "index.html";

    /** No dot begins a segment, so no path leaves the folder. */
    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_@-][A-Za-z0-9_@.+-]*/)*[A-Za-z0-9_@-][A-Za-z0-9_@.+-]*");

    /** A file of another type is not served; neither is a folder. */
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8", "json", "application/json; charset=utf-8", "svg", "image/svg+xml",
            "png", "image/png", "woff2", "font/woff2");

    /** The texts of the page that a script element holds itself, which must be its import map. */
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private final Map<String, PageFile> known = new ConcurrentHashMap<>();
    private final ClassLoader classLoader;

    private record PageFile(String type, String tag, byte[] content) {
    }

    public PageFiles(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    /** The hashes of the inline texts of the first page, for its content security policy. */
    public List<String> inlineHashes() {
        return find(FIRST).map(page -> INLINE.matcher(new String(page.content(), StandardCharsets.UTF_8)).results()
                .map(result -> "sha256-" + Base64.getEncoder().encodeToString(
                        Sha256.of(result.group(1).getBytes(StandardCharsets.UTF_8))))
                .toList()).orElse(List.of());
    }

    /** @throws RefusedRequestException when there is no such file */
    public ConsoleResponse get(ConsoleRequest request) throws RefusedRequestException {
        if (!request.isRead()) {
            throw new RefusedRequestException(405, "bad-request", "files of the page are read-only");
        }
        PageFile file = find(request.path().isEmpty() ? FIRST : request.path()).orElseThrow(RefusedRequestException::notFound);
        Map<String, String> headers = new HashMap<>();
        headers.put("ETag", file.tag());
        // the page and its files belong together, so a browser asks before it takes one of another release
        headers.put("Cache-Control", "no-cache");
        if (request.header("if-none-match").filter(file.tag()::equals).isPresent()) {
            return ConsoleResponse.empty(304).with(headers);
        }
        headers.put("Content-Type", file.type());
        return new ConsoleResponse(200, headers, file.content());
    }

    private Optional<PageFile> find(String path) {
        PageFile file = known.get(path);
        if (file != null) {
            return Optional.of(file);
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        Optional<PageFile> read = read(path, type);
        read.ifPresent(found -> known.put(path, found));
        return read;
    }

    private Optional<PageFile> read(String path, String type) {
        try (InputStream in = classLoader.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            String tag = "\"" + HexFormat.of().formatHex(Sha256.of(content)).substring(0, 16) + "\"";
            return Optional.of(new PageFile(type, tag, content));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " of the console cannot be read", e);
        }
    }
}
