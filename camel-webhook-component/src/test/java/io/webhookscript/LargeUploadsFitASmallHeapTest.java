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
package io.webhookscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.LargeUploads.Way;
import io.webhookscript.http.RawReceiver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A multipart body of 50 MiB needs no heap of that size, and goes out again, byte for byte, on a retry. */
@Tag("slow")
class LargeUploadsFitASmallHeapTest {

    /** Of the child; the content alone is nearly as large. */
    private static final String HEAP = "-Xmx64m";

    @TempDir
    private Path folder;

    private final List<Upload> uploads = new CopyOnWriteArrayList<>();

    /** What came with one request, in figures. */
    private record Upload(String line, long announced, long length, String content, String whole, String signature,
            String signed) {
    }

    @Test
    void sendsStreamsFilesAndVariablesTwiceTheSame() throws Exception {
        String log;
        try (RawReceiver receiver = RawReceiver.playing(this::receive)) {
            log = runChild(receiver.port());
        }

        String content = hash(LargeUploads.content());
        assertThat(log).contains("STREAM delivered 2", "CACHED delivered 2", "FILE delivered 2", "VARIABLE delivered 2");
        assertThat(uploads).hasSize(2 * Way.values().length);
        for (Way way : Way.values()) {
            List<Upload> both = uploads.stream().filter(u -> u.line.contains(way.path() + " ")).toList();
            assertThat(both).as(way.name()).hasSize(2).allSatisfy(upload -> {
                assertThat(upload.length).isEqualTo(upload.announced).isGreaterThan(LargeUploads.SIZE);
                assertThat(upload.content).isEqualTo(content);
                assertThat(upload.signature).isEqualTo(upload.signed);
            });
            assertThat(both.get(0)).isEqualTo(both.get(1));
        }
    }

    /** Every first request finds the receiver busy. */
    private void receive(RawReceiver.Peer peer) throws IOException {
        try {
            for (Optional<Upload> upload = read(peer); upload.isPresent(); upload = read(peer)) {
                uploads.add(upload.get());
                peer.send(uploads.size() % 2 == 1
                        ? RawReceiver.response(503, "text/plain", "busy") : "HTTP/1.1 204 No Content\r\n\r\n");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Optional<Upload> read(RawReceiver.Peer peer) throws IOException, GeneralSecurityException {
        List<String> head = peer.head();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        long announced = Long.parseLong(header(head, "Content-Length"));
        MultipartDigest digest = new MultipartDigest();
        long length = 0;
        while (length < announced) {
            byte[] some = peer.some();
            if (some.length == 0) {
                break;
            }
            digest.update(some);
            length += some.length;
        }
        return Optional.of(
                new Upload(
                        head.get(0), announced, length, digest.content(), digest.whole(), header(head, "X-Signature"),
                        digest.signature()));
    }

    private static String header(List<String> head, String name) {
        return head.stream().filter(line -> line.startsWith(name + ": ")).map(line -> line.substring(name.length() + 2))
                .findFirst().orElseThrow();
    }

    private String runChild(int port) throws Exception {
        Path log = folder.resolve("child.log");
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), LargeUploads.class.getName(), String.valueOf(port), folder.toString())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            boolean ended = child.waitFor(2, TimeUnit.MINUTES);
            String text = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as(text).isTrue();
            assertThat(child.exitValue()).as(text).isZero();
            return text;
        } finally {
            child.destroyForcibly();
        }
    }

    private static String hash(InputStream content) throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(content, sha256).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Takes the bytes of a multipart body of two parts as they come: the content is that of the second. */
    private static final class MultipartDigest {

        private static final String HEADS_END = "\r\n\r\n";

        private final MessageDigest whole = MessageDigest.getInstance("SHA-256");
        private final MessageDigest content = MessageDigest.getInstance("SHA-256");
        private final Mac signature = Mac.getInstance("HmacSHA256");
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private int left = -1;

        private MultipartDigest() throws GeneralSecurityException {
            signature.init(new SecretKeySpec("a signing key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        }

        private void update(byte[] bytes) {
            whole.update(bytes);
            signature.update(bytes);
            if (left < 0) {
                start.writeBytes(bytes);
                findContent();
            } else {
                contentOf(bytes, 0);
            }
        }

        private void findContent() {
            String text = start.toString(StandardCharsets.ISO_8859_1);
            int firstHead = text.indexOf(HEADS_END);
            int secondHead = firstHead < 0 ? -1 : text.indexOf(HEADS_END, firstHead + 1);
            if (secondHead >= 0) {
                left = LargeUploads.SIZE;
                contentOf(start.toByteArray(), secondHead + HEADS_END.length());
            }
        }

        private void contentOf(byte[] bytes, int from) {
            int count = Math.min(left, bytes.length - from);
            content.update(bytes, from, count);
            left -= count;
        }

        private String whole() {
            return HexFormat.of().formatHex(whole.digest());
        }

        private String content() {
            return HexFormat.of().formatHex(content.digest());
        }

        private String signature() {
            return HexFormat.of().formatHex(signature.doFinal());
        }
    }
}
