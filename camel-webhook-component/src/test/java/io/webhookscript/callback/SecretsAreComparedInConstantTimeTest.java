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
package io.webhookscript.callback;

import java.security.MessageDigest;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No comparison of a secret ends at the first difference; a measurement of the time would not be the same each time.
 */
@Tag("slow")
class SecretsAreComparedInConstantTimeTest {

    private static final List<Class<?>> CHECKS = List.of(CredentialCheck.class, SignatureCheck.class, Digests.class);
    private static final List<String> COMPARISONS = List.of(
            "equals", "equalsIgnoreCase", "contentEquals", "compareTo", "compareToIgnoreCase", "startsWith", "endsWith",
            "contains", "mismatch", "compare");

    @Test
    void onlyByTheComparisonOfTheJdkThatLooksAtAllBytes() {
        JavaClasses classes = new ClassFileImporter().importClasses(CHECKS);
        List<JavaMethodCall> comparisons = classes.stream().flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> COMPARISONS.contains(call.getName())).filter(call -> !isOfTimes(call)).toList();

        assertThat(comparisons).filteredOn(call -> !call.getTargetOwner().isEquivalentTo(SignatureCheck.class)).isEmpty();
        assertThat(classes.get(Digests.class).getMethodCallsFromSelf())
                .anyMatch(
                        call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class) && call.getName().equals("isEqual"));
        for (Class<?> check : List.of(CredentialCheck.class, SignatureCheck.class)) {
            assertThat(classes.get(check).getMethodCallsFromSelf())
                    .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Digests.class) && call.getName().equals("areEqual"));
        }
    }

    private static boolean isOfTimes(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(java.time.Duration.class);
    }

    @Test
    void lengthsAreNotComparedEither() {
        assertThat(Digests.areEqual(new byte[0], new byte[0])).isTrue();
        assertThat(Digests.areEqual(new byte[1], new byte[0])).isFalse();
        assertThat(Digests.areEqual(new byte[] { 1, 2 }, new byte[] { 1, 2 })).isTrue();
        assertThat(Digests.areEqual(new byte[] { 1, 2 }, new byte[] { 1, 3 })).isFalse();
    }
}
