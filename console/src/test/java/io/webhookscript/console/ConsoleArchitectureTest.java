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
package io.webhookscript.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds which package of the console may import which, how large each is, and that only the root is public. */
@AnalyzeClasses(packages = "io.webhookscript.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ConsoleArchitectureTest {

    private static final String ROOT = "io.webhookscript.console";

    /** From the top to the bottom: a package may import those that stand after it, and no other. */
    private static final List<String> LAYERS = List.of(
            "", "mount", "page",
            "api", "api.script", "api.source", "api.delivery", "api.deadletter",
            "application", "folder", "access", "web");

    private static final int MAX_CLASSES = 30;

    @ArchTest
    static final ArchRule THE_PACKAGES_HAVE_NO_CYCLE = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule IMPORTS_POINT_DOWNWARDS = classes().should(importOnlyWhatIsBelow());

    /** So that the console can be mounted on another server without a change of its API. */
    @ArchTest
    static final ArchRule ONLY_MOUNTS_KNOW_A_SERVER = noClasses().that().resideOutsideOfPackage(ROOT + ".mount")
            .should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "com.sun.net..");

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal();

    @ArchTest
    static void noPackageHasMoreClassesThanTheLimit(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));

        assertThat(sizes).hasSize(LAYERS.size())
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MAX_CLASSES));
    }

    /** Package-private first: what no other package names, is not public. */
    @ArchTest
    static void onlyWhatOtherPackagesUseIsPublic(JavaClasses classes) {
        List<String> needless = classes.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.getPackageName().equals(ROOT) && !isUsedElsewhere(type))
                .map(JavaClass::getName).sorted().toList();

        assertThat(needless).isEmpty();
    }

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Stream<String> packages = classes.stream().map(JavaClass::getPackageName).distinct();

        assertThat(packages).isNotEmpty().allSatisfy(
                name -> assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class)).as(name)
                        .isTrue());
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(own -> own.equals(type) || own.getName().startsWith(type.getName() + "$"))
                .flatMap(own -> own.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static ArchCondition<JavaClass> importOnlyWhatIsBelow() {
        return new ArchCondition<>("import only from packages below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = layer(type);
                if (own < 0) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " is in a package that LAYERS does not name"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
                        .filter(dependency -> layer(dependency.getTargetClass()) < own)
                        .forEach(upwards -> events.add(SimpleConditionEvent.violated(type, upwards.getDescription())));
            }
        };
    }

    private static int layer(JavaClass type) {
        String name = type.getPackageName();
        return LAYERS.indexOf(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1));
    }
}
