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
package io.webhookscript.script.reader;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.ContextDefinition;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.PrivacyDefinition;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.RetentionDefinition;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.script.ValueTree;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script file says is read by somebody who acts on it: a key that is only parsed would be ignored silently. */
@Tag("slow")
class EveryKeyIsHonouredTest {

    private static final List<Class<?>> DEFINITIONS = List.of(
            ScriptDefinition.class, RequestDefinition.class, ResponseDefinition.class, LimitsDefinition.class, ScriptTest.class,
            ValueTree.class, CallbackDefinition.class, PrivacyDefinition.class, RetentionDefinition.class,
            ContextDefinition.class);

    /**
     * For people; compiled into each template; asked by its own record, which others ask.
     */
    private static final Set<String> READ_HERE = Set.of(
            "About.description", "About.strict", "Events.inputs", "About.name", "ContextDefinition.numbers",
            "FailureStatus.failure");

    @Test
    void everyComponentIsReadOutsideThisPackage() {
        JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.webhookscript");
        Set<String> unread = new TreeSet<>();
        for (Class<?> record : records()) {
            for (RecordComponent component : record.getRecordComponents()) {
                boolean read = classes.get(record).getMethod(component.getName()).getAccessesToSelf().stream()
                        .anyMatch(a -> !a.getOriginOwner().getPackageName().startsWith("io.webhookscript.script"));
                boolean referred = classes.get(record).getMethod(component.getName()).getReferencesToSelf().stream()
                        .anyMatch(a -> !a.getOriginOwner().getPackageName().startsWith("io.webhookscript.script"));
                if (!read && !referred) {
                    unread.add(record.getSimpleName() + "." + component.getName());
                }
            }
        }
        unread.removeAll(READ_HERE);

        assertThat(unread).isEmpty();
    }

    private static List<Class<?>> records() {
        List<Class<?>> records = new ArrayList<>();
        DEFINITIONS.forEach(d -> below(d).filter(Class::isRecord).forEach(records::add));
        return records;
    }

    private static Stream<Class<?>> below(Class<?> type) {
        return Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()).flatMap(EveryKeyIsHonouredTest::below));
    }
}
