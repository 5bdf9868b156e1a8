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
package io.webhookscript.store.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

import io.webhookscript.store.StoreEncryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContentsAreEncryptedTest {

    private static final String FIRST = key(1);
    private static final String SECOND = key(2);
    private static final byte[] PLAIN = "{\"email\": \"zoe@example.com\"}".getBytes(StandardCharsets.UTF_8);

    private final StoreEncryption encryption = new AesGcmEncryption("2025:" + FIRST);

    private static String key(int value) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) value;
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void whatWasEncryptedIsDecrypted() {
        assertThat(encryption.decrypt(encryption.encrypt(PLAIN, "outbox:1"), "outbox:1")).isEqualTo(PLAIN);
        assertThat(encryption.decrypt(encryption.encrypt(new byte[0], ""), "")).isEmpty();
        byte[] large = new byte[3 << 20];
        assertThat(encryption.decrypt(encryption.encrypt(large, "x"), "x")).isEqualTo(large);
    }

    @Test
    void equalContentsNeverLookEqual() {
        Set<String> encrypted = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = encryption.encrypt(PLAIN, "outbox:1");
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("zoe").contains("2025");
            encrypted.add(Base64.getEncoder().encodeToString(bytes));
        }

        assertThat(encrypted).hasSize(1_000);
    }

    @Test
    void aContentOfOneRowCannotBePutIntoAnother() {
        byte[] encrypted = encryption.encrypt(PLAIN, "outbox:1");

        assertThatThrownBy(() -> encryption.decrypt(encrypted, "outbox:2")).isInstanceOf(IllegalStateException.class)
                .hasMessage("it cannot be decrypted: the key `2025` has another value than when it was encrypted,"
                            + " or it was changed");
    }

    @Test
    void eachChangedByteIsNoticed() {
        byte[] encrypted = encryption.encrypt(PLAIN, "outbox:1");

        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> encryption.decrypt(changed, "outbox:1")).as("byte " + i)
                    .isInstanceOf(IllegalStateException.class).hasMessageNotContaining("zoe").hasNoCause();
        }
        for (int length = 0; length < encrypted.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(encrypted, length);
            assertThatThrownBy(() -> encryption.decrypt(cut, "outbox:1")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void keysAreRotated() {
        byte[] old = encryption.encrypt(PLAIN, "outbox:1");
        StoreEncryption both = new AesGcmEncryption("2026:" + SECOND + ", 2025:" + FIRST);
        byte[] current = both.encrypt(PLAIN, "outbox:1");
        StoreEncryption later = new AesGcmEncryption("2026:" + SECOND);

        assertThat(both.decrypt(old, "outbox:1")).isEqualTo(PLAIN);
        assertThat(both.decrypt(current, "outbox:1")).isEqualTo(PLAIN);
        assertThat(later.decrypt(current, "outbox:1")).isEqualTo(PLAIN);
        assertThatThrownBy(() -> later.decrypt(old, "outbox:1")).isInstanceOf(IllegalStateException.class)
                .hasMessage("it cannot be decrypted: it was encrypted with the key `2025`, and the keys are [2026]");
    }

    @Test
    void anotherKeyOfTheSameIdIsNoticed() {
        byte[] encrypted = encryption.encrypt(PLAIN, "outbox:1");

        assertThatThrownBy(() -> new AesGcmEncryption("2025:" + SECOND).decrypt(encrypted, "outbox:1"))
                .hasMessageContaining("the key `2025` has another value");
    }

    @ParameterizedTest
    @CsvSource({
            "'',key 1 has no id",
            "secretkey,key 1 has no id",
            "a b:c2VjcmV0,key 1 has no id",
            "k:c2VjcmV0,`k` has 6 bytes",
            "k:s3cr%t,`k` is not base64" })
    void keysOfAnotherFormAreRejectedWithoutShowingThem(String keys, String problem) {
        assertThatThrownBy(() -> new AesGcmEncryption(keys)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem).hasMessageContaining("openssl rand -base64 32").hasNoCause()
                .hasMessageNotContainingAny("secretkey", "c2VjcmV0", "s3cr%t");
    }

    @Test
    void twoKeysMustHaveDifferentIds() {
        assertThatThrownBy(() -> new AesGcmEncryption("k:" + FIRST + ",k:" + SECOND))
                .hasMessage("the keys of the encryption: two keys have the id `k`");
    }

    @Test
    void aKeyIsNeverShown() {
        assertThat(new AesGcmEncryption("2026:" + SECOND + ",2025:" + FIRST)).hasToString("AesGcmEncryption[2026, 2025]");
    }
}
